package io.leeway.examples.flights;

import io.leeway.card.Purpose;
import io.leeway.monitoring.MonitoringSnapshot;
import io.leeway.monitoring.drift.FeatureDrift;
import io.leeway.monitoring.incident.Incident;
import io.leeway.monitoring.performance.Interval;
import io.leeway.monitoring.report.Cell;
import io.leeway.monitoring.report.DataTable;
import io.leeway.monitoring.report.Event;
import io.leeway.monitoring.report.EventKind;
import io.leeway.monitoring.report.HtmlReport;
import io.leeway.monitoring.report.TimeChart;
import io.leeway.registry.ModelVersion;
import io.leeway.retraining.RetrainingPolicy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Draws the year as one HTML file. */
final class FlightsReport {

    private static final int FEATURES_IN_CHART = 6;

    private final Year year;
    private final Instant from;
    private final Instant to;
    private final List<Track> tracks;
    private final Track leeway;
    private final Standing standing;

    FlightsReport(Year year, Instant to, List<Track> tracks, Track leeway, Standing standing) {
        this.year = year;
        this.from = Replay.lookOnDay(FlightsLoop.FIRST_DAY);
        this.to = to;
        this.tracks = tracks;
        this.leeway = leeway;
        this.standing = standing;
    }

    HtmlReport draw(
            RetrainingPolicy policy,
            long seed,
            List<WeeklyDrift.Week> weeks,
            List<Incident> incidents,
            List<ModelVersion> versions) {
        List<MonitoringSnapshot> windows =
                weeks.stream().map(WeeklyDrift.Week::plain).toList();
        HtmlReport.Builder report = HtmlReport.titled("A year of flights")
                .subtitle(
                        "Will it arrive 15 minutes late or more? Every departure from New York in 2013, predicted in order.")
                .created(to)
                .zone(Replay.NEW_YORK)
                .fact("Model", FlightsLoop.MODEL)
                .fact("Policy", policy.toString())
                .fact("Seed", Long.toString(seed));
        if (!weeks.isEmpty()) {
            report.opening(incidents, weeks.get(weeks.size() - 1).window(), leeway.events());
        }
        figures(report, windows);
        purpose(report, versions);
        strategies(report);
        performance(report);
        adaptation(report);
        drift(report, windows);
        features(report, weeks);
        report.section("Incidents", "What the monitor told of in the year.").incidents(incidents);
        report.section("Decisions", "What happened to the model, and why.").events(leeway.events());
        registry(report, versions);
        return report.build();
    }

    /** What the model is for and how the newest version meets it, as its card says. */
    private static void purpose(HtmlReport.Builder report, List<ModelVersion> versions) {
        ModelVersion newest = versions.get(versions.size() - 1);
        Purpose purpose = Purpose.of(newest);
        DataTable table = DataTable.titled("Objective, success and owners")
                .columns("what", "declared")
                .wrapped();
        for (String each : purpose.objectives()) {
            table = table.row(Cell.text("objective"), Cell.text(each));
        }
        for (String each : purpose.success()) {
            table = table.row(
                    Cell.text("success of v" + newest.number()),
                    Cell.text(newest.lineage().gates().getOrDefault(each, each)));
        }
        for (Purpose.Owner each : purpose.owners()) {
            table = table.row(Cell.text("owner: " + each.role()), Cell.text(each.contact()));
        }
        report.section("Purpose", "Declared in the pipeline, gated, and stored with each version.")
                .table(table);
    }

    private void figures(HtmlReport.Builder report, List<MonitoringSnapshot> judged) {
        report.figure("Log loss", estimate("logLoss", leeway), others("logLoss"))
                .figure("ROC AUC", estimate("rocAuc", leeway), others("rocAuc"))
                .figure("Trainings", Cell.number(leeway.trainings(), 0), trainingsOfOthers())
                .figure("Predictions", Cell.number(predictions(), 0), "each at its scheduled departure")
                .figure(
                        "Features that PSI and KS call drifted",
                        Cell.percent(judged.stream()
                                .flatMapToDouble(each -> each.driftShare().stream())
                                .average()
                                .orElse(Double.NaN)),
                        "on average of " + judged.size() + " weeks");
    }

