package io.leeway.monitoring.signature;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * For how long a number does not change, as a share of the period; among rows of the same category of another feature, such as one sensor's,
 * if there is one within which it changes less often.
 *
 * @param clump rows from one change to the next, on average
 */
record RunStatistic(String feature, @Nullable String sensor, double clump) implements Statistic {

    /** Features of more categories are no sensors. */
    static final int MOST_SENSORS = 12;

    /** A number that changes from more than this share of the rows to the next is not measured by a sensor. */
    private static final double MOST_CHANGES = 0.5;

    private static final double LEAST_CHANGES = 0.01;

    /** Rows from one change to the next: places of the first and the last. */
    record Run(int first, int last, double value, String sensor) {}

    /** The statistic of a feature that keeps its value for some rows; null if it does not. */
    static @Nullable RunStatistic of(String feature, List<Block> reference) {
        @Nullable String best = null;
        double least = changes(feature, null, reference, Optional.empty());
        for (String candidate : reference.get(0).categorical()) {
            int categories = reference.get(0).counts(candidate).rows().size();
            if (categories > 1 && categories <= MOST_SENSORS) {
                double changes = changes(feature, candidate, reference, Optional.empty());
                if (changes < least) {
                    least = changes;
                    best = candidate;
                }
            }
        }
        return least <= MOST_CHANGES ? new RunStatistic(feature, best, clump(least)) : null;
    }

    /** Rows from one change to the next, on average, among those with another value. */
    double clumpWithout(Object value, List<Block> reference) {
        return clump(changes(feature, sensor, reference, Optional.of(value)));
    }

    /** What hardly ever changes follows from its category: it is no measurement that several rows share. */
    private static double clump(double changes) {
        return changes < LEAST_CHANGES ? 1 : 1 / changes;
    }

    private static double changes(
            String feature, @Nullable String sensor, List<Block> reference, Optional<Object> without) {
        double changes = 0;
        double rows = 0;
        for (Block block : reference) {
            Map<String, Double> last = new HashMap<>();
            double[] values = block.numbers(feature);
            @Nullable String[] sensors = sensor == null ? null : block.categories(sensor);
            for (int row = 0; row < values.length; row++) {
                if (!Double.isNaN(values[row])
                        && !(without.isPresent() && without.get().equals(values[row]))) {
                    Double before = last.put(name(sensors, row), values[row]);
                    changes += before != null && before != values[row] ? 1 : 0;
                    rows++;
                }
            }
        }
        return rows == 0 ? 1 : changes / rows;
    }

    @Override
    public Symptom symptom() {
        return Symptom.RUN;
    }

    @Override
    public double of(Block block, List<Block> others) {
        Run run = longest(block);
        return run == null || block.length() == 0
                ? Double.NaN
                : (double) (block.time(run.last) - block.time(run.first)) / block.length();
    }

    @Override
    public double least(BlockScale scale, Block window) {
        return 0.01;
    }

    /** The longest run; null if there is no number, or no time. */
    @Nullable
    Run longest(Block block) {
        if (!block.hasTimes()) {
            return null;
        }
        Map<String, Integer> starts = new HashMap<>();
        int[] longest = {-1, -1};
        double[] values = block.numbers(feature);
        @Nullable String[] sensors = sensor == null ? null : block.categories(sensor);
        for (int row = 0; row < values.length; row++) {
            String key = name(sensors, row);
            if (key != null && !Double.isNaN(values[row])) {
                Integer start = starts.get(key);
                if (start == null || values[start] != values[row]) {
                    start = row;
                    starts.put(key, start);
                }
                if (longest[0] < 0
                        || block.time(row) - block.time(start) > block.time(longest[1]) - block.time(longest[0])) {
                    longest = new int[] {start, row};
                }
            }
        }
        if (longest[0] < 0) {
            return null;
        }
        String at = name(sensors, longest[0]);
        return new Run(longest[0], longest[1], values[longest[0]], at == null ? "" : at);
    }

    /** The sensor of a row; null if that is missing. */
    private static @Nullable String name(@Nullable String @Nullable [] sensors, int row) {
        return sensors == null ? "" : sensors[row];
    }
}
