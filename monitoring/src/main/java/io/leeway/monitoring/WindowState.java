package io.leeway.monitoring;

import io.leeway.schema.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a window that is not over, as far as they are joined with labels: column by column, in the order of the layout.
 *
 * @param width how many numbers a prediction has; one row's stand behind the other's
 * @param ids empty where rows have no numbers
 * @param times empty where rows have no times
 * @param versions which version answered each row
 */
record WindowState(
        long startMillis,
        long endMillis,
        long openedMillis,
        WindowEnd endBefore,
        List<double[]> numbers,
        List<int[]> codes,
        int width,
        double[] predictions,
        long[] ids,
        long[] times,
        long[] versions,
        long unreadable) {

    int rows() {
        return predictions.length / width;
    }

    /** The numbers of a prediction; null if it is one alone. */
    double @Nullable [] vector(int row) {
        return width == 1 ? null : Arrays.copyOfRange(predictions, row * width, (row + 1) * width);
    }

    long time(int row) {
        return times.length == 0 ? 0 : times[row];
    }

    /** Copies what is joined of a window; the caller joins, and lets nobody else join. */
    static WindowState of(Window window, Layout<?> layout) {
        List<Chunk> chunks = new ArrayList<>();
        for (Chunk first : window.chains()) {
            for (Chunk chunk = first; chunk != null; chunk = window.after(chunk)) {
                chunks.add(chunk);
            }
        }
        int joined = chunks.stream().mapToInt(chunk -> chunk.joined).sum();
        List<double[]> numbers = new ArrayList<>();
        layout.numeric.forEach(feature -> numbers.add(new double[joined]));
        List<int[]> codes = new ArrayList<>();
        for (int i = 0; i < layout.codes(); i++) {
            codes.add(new int[joined]);
        }
        int width = layout.form.width();
        double[] predictions = new double[joined * width];
        long[] ids = new long[chunks.isEmpty() || chunks.get(0).ids.length == 0 ? 0 : joined];
        long[] times = new long[chunks.isEmpty() || chunks.get(0).times.length == 0 ? 0 : joined];
        long[] versions = new long[joined];
        int rows = 0;
        for (Chunk chunk : chunks) {
            for (int row = 0; row < chunk.joined; row++) {
                if (!chunk.awaitWritten(row)) {
                    continue;
                }
                int from = row;
                int to = rows;
                for (int i = 0; i < numbers.size(); i++) {
                    numbers.get(i)[to] = chunk.numbers[from * numbers.size() + i];
                }
                for (int i = 0; i < codes.size(); i++) {
                    codes.get(i)[to] = chunk.codes[from * codes.size() + i];
                }
                System.arraycopy(chunk.predictions, from * width, predictions, to * width, width);
                if (ids.length > 0) {
                    ids[to] = chunk.ids[from];
                }
                if (times.length > 0) {
                    times[to] = chunk.times[from];
                }
                versions[to] = chunk.versions[from];
                rows++;
            }
        }
        int read = rows;
        numbers.replaceAll(column -> Arrays.copyOf(column, read));
        codes.replaceAll(column -> Arrays.copyOf(column, read));
        return new WindowState(
                window.startMillis,
                window.endMillis,
                window.openedMillis,
                window.endBefore(),
                numbers,
                codes,
                width,
                Arrays.copyOf(predictions, read * width),
                ids.length == 0 ? ids : Arrays.copyOf(ids, read),
                times.length == 0 ? times : Arrays.copyOf(times, read),
                Arrays.copyOf(versions, read),
                (long) joined - read);
    }

    /** Whether the columns are those of a layout, and all of one length. */
    boolean fits(Layout<?> layout) {
        return numbers.size() == layout.numeric.size()
                && codes.size() == layout.codes()
                && width == layout.form.width()
                && numbers.stream().allMatch(column -> column.length == rows())
                && codes.stream().allMatch(column -> column.length == rows())
                && versions.length == rows()
                && (ids.length == 0 || ids.length == rows())
                && (times.length == 0 || times.length == rows());
    }

    /** A layout of the numbers of rows, which takes them apart in the way in which they were. */
    Layout<Integer> layout(Layout<?> of) {
        return new Layout<>(rows(of)) {
            @Override
            long id(Integer row) {
                return ids[row];
            }

            @Override
            void read(Integer row, Chunk chunk, int at) {
                int place = at * numbers.size();
                for (double[] column : numbers) {
                    chunk.numbers[place++] = column[row];
                }
                place = at * codes.size();
                for (int[] column : codes) {
                    chunk.codes[place++] = column[row];
                }
            }
        };
    }

    /** Only its id, time and columns count, none of which is read. */
    @SuppressWarnings("unchecked")
    private static Schema<Integer> rows(Layout<?> of) {
        return (Schema<Integer>) of.schema;
    }
}