    private long predictions() {
        return java.util.stream.IntStream.range(0, year.size())
                .filter(i -> !Double.isNaN(leeway.score(i)))
                .count();
    }

    private Cell estimate(String metric, Track track) {
        Interval interval = standing.of(track).get(metric);
        return Cell.estimate(interval.estimate(), (interval.upper() - interval.lower()) / 2);
    }

    private Stream<Track> others() {
        return tracks.stream().filter(track -> track != leeway);
    }

    private String others(String metric) {
        return String.join(
                "; ",
                others().map(track -> track.name() + ": "
                                + String.format(
                                        java.util.Locale.ROOT,
                                        "%.3f",
                                        standing.of(track).get(metric).estimate()))
                        .toList());
    }

    private String trainingsOfOthers() {
        return String.join(
                "; ",
                others().map(track -> track.name() + ": " + track.trainings()).toList());
    }

    private void performance(HtmlReport.Builder report) {
        Weeks weeks = new Weeks(year, from, to);
        List<Event> marks = leeway.events().stream()
                .filter(event -> event.kind() == EventKind.PROMOTED || event.kind() == EventKind.REJECTED)
                .toList();
        TimeChart loss = TimeChart.titled("Log loss by week")
                .caption("Lower is better. The marks are what Leeway's policy did.")
                .events(marks);
        for (Track track : Stream.concat(Stream.of(leeway), others()).toList()) {
            loss = loss.series(track.name(), weeks.ends(), weeks.logLoss(track));
        }
        TimeChart level = TimeChart.titled("Share of late flights by week")
                .caption("Where the line of a model runs below what was observed, it missed delays that came.")
                .percent()
                .fromZero()
                .series("observed", weeks.ends(), weeks.late());
        for (Track track : Stream.concat(Stream.of(leeway), others()).toList()) {
            level = level.series(track.name(), weeks.ends(), weeks.predicted(track));
        }
        report.section(
                        "Performance",
                        "Each flight was predicted at its scheduled departure, by the model in charge then.")
                .chart(loss)
                .chart(level);
    }

    private void drift(HtmlReport.Builder report, List<MonitoringSnapshot> judged) {
        List<Instant> ends = judged.stream().map(MonitoringSnapshot::to).toList();
        report.section(
                        "Drift",
                        "PSI and KS of each week against the rows that the champion in charge was trained on, two months of them, as if rows were independent. "
                                + "The drift is real and nearly always there: no week has the weather of two months. "
                                + "So the policy does not train because the data drift, but because the predictions do.")
                .chart(TimeChart.titled("Share of features that drifted")
                        .percent()
                        .fromZero()
                        .caption("A feature counts where a test says drift within the budget of false alarms. "
                                + "Weeks that a promotion cut short are left out.")
                        .series(
                                "drift share",
                                ends,
                                judged.stream()
                                        .mapToDouble(each -> each.driftShare().orElse(Double.NaN))
                                        .toArray())
                        .events(promotions(leeway)));
        TimeChart psi = TimeChart.titled("The features that moved most")
                .caption("Population stability index of each week.")
                .fromZero();
        for (String feature : mostMoved(judged)) {
            psi = psi.series(
                    feature,
                    ends,
                    judged.stream().mapToDouble(each -> psi(each, feature)).toArray());
        }
        report.chart(psi);
    }

    private static List<String> mostMoved(List<MonitoringSnapshot> judged) {
        return judged.stream()
                .flatMap(each -> each.drift().stream())
                .flatMap(each -> each.features().stream())
                .map(FeatureDrift::feature)
                .distinct()
                .sorted(Comparator.comparingDouble((String feature) -> -judged.stream()
                        .mapToDouble(each -> psi(each, feature))
                        .filter(value -> !Double.isNaN(value))
                        .average()
                        .orElse(0)))
                .limit(FEATURES_IN_CHART)
                .toList();
    }

    private static double psi(MonitoringSnapshot window, String feature) {
        return window.drift()
                .flatMap(each -> each.feature(feature))
                .flatMap(each -> each.results().stream()
                        .filter(result -> result.test().equals("psi"))
                        .findFirst())
                .map(result -> result.statistic())
                .orElse(Double.NaN);
    }

