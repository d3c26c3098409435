package io.leeway.examples.alarms;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Something that breaks in a feed of flights, from the first row of a week to its last.
 *
 * @param name a few words
 * @param features the features that are wrong; {@link #ROWS} where no feature is
 * @param strengths weak, medium, full: the share of rows that are wrong, or by how much they are
 * @param change puts the fault into a week
 */
record Fault(String name, Set<String> features, double[] strengths, Change change) {

    /** Stands for a feature where rows as such are wrong: too few, delivered twice, late. */
    static final String ROWS = "rows";

    private static final Set<String> STATION =
            Set.of("temp", "dewp", "humid", "windSpeed", "pressure", "visib", "precip");

    /** Puts a fault into a week at a strength. */
    @FunctionalInterface
    interface Change {
        Table apply(Table week, double strength, SplittableRandom random);
    }

    /** The week with the fault at strength 0, 1 or 2; the same rows each time. */
    Table apply(Table week, int strength, long seed) {
        return change.apply(week, strengths[strength], new SplittableRandom(seed));
    }

    /** All faults. */
    static List<Fault> all() {
        return List.of(
                numbers("temp in Celsius", "temp", shares(0.1, 0.3, 1), t -> round((t - 32) / 1.8, 1)),
                copied("dewp replaced by temp", "dewp", "temp", shares(0.1, 0.3, 1)),
                numbers("humid stuck at 50 in some rows", "humid", shares(0.1, 0.25, 0.5), h -> 50),
                numbers("windSpeed 0 in some rows", "windSpeed", shares(0.05, 0.1, 0.3), w -> 0),
                scaled("elapsed too long", "elapsed", new double[] {1.01, 1.02, 1.05}, Math::rint),
                numbers(
                        "distance in kilometres in some rows",
                        "distance",
                        shares(0.03, 0.1, 0.3),
                        d -> Math.rint(d * 1.609344)),
                scaled("visib too low", "visib", new double[] {0.98, 0.95, 0.9}, v -> v),
                new Fault(
                        "pressure too high",
                        Set.of("pressure"),
                        new double[] {1, 2, 5},
                        (week, by, random) ->
                                week.mapNumbers("pressure", chosen(week, 1, random), p -> round(p + by, 1))),
                scaled("seats too many", "seats", new double[] {1.05, 1.1, 1.2}, Math::rint),
                new Fault(
                        "carrier B6 lost",
                        Set.of("carrier"),
                        shares(0.1, 0.3, 1),
                        (week, share, random) -> week.with(
                                "carrier",
                                replaced(week.category("carrier"), "B6", null, chosen(week, share, random)))),
                new Fault(
                        "hour off by one",
                        Set.of("hour"),
                        shares(0.1, 0.3, 1),
                        (week, share, random) -> week.mapCategories(
                                "hour",
                                chosen(week, share, random),
                                h -> String.valueOf((Integer.parseInt(Objects.requireNonNull(h)) + 1) % 24))),
                new Fault(
                        "origin JFK renamed in some rows",
                        Set.of("origin"),
                        shares(0.05, 0.15, 0.5),
                        (week, share, random) -> week.with(
                                "origin",
                                replaced(week.category("origin"), "JFK", "KJFK", chosen(week, share, random)))),
                new Fault(
                        "origin LGA merged into JFK",
                        Set.of("origin"),
                        shares(0.1, 0.3, 1),
                        (week, share, random) -> week.with(
                                "origin",
                                replaced(week.category("origin"), "LGA", "JFK", chosen(week, share, random)))),
                numbers("windSpeed in knots", "windSpeed", shares(0.1, 0.3, 1), w -> round(w / 1.150779448, 1)),
                numbers("precip in millimetres", "precip", shares(0.1, 0.3, 1), p -> round(p * 25.4, 1)),
                numbers("dewp without its sign in some rows", "dewp", shares(0.01, 0.1, 0.5), d -> -d),
                numbers("temp rounded to whole degrees", "temp", shares(0.1, 0.3, 1), Math::rint),
                swapped("temp and dewp swapped", "temp", "dewp", shares(0.1, 0.3, 1)),
                categories(
                        "dest with a broken character",
                        "dest",
                        shares(0.01, 0.1, 1),
                        d -> d.charAt(0) + "\uFFFD" + d.charAt(2)),
                numbers("humid missing in some rows", "humid", shares(0.03, 0.1, 0.3), h -> Double.NaN),
                new Fault("rows delivered twice", Set.of(ROWS), shares(0.01, 0.05, 0.2), (week, share, random) -> {
                    boolean[] chosen = chosen(week, share, random);
                    return week.select(IntStream.range(0, week.rows())
                            .flatMap(i -> chosen[i] ? IntStream.of(i, i) : IntStream.of(i))
                            .toArray());
                }),
                new Fault("rows lost", Set.of(ROWS), shares(0.1, 0.25, 0.5), (week, share, random) -> {
                    boolean[] chosen = chosen(week, share, random);
                    return week.select(IntStream.range(0, week.rows())
                            .filter(i -> !chosen[i])
                            .toArray());
                }),
                new Fault("nothing delivered on the last days", Set.of(ROWS), new double[] {1, 2, 3}, Fault::cut),
                numbers(
                        "windGust 0 where it was missing",
                        "windGust",
                        shares(0.1, 0.3, 1),
                        g -> Double.isNaN(g) ? 0 : g),
                new Fault("weather of EWR stuck", STATION, new double[] {1, 3, 7}, Fault::stuck),
                numbers("planeYear in two digits", "planeYear", shares(0.05, 0.2, 1), y -> y % 100));
    }

    static double[] shares(double weak, double medium, double full) {
        return new double[] {weak, medium, full};
    }

    static Fault numbers(String name, String feature, double[] shares, DoubleUnaryOperator map) {
        return new Fault(
                name,
                Set.of(feature),
                shares,
                (week, share, random) -> week.mapNumbers(feature, chosen(week, share, random), map));
    }

    /** A number holds the values of another one. */
    static Fault copied(String name, String to, String from, double[] shares) {
        return new Fault(name, Set.of(to), shares, (week, share, random) -> {
            boolean[] chosen = chosen(week, share, random);
            double[] values = week.number(to).clone();
            for (int row = 0; row < values.length; row++) {
                values[row] = chosen[row] ? week.number(from)[row] : values[row];
            }
            return week.with(to, values);
        });
    }

    /** Two numbers hold each other's values. */
    static Fault swapped(String name, String one, String other, double[] shares) {
        return new Fault(name, Set.of(one, other), shares, (week, share, random) -> {
            boolean[] chosen = chosen(week, share, random);
            double[] first = week.number(one).clone();
            double[] second = week.number(other).clone();
            for (int row = 0; row < first.length; row++) {
                if (chosen[row]) {
                    first[row] = week.number(other)[row];
                    second[row] = week.number(one)[row];
                }
            }
            return week.with(one, first).with(other, second);
        });
    }

    static Fault scaled(String name, String feature, double[] factors, DoubleUnaryOperator rounding) {
        return new Fault(
                name,
                Set.of(feature),
                factors,
                (week, factor, random) -> week.mapNumbers(
                        feature, chosen(week, 1, random), value -> rounding.applyAsDouble(value * factor)));
    }

    static Fault categories(String name, String feature, double[] shares, UnaryOperator<String> map) {
        return new Fault(
                name,
                Set.of(feature),
                shares,
                (week, share, random) -> week.mapCategories(
                        feature, chosen(week, share, random), value -> map.apply(Objects.requireNonNull(value))));
    }

    static boolean[] chosen(Table week, double share, SplittableRandom random) {
        boolean[] chosen = new boolean[week.rows()];
        for (int row = 0; row < chosen.length; row++) {
            chosen[row] = random.nextDouble() < share;
        }
        return chosen;
    }

    private static @Nullable String[] replaced(
            @Nullable String[] values, String from, @Nullable String to, boolean[] chosen) {
        @Nullable String[] replaced = values.clone();
        for (int row = 0; row < replaced.length; row++) {
            replaced[row] = chosen[row] && from.equals(values[row]) ? to : values[row];
        }
        return replaced;
    }

    private static Table cut(Table week, double days, SplittableRandom random) {
        long end = week.times()[week.rows() - 1] - Math.round(days * 86_400_000);
        return week.select(IntStream.range(0, week.rows())
                .filter(i -> week.times()[i] <= end)
                .toArray());
    }

    /** From some days before the week's end on, the station repeats what it said then. */
    private static Table stuck(Table week, double days, SplittableRandom random) {
        long since = week.times()[week.rows() - 1] - Math.round(days * 86_400_000);
        Table changed = week;
        @Nullable String[] origins = week.category("origin");
        for (String name : STATION) {
            double[] values = changed.number(name).clone();
            double last = Double.NaN;
            boolean begun = false;
            for (int row = 0; row < values.length; row++) {
                if ("EWR".equals(origins[row]) && week.times()[row] >= since) {
                    last = begun && !Double.isNaN(last) ? last : values[row];
                    begun = true;
                    values[row] = last;
                }
            }
            changed = changed.with(name, values);
        }
        return changed;
    }

    static double round(double value, int decimals) {
        double unit = Math.pow(10, decimals);
        return Math.rint(value * unit) / unit;
    }

    /** The strength in words, such as 30% or 1.05. */
    String strength(int index) {
        return strengths[index] == Math.rint(strengths[index])
                ? String.format(Locale.ROOT, "%.0f", strengths[index])
                : String.valueOf(strengths[index]);
    }

    /** Which columns a change touches: those whose arrays are others; all if rows were added or dropped. */
    static List<String> changed(Table before, Table after) {
        List<String> changed = new ArrayList<>();
        boolean rows = before.rows() != after.rows();
        before.numbers().forEach((name, values) -> {
            if (rows || after.number(name) != values) {
                changed.add(name);
            }
        });
        before.categories().forEach((name, values) -> {
            if (rows || after.category(name) != values) {
                changed.add(name);
            }
        });
        return changed;
    }
}
