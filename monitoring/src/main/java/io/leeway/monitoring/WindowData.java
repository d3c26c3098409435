package io.leeway.monitoring;

import io.leeway.monitoring.drift.Sample;
import io.leeway.monitoring.profile.CategoricalProfile;
import io.leeway.monitoring.profile.FeatureProfile;
import io.leeway.monitoring.profile.NumericProfile;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.ProfileBuilder;
import io.leeway.monitoring.variation.FeatureColumns;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rows of a closed window, or those of some versions among them, gathered from its chunks: one array a column. */
final class WindowData {
    private final Layout<?> layout;
    private final Window window;
    private final VersionRows of;
    private final double[][] numbers;
    private final int[][] codes;
    private final long[] ids;
    private final long[] times;
    private final double[] predictions;
    private final boolean needsTimes;
    private int rows;
    private long unreadable;
    private long late;
    private long ahead;
    private long invalid;
    private long firstMillis = Long.MAX_VALUE;
    private long lastMillis = Long.MIN_VALUE;

    private WindowData(Layout<?> layout, Window window, VersionRows of) {
        int capacity = of.rows();
        this.layout = layout;
        this.window = window;
        this.of = of;
        this.numbers = new double[layout.numeric.size()][capacity];
        this.codes = new int[layout.codes()][capacity];
        this.needsTimes = layout.hasTime;
        this.ids = new long[layout.hasId ? capacity : 0];
        this.times = new long[layout.hasTime ? capacity : 0];
        this.predictions = new double[capacity * layout.form.width()];
    }

    static WindowData of(Layout<?> layout, Window window, VersionRows rows, boolean timed) {
        WindowData data = new WindowData(layout, window, rows);
        for (Chunk first : window.chains()) {
            for (Chunk chunk = first; chunk != null; chunk = window.after(chunk)) {
                data.add(chunk, timed);
            }
        }
        for (int row = 0; row < data.rows; row++) {
            data.invalid += layout.form.isValid(data.predictions, row) ? 0 : 1;
        }
        return data;
    }

    private void add(Chunk chunk, boolean timed) {
        int claimed = chunk.claimed();
        int start = 0;
        // Runs of rows that could be read are copied as one; nearly always the whole chunk.
        for (int row = 0; row <= claimed; row++) {
            boolean written = row < claimed && chunk.awaitWritten(row);
            if (!written || !of.has(chunk.versions[row])) {
                copy(chunk, start, row - start, timed);
                start = row + 1;
                // What could not be read counts once, beside the rows of the version in charge.
                unreadable += row < claimed && !written && of.leads() ? 1 : 0;
            }
        }
    }

    private void copy(Chunk chunk, int from, int count, boolean timed) {
        int number = from * numbers.length;
        int code = from * codes.length;
        for (int row = rows; row < rows + count; row++) {
            for (double[] column : numbers) {
                column[row] = chunk.numbers[number++];
            }
            for (int[] column : codes) {
                column[row] = chunk.codes[code++];
            }
        }
        int width = layout.form.width();
        System.arraycopy(chunk.predictions, from * width, predictions, rows * width, count * width);
        if (ids.length > 0) {
            System.arraycopy(chunk.ids, from, ids, rows, count);
        }
        if (times.length > 0) {
            for (int i = 0; i < count; i++) {
                times[rows + i] = RowTimes.millis(chunk.times[from + i]);
            }
        }
        rows += count;
        for (int row = from; timed && row < from + count; row++) {
            long time = RowTimes.millis(chunk.times[row]);
            ahead += RowTimes.isAhead(chunk.times[row]) ? 1 : 0;
            firstMillis = Math.min(firstMillis, time);
            lastMillis = Math.max(lastMillis, time);
            late += time < window.startMillis ? 1 : 0;
        }
    }

    /** A number of all predictions; NaN where they are invalid. */
    private double[] predicted(int column) {
        double[] values = new double[rows];
        for (int row = 0; row < rows; row++) {
            values[row] =
                    layout.form.isValid(predictions, row) ? layout.form.column(predictions, row, column) : Double.NaN;
        }
        return values;
    }

    int rows() {
        return rows;
    }

    VersionRows of() {
        return of;
    }

    long unreadable() {
        return unreadable;
    }

    long late() {
        return late;
    }

    long ahead() {
        return ahead;
    }

    long invalid() {
        return invalid;
    }

    long firstMillis() {
        return rows == 0 || firstMillis == Long.MAX_VALUE ? window.openedMillis : firstMillis;
    }

    long lastMillis() {
        return rows == 0 || lastMillis == Long.MIN_VALUE ? window.closedMillis() : lastMillis;
    }