    private static void features(HtmlReport.Builder report, List<WeeklyDrift.Week> weeks) {
        report.section(
                "Features",
                "The newest whole week (current) against the rows that its champion was trained on (reference): what drifted at the highest price first, what drifted at no cost in "
                        + "grey. Below each, its mean or the share of its most moved category by week, before the range in which the weeks of the reference lie.");
        if (weeks.isEmpty()) {
            report.paragraph("No week was complete.");
            return;
        }
        report.windows(weeks.stream().map(WeeklyDrift.Week::watched).toList());
    }

    private void strategies(HtmlReport.Builder report) {
        DataTable table = DataTable.titled("Ways to keep the model true")
                .caption("Over the same flights, with the same candidates and window; 95 % intervals by whole days. "
                        + "The difference is paired: each way against retraining monthly on the same flights. "
                        + "Those with * were recorded: they take longer, or are of other libraries.")
                .columns(
                        "policy",
                        "log loss",
                        "ROC AUC",
                        "Brier",
                        "calibration error",
                        "trainings",
                        "log loss minus monthly");
        for (Track track : tracks) {
            Cell difference = Cell.text(
                    standing.difference(track).has("logLoss")
                            ? difference(standing.difference(track).get("logLoss"))
                            : "");
            Cell name = Cell.text(track.name());
            table = table.row(
                    track == leeway ? name.strong() : name,
                    estimate("logLoss", track),
                    estimate("rocAuc", track),
                    estimate("brier", track),
                    estimate("calibrationError", track),
                    Cell.number(track.trainings(), 0),
                    difference);
        }
        for (Map.Entry<String, Standing.Recorded> each : standing.recorded().entrySet()) {
            Interval loss = each.getValue().logLoss();
            table = table.row(
                    Cell.text(each.getKey() + " *"),
                    Cell.estimate(loss.estimate(), (loss.upper() - loss.lower()) / 2),
                    Cell.text(""),
                    Cell.text(""),
                    Cell.text(""),
                    Cell.text(""),
                    Cell.text(difference(each.getValue().difference())));
        }
        report.section("Strategies", "").table(table);
    }

    private static String difference(Interval interval) {
        return String.format(
                java.util.Locale.ROOT, "%+.4f [%+.4f, %+.4f]", interval.estimate(), interval.lower(), interval.upper());
    }

    /** What learning between the trainings did. */
    private void adaptation(HtmlReport.Builder report) {
        report.section(
                "Adaptation",
                "Between two trainings, experts learn from each label when it comes; each is trusted by what its predictions "
                        + "cost. One of them is the champion alone.");
        tracks.stream()
                .filter(track -> !track.trust().moments().isEmpty())
                .forEach(track -> report.chart(track.trust()
                        .chart("Which expert was trusted when: " + track.name())
                        .events(promotions(track))));
    }

    private static List<Event> promotions(Track track) {
        return track.events().stream()
                .filter(event -> event.kind() == EventKind.PROMOTED)
                .toList();
    }

    private static void registry(HtmlReport.Builder report, List<ModelVersion> versions) {
        DataTable table = DataTable.titled("Versions")
                .columns("version", "created", "status", "trained on", "from", "to", "SHA-256");
        for (ModelVersion version : versions) {
            Map<String, String> metadata = version.metadata();
            table = table.row(
                    Cell.number(version.number(), 0),
                    Cell.text(day(version.created())),
                    Cell.text(metadata.getOrDefault("leeway.status", "")),
                    Cell.number(version.lineage().dataRows().orElse(0), 0),
                    Cell.text(
                            version.lineage().dataFrom().map(FlightsReport::day).orElse("")),
                    Cell.text(version.lineage().dataTo().map(FlightsReport::day).orElse("")),
                    Cell.text(version.sha256().substring(0, 12)));
        }
        report.section("Registry", "Every model that was trained, with the rows it was trained on.")
                .table(table);
    }

    private static String day(Instant at) {
        return LocalDate.ofInstant(at, Replay.NEW_YORK).toString();
    }
}
