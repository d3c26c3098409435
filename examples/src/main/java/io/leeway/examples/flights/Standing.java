package io.leeway.examples.flights;

import io.leeway.monitoring.performance.Bootstrap;
import io.leeway.monitoring.performance.ClusterIntervals;
import io.leeway.monitoring.performance.Interval;
import io.leeway.monitoring.performance.MetricIntervals;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * How the tracks compare at the end: each metric over all predicted flights with its interval, and the paired difference of each track from
 * the one it is measured by.
 *
 * <p>Flights of one day share their weather, so the intervals are by whole days. That of the calibration error, which has no other, comes from a bootstrap that
 * draws days.
 */
final class Standing {

    /** Resamples of the days; the interval's own error is then about a tenth of its width. */
    private static final int RESAMPLES = 400;

    private final Map<String, MetricIntervals> byTrack = new LinkedHashMap<>();
    private final Map<String, MetricIntervals> differences = new LinkedHashMap<>();

    private final Map<String, Recorded> recorded = new LinkedHashMap<>();
    private final int flights;

    /** A way that was not lived through in this run, but recorded: its mean log loss, and that minus the loss of the track it is measured by. */
    record Recorded(Interval logLoss, Interval difference) {}

    Standing(Year year, List<Track> tracks, Track measure, List<DailyLosses> others, long seed) {
        int[] flights = predicted(year, tracks);
        boolean[] late = new boolean[flights.length];
        long[] millis = new long[flights.length];
        for (int i = 0; i < flights.length; i++) {
            late[i] = year.flight(flights[i]).late();
            millis[i] = year.flight(flights[i]).scheduled().toEpochMilli();
        }
        ClusterIntervals intervals = ClusterIntervals.days(millis, Replay.NEW_YORK);
        Bootstrap bootstrap = Bootstrap.of(seed).resamples(RESAMPLES).days(millis, Replay.NEW_YORK);
        this.flights = flights.length;
        double[] against = scores(measure, flights);
        for (Track track : tracks) {
            double[] scores = scores(track, flights);
            Map<String, Interval> metrics =
                    new LinkedHashMap<>(intervals.classification(scores, late).byName());
            metrics.put(
                    "calibrationError", bootstrap.classification(scores, late).get("calibrationError"));
            byTrack.put(track.name(), new MetricIntervals(metrics));
            if (track != measure) {
                differences.put(track.name(), intervals.difference(scores, against, late));
            }
        }
        others.forEach(each -> compare(year, measure, each));
    }

    private void compare(Year year, Track measure, DailyLosses others) {
        DailyLosses own = DailyLosses.of(year, List.of(measure.name()), (name, flight) -> measure.score(flight));
        NavigableMap<LocalDate, Integer> days = new TreeMap<>(others.flights());
        // A run that ends early knows fewer days, and the last of them not whole.
        days.entrySet().removeIf(day -> !day.getValue().equals(own.flights().get(day.getKey())));
        long[] dayOfFlight = days.entrySet().stream()
                .flatMapToLong(
                        day -> LongStream.generate(day.getKey()::toEpochDay).limit(day.getValue()))
                .toArray();
        ClusterIntervals intervals = ClusterIntervals.of(dayOfFlight);
        double[] against = meansOfDays(days, own.of(measure.name()));
        for (String name : others.names()) {
            double[] losses = meansOfDays(days, others.of(name));
            double[] differences = new double[losses.length];
            Arrays.setAll(differences, flight -> losses[flight] - against[flight]);
            recorded.put(name, new Recorded(intervals.mean(losses), intervals.mean(differences)));
        }
    }

    /** For each flight the mean loss of its day: an interval by whole days needs no more. */
    private static double[] meansOfDays(NavigableMap<LocalDate, Integer> days, NavigableMap<LocalDate, Double> sums) {
        return days.entrySet().stream()
                .flatMapToDouble(day -> DoubleStream.generate(
                                () -> Objects.requireNonNull(sums.get(day.getKey())) / day.getValue())
                        .limit(day.getValue()))
                .toArray();
    }

    /** What was recorded, by name. */
    Map<String, Recorded> recorded() {
        return recorded;
    }

    /** How many flights all metrics of tracks rest on. */
    int flights() {
        return flights;
    }

    private static int[] predicted(Year year, List<Track> tracks) {
        return IntStream.range(0, year.size())
                .filter(i -> tracks.stream().noneMatch(track -> Double.isNaN(track.score(i))))
                .toArray();
    }

    private static double[] scores(Track track, int[] flights) {
        return Arrays.stream(flights).mapToDouble(track::score).toArray();
    }

    MetricIntervals of(Track track) {
        return byTrack.getOrDefault(track.name(), new MetricIntervals(Map.of()));
    }

    /** The track's metrics minus those of the track it is measured by. */
    MetricIntervals difference(Track track) {
        return differences.getOrDefault(track.name(), new MetricIntervals(Map.of()));
    }
}
