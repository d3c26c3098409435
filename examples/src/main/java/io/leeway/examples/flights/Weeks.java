package io.leeway.examples.flights;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** Averages over the flights of each week, in the order of departure. */
final class Weeks {

    private static final Duration WEEK = Duration.ofDays(7);

    private final Year year;
    private final List<Instant> ends = new ArrayList<>();
    private final List<int[]> ranges = new ArrayList<>();

    Weeks(Year year, Instant from, Instant to) {
        this.year = year;
        for (Instant start = from; start.isBefore(to); start = start.plus(WEEK)) {
            Instant end = start.plus(WEEK).isBefore(to) ? start.plus(WEEK) : to;
            int first = year.firstAtOrAfter(start);
            int last = year.firstAtOrAfter(end);
            if (last > first) {
                ranges.add(new int[] {first, last});
                ends.add(end);
            }
        }
    }

    /** The end of each week. */
    List<Instant> ends() {
        return List.copyOf(ends);
    }

    /** The mean of a value over the flights of each week; {@code NaN} is left out. */
    double[] mean(IntToDoubleFunction value) {
        double[] means = new double[ranges.size()];
        for (int week = 0; week < means.length; week++) {
            double sum = 0;
            int rows = 0;
            for (int i = ranges.get(week)[0]; i < ranges.get(week)[1]; i++) {
                double each = value.applyAsDouble(i);
                if (!Double.isNaN(each)) {
                    sum += each;
                    rows++;
                }
            }
            means[week] = rows == 0 ? Double.NaN : sum / rows;
        }
        return means;
    }

    double[] logLoss(Track track) {
        return mean(i -> year.logLoss(i, track.score(i)));
    }

    double[] predicted(Track track) {
        return mean(track::score);
    }

    double[] late() {
        return mean(i -> year.flight(i).late() ? 1 : 0);
    }
}