    Profile profile() {
        ProfileBuilder profile = Profile.builder();
        int numeric = 0;
        int categorical = 0;
        for (Feature<?> feature : layout.schema.features()) {
            FeatureProfile summary;
            if (feature.type() == FeatureType.NUMERIC) {
                summary = NumericProfile.of(numbers[numeric++], 0, rows);
            } else {
                List<String> names = window.codes[categorical].names();
                summary = CategoricalProfile.of(codes[categorical++], 0, rows, names);
            }
            profile.feature(feature.name(), summary);
        }
        List<String> columns = layout.form.columns();
        for (int i = 0; i < columns.size(); i++) {
            profile.feature(columns.get(i), NumericProfile.of(predicted(i)));
        }
        return profile.build();
    }

    /**
     * What is to be compared with a reference. Numbers as they are, unless the reference is known by its profile only: then
     * by the window's profile, because both must be cut into the same bins. Categories by the counts of the profile.
     */
    Map<String, Sample> samples(Map<String, Sample> reference, Profile profile) {
        Map<String, Sample> samples = new LinkedHashMap<>();
        reference.forEach((name, before) -> {
            if (before.type() == FeatureType.NUMERIC && !before.isApproximate()) {
                samples.put(name, Sample.of(values(name)));
            } else {
                samples.put(name, Sample.of(profile.feature(name)));
            }
        });
        return samples;
    }

    /** The features of all rows, by column. */
    FeatureColumns columns() {
        Map<String, double[]> ofNumbers = new LinkedHashMap<>();
        for (int i = 0; i < numbers.length; i++) {
            ofNumbers.put(layout.numeric.get(i).name(), numbers[i]);
        }
        Map<String, @Nullable String[]> ofCategories = new LinkedHashMap<>();
        for (int i = 0; i < layout.categorical.size(); i++) {
            List<String> names = window.codes[i].names();
            @Nullable String[] values = new String[rows];
            for (int row = 0; row < rows; row++) {
                values[row] = codes[i][row] < 0 ? null : names.get(codes[i][row]);
            }
            ofCategories.put(layout.categorical.get(i).name(), values);
        }
        return new FeatureColumns(rows, ofNumbers, ofCategories);
    }

    /** What identifies each row to people: its id, or where it stands in the log; empty if rows have no id that is a number. */
    long[] ids() {
        return layout.hasNumericId ? ids : new long[0];
    }

    /** The time of each row; empty if the schema has no time. */
    long[] times() {
        return times;
    }

    /** The rows with valid predictions, without labels. */
    RecentWindow recent(long number, Instant to, Retention retention) {
        int[] valid = IntStream.range(0, rows)
                .filter(row -> layout.form.isValid(predictions, row))
                .toArray();
        int width = layout.form.width();
        double[] kept = new double[valid.length * width];
        double[] labels = new double[valid.length];
        Arrays.fill(labels, Double.NaN);
        for (int i = 0; i < valid.length; i++) {
            System.arraycopy(predictions, valid[i] * width, kept, i * width, width);
        }
        List<BlockRows.Codes> groups = new ArrayList<>();
        for (int i = layout.categorical.size(); i < codes.length; i++) {
            int[] column = codes[i];
            groups.add(new BlockRows.Codes(
                    layout.groups.get(i - layout.categorical.size()).name(),
                    window.codes[i].names(),
                    Arrays.stream(valid).map(row -> column[row]).toArray()));
        }
        long[] days = needsTimes
                ? Arrays.stream(valid)
                        .mapToLong(row -> HarmWatch.day(times[row], retention.zone()))
                        .toArray()
                : new long[0];
        List<double[]> features = new ArrayList<>();
        if (retention.keepsFeatures()) {
            Arrays.stream(valid).forEach(row -> features.add(features(row)));
        }
        long[] keys = Arrays.stream(valid).mapToLong(row -> ids[row]).toArray();
        return new RecentWindow(
                new RecentWindow.State(number, to, kept, labels, keys, days, groups, List.copyOf(features), false));
    }

    /**
     * How rows are kept.
     *
     * @param keepsFeatures whether their features are, too
     * @param zone of their days
     */
    record Retention(boolean keepsFeatures, ZoneId zone) {}

    /** The features of a row as numbers, in the schema's order, as models of the loss take them. */
    private double[] features(int row) {
        double[] values = new double[numbers.length + layout.categorical.size()];
        int numeric = 0;
        int categorical = 0;
        for (Feature<?> feature : layout.schema.features()) {
            if (feature.type() == FeatureType.NUMERIC) {
                values[feature.index()] = numbers[numeric++][row];
            } else {
                int code = codes[categorical][row];
                values[feature.index()] = code < 0
                        ? Double.NaN
                        : window.codes[categorical].names().get(code).hashCode();
                categorical++;
            }
        }
        return values;
    }

    private double[] values(String name) {
        for (int i = 0; i < numbers.length; i++) {
            if (layout.numeric.get(i).name().equals(name)) {
                return Arrays.copyOf(numbers[i], rows);
            }
        }
        return Arrays.stream(predicted(layout.form.columns().indexOf(name)))
                .filter(value -> !Double.isNaN(value))
                .toArray();
    }
}
