package io.leeway.monitoring.report;

import io.leeway.monitoring.profile.NumericProfile;
import io.leeway.monitoring.profile.Profile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** A report as long as a real one: 365 days, twenty features, monthly versions. Its main method writes it to a file. */
final class SyntheticYear {
    static final int DAYS = 365;
    private static final Instant START = Instant.parse("2013-01-01T00:00:00Z");
    private static final String[] NAMES = {
        "scheduled departure hour",
        "distance",
        "temperature",
        "dew point",
        "humidity",
        "wind direction",
        "wind speed",
        "wind gust",
        "precipitation",
        "pressure",
        "visibility",
        "carrier",
        "origin",
        "destination",
        "weekday",
        "month",
        "aircraft age",
        "seats",
        "engines",
        "route traffic in the hour before the scheduled departure"
    };
    private static final String[][] CATEGORIES = {
        {"UA", "B6", "EV", "DL", "AA", "MQ", "US", "9E", "WN", "VX", "other"},
        {"EWR", "JFK", "LGA"},
        {"ORD", "ATL", "LAX", "BOS", "MCO", "CLT", "SFO", "FLL", "MIA", "a very long name of an airport", "other"},
        {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}
    };

    private final Random random = new Random(7);
    private final List<Instant> days = IntStream.range(0, DAYS)
            .mapToObj(day -> START.plus(Duration.ofDays(day)))
            .toList();

    private SyntheticYear() {}

    public static void main(String[] arguments) {
        HtmlReport report = report();
        report.writeTo(Path.of(arguments[0]));
        System.out.println(report.html().length() + " characters");
    }

    static HtmlReport report() {
        return new SyntheticYear().build();
    }

    private HtmlReport build() {
        List<Event> events = events();
        List<Event> marks =
                events.stream().filter(event -> event.kind() != EventKind.HELD).toList();
        return HtmlReport.titled("A year of flight delays")
                .subtitle(
                        "Will a flight arrive 15 minutes late or more? 336,776 departures from New York in 2013, replayed in order.")
                .created(Instant.parse("2014-01-02T09:30:00Z"))
                .fact("Model", "flight-delay")
                .fact("Policy", "drift share at least 30 % for two looks, or 30 days old")
                .fact("Seed", "42")
                .figure("Log loss", Cell.estimate(0.51913, 0.0031), "retrained monthly: 0.529; never: 0.607")
                .figure("ROC AUC", Cell.estimate(0.6843, 0.0034), "never retrained: 0.588")
                .figure("Trainings", Cell.number(11), "monthly: 11")
                .figure("Predictions", Cell.number(336_776), "8,255 without a label")
                .figure("Drift alarms", Cell.number(9), "budget: 1 false alarm a year")
                .section("Performance", "Each point is measured on labels that were known by then.")
                .chart(performance().events(marks))
                .chart(TimeChart.titled("Share of late flights, predicted and seen")
                        .caption("A gap between the two is a model that is wrong on average.")
                        .percent()
                        .series("predicted", days, walk(0.22, 0.012))
                        .series("seen", days, walk(0.23, 0.02)))
                .section("Drift", "Every day's rows against the rows that the serving model was trained on.")
                .chart(TimeChart.titled("Share of features that drifted")
                        .percent()
                        .fromZero()
                        .series(
                                "drift share",
                                days,
                                Arrays.stream(walk(0.15, 0.02)).map(Math::abs).toArray())
                        .limit("retrain at 30 %", 0.3)
                        .events(marks))
                .section("Features", "The last window against the reference, the furthest drifted first.")
                .features(features())
                .section("Decisions", "What was decided, and why.")
                .events(events)
                .section("Strategies", "")
                .table(strategies())
                .section("Registry", "Every version that was ever registered.")
                .table(versions())
                .build();
    }

    private TimeChart performance() {
        double[] leeway = walk(0.519, 0.006);
        double[] lower = Arrays.stream(leeway).map(value -> value - 0.02).toArray();
        double[] upper = Arrays.stream(leeway).map(value -> value + 0.02).toArray();
        double[] frozen = IntStream.range(0, DAYS)
                .mapToDouble(i -> 0.52 + 0.09 * i / DAYS + 0.01 * random.nextGaussian())
                .toArray();
        Arrays.fill(frozen, 200, 210, Double.NaN);
        return TimeChart.titled("Log loss")
                .caption(
                        "Over the newest 5,000 labelled flights, with the 95 % interval of Leeway's policy. Lower is better.")
                .series("Leeway's policy", days, leeway, lower, upper)
                .series("retrained monthly", days, walk(0.529, 0.007))
                .series("never retrained", days, frozen)
                .limit("base rate 0.575", 0.575);
    }

    private double[] walk(double level, double step) {
        double[] values = new double[DAYS];
        double away = 0;
        for (int i = 0; i < DAYS; i++) {
            away = 0.92 * away + step * random.nextGaussian();
            values[i] = level + away;
        }
        return values;
    }

