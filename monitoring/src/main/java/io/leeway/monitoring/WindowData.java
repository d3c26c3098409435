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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of a closed window, gathered from its chunks: one array a column. */
final class WindowData {
    private final Layout<?> layout;
    private final Window window;
    private final double[][] numbers;
    private final int[][] codes;
    private final long[] ids;
    private final long[] times;
    private double[] predictions;
    private int rows;
    private long unreadable;
    private long late;
    private long invalid;
    private long firstMillis = Long.MAX_VALUE;
    private long lastMillis = Long.MIN_VALUE;

    private WindowData(Layout<?> layout, Window window, int capacity) {
        this.layout = layout;
        this.window = window;
        this.numbers = new double[layout.numeric.size()][capacity];
        this.codes = new int[layout.categorical.size()][capacity];
        boolean ordered = window.reference.broken() != null;
        this.ids = new long[ordered && layout.hasId ? capacity : 0];
        this.times = new long[ordered && layout.hasTime ? capacity : 0];
        this.predictions = new double[capacity];
    }

    static WindowData of(Layout<?> layout, Window window, boolean timed, boolean probabilities) {
        WindowData data = new WindowData(layout, window, Math.toIntExact(window.claimed()));
        for (Chunk first : window.chains()) {
            for (Chunk chunk = first; chunk != null; chunk = window.after(chunk)) {
                data.add(chunk, timed);
            }
        }
        data.predictions = data.validPredictions(probabilities);
        return data;
    }

    private void add(Chunk chunk, boolean timed) {
        int claimed = chunk.claimed();
        int start = 0;
        // Runs of rows that could be read are copied as one; nearly always the whole chunk.
        for (int row = 0; row <= claimed; row++) {
            boolean written = row < claimed && chunk.awaitWritten(row);
            if (!written) {
                copy(chunk, start, row - start, timed);
                start = row + 1;
                unreadable += row < claimed ? 1 : 0;
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
        System.arraycopy(chunk.predictions, from, predictions, rows, count);
        if (ids.length > 0) {
            System.arraycopy(chunk.ids, from, ids, rows, count);
        }
        if (times.length > 0) {
            System.arraycopy(chunk.times, from, times, rows, count);
        }
        rows += count;
        for (int row = from; timed && row < from + count; row++) {
            long time = chunk.times[row];
            firstMillis = Math.min(firstMillis, time);
            lastMillis = Math.max(lastMillis, time);
            late += time < window.startMillis ? 1 : 0;
        }
    }

    static boolean isValid(double prediction, boolean probability) {
        return probability ? prediction >= 0 && prediction <= 1 : Double.isFinite(prediction);
    }

    private double[] validPredictions(boolean probabilities) {
        double[] valid = Arrays.stream(predictions, 0, rows)
                .filter(prediction -> isValid(prediction, probabilities))
                .toArray();
        invalid = (long) rows - valid.length;
        return valid;
    }

    int rows() {
        return rows;
    }

    long unreadable() {
        return unreadable;
    }

    long late() {
        return late;
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
        double[] padded = Arrays.copyOf(predictions, rows);
        Arrays.fill(padded, predictions.length, rows, Double.NaN);
        return profile.feature(ModelMonitor.PREDICTION, NumericProfile.of(padded))
                .build();
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
        for (int i = 0; i < codes.length; i++) {
            List<String> names = window.codes[i].names();
            @Nullable String[] values = new String[rows];
            for (int row = 0; row < rows; row++) {
                values[row] = codes[i][row] < 0 ? null : names.get(codes[i][row]);
            }
            ofCategories.put(layout.categorical.get(i).name(), values);
        }
        return new FeatureColumns(rows, ofNumbers, ofCategories);
    }

    /** What identifies each row: its id, or where it stands in the log; empty unless signatures need it and the schema has an id. */
    long[] ids() {
        return ids;
    }

    /** The time of each row; empty unless signatures need it and the schema has a time. */
    long[] times() {
        return times;
    }

    private double[] values(String name) {
        for (int i = 0; i < numbers.length; i++) {
            if (layout.numeric.get(i).name().equals(name)) {
                return Arrays.copyOf(numbers[i], rows);
            }
        }
        return predictions;
    }
}
