package io.leeway.examples.flights;

import io.leeway.monitoring.performance.Interval;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;

/** Intervals of 95 % for mean losses and their paired differences, from sums by day: each resample draws as many days as there are. */
final class DayBootstrap {
    private static final double TAIL = 0.025;

    private final List<LocalDate> days;
    private final double[] flights;
    private final int[][] draws;

    DayBootstrap(NavigableMap<LocalDate, Integer> flights, int resamples, long seed) {
        this.days = List.copyOf(flights.keySet());
        this.flights =
                flights.values().stream().mapToDouble(Integer::doubleValue).toArray();
        SplittableRandom random = new SplittableRandom(seed);
        this.draws = new int[resamples][days.size()];
        for (int[] draw : draws) {
            Arrays.setAll(draw, i -> random.nextInt(days.size()));
        }
    }

    /** The mean loss of a flight. */
    Interval mean(NavigableMap<LocalDate, Double> losses) {
        return interval(values(losses));
    }

    /** By how much the mean loss of one exceeds that of another. */
    Interval difference(NavigableMap<LocalDate, Double> losses, NavigableMap<LocalDate, Double> others) {
        double[] values = values(losses);
        double[] minus = values(others);
        for (int i = 0; i < values.length; i++) {
            values[i] -= minus[i];
        }
        return interval(values);
    }

    private double[] values(NavigableMap<LocalDate, Double> losses) {
        return days.stream()
                .mapToDouble(day -> {
                    Double loss = losses.get(day);
                    if (loss == null) {
                        throw new IllegalArgumentException("there is no loss of " + day);
                    }
                    return loss;
                })
                .toArray();
    }

    private Interval interval(double[] sums) {
        double[] means = new double[draws.length];
        for (int r = 0; r < means.length; r++) {
            double sum = 0;
            double rows = 0;
            for (int day : draws[r]) {
                sum += sums[day];
                rows += flights[day];
            }
            means[r] = sum / rows;
        }
        Arrays.sort(means);
        double estimate = Arrays.stream(sums).sum() / Arrays.stream(flights).sum();
        int out = (int) Math.round(TAIL * (means.length - 1));
        return new Interval(estimate, means[out], means[means.length - 1 - out], 1 - 2 * TAIL);
    }
}
