package io.leeway.onnx;

import io.leeway.model.UnseenCategories;
import io.leeway.onnx.flat.Cell;
import io.leeway.schema.Feature;
import io.leeway.schema.NumberReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Fills neighbouring columns of an input of numbers from rows. Immutable. */
interface Filler<R> {

    /** How many columns it fills. */
    int columns();

    /** How many categories it looks up. */
    default int features() {
        return 0;
    }

    /**
     * Writes the columns of some rows; a category that is looked up and not found is counted, if it is no missing value.
     *
     * @param rows the rows, of which those from {@code begin} to before {@code end} are read
     * @param into receives the columns, which are zero before
     * @param from the place of the first column of the first row
     * @param step the places from one row to the next
     * @param codes memory for the codes of {@link #features()} categories a row
     */
    void fill(R[] rows, int begin, int end, double[] into, int from, int step, int[] codes, UnseenCategories unseen);

    /** Writes them as floats. */
    void fill(R[] rows, int begin, int end, float[] into, int from, int step, int[] codes, UnseenCategories unseen);

    /** The features whose unknown categories are counted. */
    default IntStream counted() {
        return IntStream.empty();
    }

    /** The same filler, which counts the unknown categories of some features only. */
    default Filler<R> countingOnly(IntPredicate counted) {
        return this;
    }

    /** Numeric features side by side, as they are. */
    record Numbers<R>(NumberReader<R> reader) implements Filler<R> {
        @Override
        public int columns() {
            return reader.columns();
        }

        @Override
        public void fill(
                R[] rows, int begin, int end, double[] into, int from, int step, int[] codes, UnseenCategories unseen) {
            reader.read(rows, begin, end, into, from, step);
        }

        @Override
        public void fill(
                R[] rows, int begin, int end, float[] into, int from, int step, int[] codes, UnseenCategories unseen) {
            reader.read(rows, begin, end, into, from, step);
        }
    }

    /** One column. */
    record One<R>(Cell.OfNumber<R> cell) implements Filler<R> {
        @Override
        public int columns() {
            return 1;
        }

        @Override
        public void fill(
                R[] rows, int begin, int end, double[] into, int from, int step, int[] codes, UnseenCategories unseen) {
            int place = from;
            for (int row = begin; row < end; row++) {
                into[place] = cell.number(rows[row]);
                place += step;
            }
        }

        @Override
        public void fill(
                R[] rows, int begin, int end, float[] into, int from, int step, int[] codes, UnseenCategories unseen) {
            int place = from;
            for (int row = begin; row < end; row++) {
                into[place] = (float) cell.number(rows[row]);
                place += step;
            }
        }
    }

    /** Joins the columns of numbers, and those of categories, that stand side by side; none for an input of texts. */
    static <R> List<Filler<R>> of(Mapping.Input input, Map<String, Feature<R>> features, List<Cell<R>> cells) {
        List<Filler<R>> fillers = new ArrayList<>();
        int column = 0;
        while (column < cells.size()) {
            Filler<R> filler = next(input.columns().subList(column, cells.size()), features, cells.get(column));
            if (filler == null) {
                return List.of();
            }
            fillers.add(filler);
            column += filler.columns();
        }
        return List.copyOf(fillers);
    }

    private static <R> @Nullable Filler<R> next(
            List<Mapping.Column> columns, Map<String, Feature<R>> features, Cell<R> first) {
        List<Feature<R>> numbers = numbers(columns, features);
        if (!numbers.isEmpty()) {
            return new Numbers<>(NumberReader.of(numbers));
        }
        List<CategoryFiller.Look<R>> looks = looks(columns, features);
        if (!looks.isEmpty()) {
            return new CategoryFiller<>(looks);
        }
        return first instanceof Cell.OfNumber<R> number ? new One<>(number) : null;
    }

    /** The numeric features that come first and are given to the graph as they are, missing values included. */
    private static <R> List<Feature<R>> numbers(List<Mapping.Column> columns, Map<String, Feature<R>> features) {
        List<Feature<R>> numbers = new ArrayList<>();
        for (Mapping.Column each : columns) {
            Feature<R> feature = features.get(each.feature());
            Optional<Feature<R>> number =
                    feature == null ? Optional.empty() : each.encoding().asItIs(feature);
            if (number.isEmpty()) {
                break;
            }
            numbers.add(number.get());
        }
        return numbers;
    }

    /** The categorical features that come first and are looked up in a list. */
    private static <R> List<CategoryFiller.Look<R>> looks(
            List<Mapping.Column> columns, Map<String, Feature<R>> features) {
        List<CategoryFiller.Look<R>> looks = new ArrayList<>();
        int column = 0;
        while (column < columns.size()) {
            Mapping.Column next = columns.get(column);
            Feature<R> feature = features.get(next.feature());
            List<String> categories = categories(columns.subList(column, columns.size()));
            if (feature == null) {
                break;
            } else if (!categories.isEmpty()) {
                looks.add(new CategoryFiller.Look<>(feature, categories, true, 0, true));
            } else if (next.encoding() instanceof Encoding.Code code) {
                looks.add(new CategoryFiller.Look<>(feature, code.categories(), false, code.other(), true));
            } else {
                break;
            }
            column += looks.get(looks.size() - 1).columns();
        }
        return looks;
    }

    /** The categories of the one-hot encoded feature that comes first; each once. */
    private static List<String> categories(List<Mapping.Column> columns) {
        List<String> categories = new ArrayList<>();
        String feature = columns.get(0).feature();
        for (Mapping.Column each : columns) {
            if (!each.feature().equals(feature)
                    || !(each.encoding() instanceof Encoding.OneHot one)
                    || categories.contains(one.category())) {
                break;
            }
            categories.add(one.category());
        }
        return categories;
    }
}