    private List<Event> events() {
        List<Event> events = new ArrayList<>();
        int version = 1;
        for (int day = 21; day < DAYS; day += 9) {
            Instant at = days.get(day);
            switch (day % 4) {
                case 0 ->
                    events.add(
                            new Event(
                                    at,
                                    EventKind.PROMOTED,
                                    "v" + ++version,
                                    "Log loss 0.512 against the champion's 0.531 on 4,812 labelled flights that neither had seen: better with 99 % confidence."));
                case 1 ->
                    events.add(new Event(
                            at,
                            EventKind.ALARM,
                            "drift",
                            "7 of 20 features drifted (35 %), above 30 % for the second look in a row: retrain."));
                case 2 ->
                    events.add(new Event(
                            at,
                            EventKind.REJECTED,
                            "v" + ++version,
                            "Log loss 0.527 against the champion's 0.526: not better with 95 % confidence."));
                default ->
                    events.add(
                            new Event(
                                    at,
                                    EventKind.HELD,
                                    "cooldown",
                                    "Drift share 0.40 is above 0.30, but the last training was 2 days ago and the cooldown is 3 days."));
            }
        }
        events.add(
                new Event(days.get(300), EventKind.ROLLED_BACK, "back to v8", "Calibration error 0.09 is above 0.05."));
        return events;
    }

    private List<FeatureComparison> features() {
        List<FeatureComparison> features = new ArrayList<>();
        for (int i = 0; i < NAMES.length; i++) {
            double shift = i % 5 == 0 ? 1.2 : 0.1 * (i % 4);
            FeatureComparison comparison =
                    i >= 11 && i <= 14 ? categories(NAMES[i], CATEGORIES[i - 11], shift) : histogram(NAMES[i], shift);
            double psi = shift * shift / 4 + 0.01 * i;
            comparison = comparison
                    .score("PSI", psi, 0.2)
                    .missing(i % 6 == 0 ? 0.0421 : 0, i % 6 == 0 ? 0.0733 : 0)
                    .history(days, Arrays.stream(walk(psi, 0.02)).map(Math::abs).toArray());
            features.add(
                    i == 18
                            ? comparison.undecided("412 rows, at least 500 are needed.")
                            : psi > 0.2
                                    ? comparison.drifted("p = 2.1e-14 after correction.")
                                    : comparison.stable("p = 0.41 after correction."));
        }
        return features;
    }

    private FeatureComparison histogram(String name, double shift) {
        boolean whole = name.endsWith("hour") || name.equals("month");
        double[] reference = new double[5_000];
        double[] current = new double[5_000];
        for (int i = 0; i < reference.length; i++) {
            double then = random.nextGaussian();
            double now = random.nextGaussian() + shift;
            reference[i] = whole ? wholeNumber(then) : 60 * Math.exp(0.4 * then) - 20;
            current[i] = whole ? wholeNumber(now) : 60 * Math.exp(0.4 * now) - 20;
        }
        return FeatureComparison.between(name, profile(name, reference), profile(name, current));
    }

    private static double wholeNumber(double normal) {
        return Math.max(0, Math.min(23, Math.rint(12 + 4 * normal)));
    }

    private static Profile profile(String name, double[] values) {
        return Profile.builder().feature(name, NumericProfile.of(values)).build();
    }

    private FeatureComparison categories(String name, String[] categories, double shift) {
        double[] reference = IntStream.range(0, categories.length)
                .mapToDouble(i -> 1000.0 / (i + 1))
                .toArray();
        double[] current = Arrays.stream(reference)
                .map(count -> count * Math.exp(shift * random.nextGaussian()))
                .toArray();
        return FeatureComparison.categorical(name, List.of(categories), reference, current);
    }

    private static DataTable strategies() {
        return DataTable.titled("Three ways of living with the same model")
                .caption("With 95 % intervals from a bootstrap over days.")
                .columns("Strategy", "Trainings", "Log loss", "ROC AUC", "Brier", "Calibration error")
                .row(
                        Cell.text("never retrained"),
                        Cell.number(1),
                        Cell.estimate(0.6071, 0.0042),
                        Cell.estimate(0.588, 0.004),
                        Cell.estimate(0.2011, 0.0019),
                        Cell.estimate(0.0914, 0.0031))
                .row(
                        Cell.text("retrained monthly"),
                        Cell.number(11),
                        Cell.estimate(0.5291, 0.0034),
                        Cell.estimate(0.671, 0.003),
                        Cell.estimate(0.1743, 0.0013),
                        Cell.estimate(0.0312, 0.0022))
                .row(
                        Cell.text("Leeway's policy"),
                        Cell.number(11).strong(),
                        Cell.estimate(0.5191, 0.0031).strong(),
                        Cell.estimate(0.684, 0.003).strong(),
                        Cell.estimate(0.1701, 0.0012).strong(),
                        Cell.estimate(0.0188, 0.0021).strong());
    }

    private static DataTable versions() {
        DataTable table = DataTable.titled("flight-delay")
                .columns("Version", "Trained", "Rows", "Log loss at the gate", "Alias", "SHA-256", "Why");
        for (int i = 1; i <= 14; i++) {
            table = table.row(
                    Cell.text("v" + i),
                    Cell.text("2013-" + (i < 10 ? "0" : "") + Math.min(12, i) + "-14"),
                    Cell.number(20_000 + 731 * i),
                    Cell.number(0.51 + i * 0.0011, 4),
                    Cell.text(i == 13 ? "champion" : ""),
                    Cell.text("9f86d081884c7d65"),
                    Cell.text(
                            i % 3 == 0
                                    ? "rejected: not better with 95 % confidence"
                                    : "promoted: better with 99 % confidence"));
        }
        return table;
    }
}
