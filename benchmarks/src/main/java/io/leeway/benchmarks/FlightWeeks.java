package io.leeway.benchmarks;

import io.leeway.examples.flights.Flight;
import io.leeway.examples.flights.Year;
import io.leeway.monitoring.drift.Correction;
import io.leeway.monitoring.drift.DriftDetector;
import io.leeway.monitoring.drift.DriftReport;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.drift.Verdict;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.variation.FeatureColumns;
import io.leeway.monitoring.variation.GivenOthers;
import io.leeway.monitoring.variation.NaturalVariation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;

/**
 * Judges the weeks of the flights' year by eight weeks before them, at a budget of one alarm a year over all features, and counts alarms
 * of the weeks as they are and of weeks into which a fault was put.
 */
public final class FlightWeeks {
    private static final int BLOCKS = 8;
    private static final double ALPHA = 1.0 / 52;
    private static final Instant START = Instant.parse("2013-01-01T05:00:00Z");

    /** A change of a week's columns. */
    private record Fault(String feature, String what, BiConsumer<double[], FeatureColumns> change) {}

    private static final List<Fault> FAULTS = List.of(
            new Fault("seats", "times 1.2", (x, week) -> each(x, value -> 1.2 * value)),
            new Fault("distance", "30% in kilometres", (x, week) -> some(x, 0.3, value -> 1.609 * value)),
            new Fault("elapsed", "5% more", (x, week) -> each(x, value -> 1.05 * value)),
            new Fault("visib", "times 0.9", (x, week) -> each(x, value -> 0.9 * value)),
            new Fault("temp", "in Celsius", (x, week) -> each(x, value -> (value - 32) / 1.8)),
            new Fault(
                    "dewp",
                    "replaced by temp",
                    (x, week) -> System.arraycopy(week.numbers().get("temp"), 0, x, 0, x.length)),
            new Fault("humid", "stuck at 50 in half the rows", (x, week) -> some(x, 0.5, value -> 50)),
            new Fault("windSpeed", "30% zero", (x, week) -> some(x, 0.3, value -> 0)),
            new Fault("pressure", "5 millibars more", (x, week) -> each(x, value -> value + 5)));

    private interface Change {
        double of(double value);
    }

    private FlightWeeks() {}

    private static void each(double[] values, Change change) {
        some(values, 1, change);
    }

    private static void some(double[] values, double share, Change change) {
        Random random = new Random(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextDouble() < share ? change.of(values[i]) : values[i];
        }
    }

    /**
     * Prints alarms.
     *
     * @param arguments how many weeks apart the weeks with faults are; 3 if there is none
     */
    public static void main(String[] arguments) throws IOException {
        int step = arguments.length == 0 ? 3 : Integer.parseInt(arguments[0]);
        List<FeatureColumns> weeks = weeks();
        List<Profile> profiles = weeks.stream().map(FeatureColumns::profile).toList();
        alarms("the first eight", weeks, profiles, true);
        alarms("the eight before the last", weeks, profiles, false);
        faults(weeks, profiles, step);
    }

    private static List<FeatureColumns> weeks() throws IOException {
        Year year = Year.read();
        List<List<Flight>> weeks = new ArrayList<>();
        for (int i = 0; i < year.size(); i++) {
            int week =
                    (int) (Duration.between(START, year.flight(i).scheduled()).toDays() / 7);
            while (weeks.size() <= week) {
                weeks.add(new ArrayList<>());
            }
            weeks.get(week).add(year.flight(i));
        }
        return weeks.subList(0, 52).stream()
                .map(week -> FeatureColumns.of(Flight.SCHEMA, week))
                .toList();
    }

    private static NaturalVariation variation(List<Profile> blocks) {
        return NaturalVariation.of(blocks).withAlpha(ALPHA).withCorrection(Correction.BONFERRONI);
    }

    private static GivenOthers others(List<FeatureColumns> blocks) {
        return GivenOthers.of(blocks).withAlpha(ALPHA).withCorrection(Correction.BONFERRONI);
    }

    private static void alarms(String reference, List<FeatureColumns> weeks, List<Profile> profiles, boolean fixed) {
        int[] alarms = new int[3];
        int all = 0;
        GivenOthers others = null;
        for (int week = BLOCKS + 1; week < weeks.size(); week++) {
            int from = fixed ? 0 : week - BLOCKS - 1;
            List<Profile> blocks = profiles.subList(from, from + BLOCKS);
            others = others == null || !fixed ? others(weeks.subList(from, from + BLOCKS)) : others;
            Profile whole = blocks.stream().reduce(Profile::merge).orElseThrow();
            DriftReport rows = DriftDetector.of(DriftTests.psi())
                    .withAlpha(ALPHA)
                    .withCorrection(Correction.BONFERRONI)
                    .compare(whole, profiles.get(week));
            alarms[0] += rows.drifted().size();
            alarms[1] += variation(blocks).compare(profiles.get(week)).drifted().size();
            alarms[2] += others.compare(weeks.get(week)).drifted().size();
            all += rows.features().size();
        }
        System.out.printf(Locale.ROOT, "| %s | %d | %d | %d | %d |%n", reference, all, alarms[0], alarms[1], alarms[2]);
    }

    private static void faults(List<FeatureColumns> weeks, List<Profile> profiles, int step) {
        int[][] found = new int[FAULTS.size()][2];
        int judged = 0;
        for (int week = BLOCKS + 1; week < weeks.size(); week += step) {
            int from = week - BLOCKS - 1;
            NaturalVariation variation = variation(profiles.subList(from, from + BLOCKS));
            GivenOthers others = others(weeks.subList(from, from + BLOCKS));
            for (int f = 0; f < found.length; f++) {
                Fault fault = FAULTS.get(f);
                FeatureColumns broken = broken(weeks.get(week), fault);
                found[f][0] += isFound(variation.compare(broken.profile()), fault) ? 1 : 0;
                found[f][1] += isFound(others.compare(broken), fault) ? 1 : 0;
            }
            judged++;
        }
        for (int f = 0; f < found.length; f++) {
            System.out.printf(
                    Locale.ROOT,
                    "| `%s` %s | %.0f%% | %.0f%% |%n",
                    FAULTS.get(f).feature,
                    FAULTS.get(f).what,
                    100.0 * found[f][0] / judged,
                    100.0 * found[f][1] / judged);
        }
    }

    private static boolean isFound(DriftReport report, Fault fault) {
        return report.feature(fault.feature).orElseThrow().verdict() == Verdict.DRIFT;
    }

    private static FeatureColumns broken(FeatureColumns week, Fault fault) {
        Map<String, double[]> numbers = new LinkedHashMap<>(week.numbers());
        double[] values = week.numbers().get(fault.feature).clone();
        fault.change.accept(values, week);
        numbers.put(fault.feature, values);
        return new FeatureColumns(week.rows(), numbers, week.categories());
    }
}
