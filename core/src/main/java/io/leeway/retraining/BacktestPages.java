package io.leeway.retraining;

import io.leeway.monitoring.performance.Interval;
import io.leeway.monitoring.performance.MetricIntervals;
import io.leeway.monitoring.report.Cell;
import io.leeway.monitoring.report.DataTable;
import io.leeway.monitoring.report.Event;
import io.leeway.monitoring.report.EventKind;
import io.leeway.monitoring.report.HtmlReport;
import io.leeway.monitoring.report.TimeChart;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** A comparison as text and as parts of a report. */
final class BacktestPages {
    private static final long WEEK = Duration.ofDays(7).toMillis();

    private final BacktestReport report;
    private final BacktestLabels labels;

    BacktestPages(BacktestReport report, BacktestLabels labels) {
        this.report = report;
        this.labels = labels;
    }

    static String text(BacktestReport report) {
        int name = report.results().stream()
                .mapToInt(each -> each.strategy().name().length())
                .max()
                .orElse(0);
        String first = report.results().get(0).strategy().name();
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, "%-" + name + "s  %-25s %9s  minus %s", "", "log loss", "trainings", first));
        for (BacktestResult each : report.results()) {
            String strategy = each.strategy().name();
            text.append(String.format(
                    Locale.ROOT,
                    "%n%-" + name + "s  %-25s %9d  %s",
                    strategy,
                    interval(report.metrics(strategy).get(Performance.LOG_LOSS), "%.4f"),
                    each.trainings().size(),
                    difference(report, strategy)));
            OptionalDouble cost = report.cost(strategy);
            if (cost.isPresent()) {
                text.append(String.format(Locale.ROOT, "  cost %,.0f", cost.getAsDouble()));
            }
        }
        return text.toString()
                .lines()
                .map(String::stripTrailing)
                .reduce((a, b) -> a + "\n" + b)
                .orElse("");
    }

    private static String difference(BacktestReport report, String strategy) {
        MetricIntervals differences = report.difference(strategy);
        if (!differences.has(Performance.LOG_LOSS)) {
            return "";
        }
        return interval(differences.get(Performance.LOG_LOSS), "%+.4f");
    }

    /** The estimate alone where there are no ends. */
    private static String interval(Interval of, String number) {
        return Double.isNaN(of.lower())
                ? String.format(Locale.ROOT, number, of.estimate())
                : String.format(
                        Locale.ROOT,
                        number + " [" + number + ", " + number + "]",
                        of.estimate(),
                        of.lower(),
                        of.upper());
    }

    HtmlReport.Builder addTo(HtmlReport.Builder page) {
        page.table(table());
        page.chart(loss());
        for (BacktestResult each : report.results()) {
            if (!each.trust().moments().isEmpty()) {
                page.chart(each.trust()
                        .chart("Which expert was trusted when: "
                                + each.strategy().name())
                        .events(promotions(each)));
            }
        }
        return page;
    }

    private DataTable table() {
        boolean priced = report.cost(report.results().get(0).strategy().name()).isPresent();
        List<String> columns = new ArrayList<>(List.of(
                "strategy",
                "log loss",
                "ROC AUC",
                "trainings",
                "log loss minus " + report.results().get(0).strategy().name()));
        if (priced) {
            columns.add("cost");
        }
        DataTable table = DataTable.titled("Strategies")
                .caption(String.format(
                        Locale.ROOT,
                        "On the same %,d labelled rows; 95 %% intervals by whole days, differences paired.",
                        report.rows()))
                .columns(columns.toArray(String[]::new));
        for (BacktestResult each : report.results()) {
            String name = each.strategy().name();
            List<Cell> cells = new ArrayList<>(List.of(
                    Cell.text(name),
                    estimate(name, Performance.LOG_LOSS),
                    estimate(name, "rocAuc"),
                    Cell.number(each.trainings().size(), 0),
                    Cell.text(difference(report, name))));
            report.cost(name).ifPresent(cost -> cells.add(Cell.number(cost, 0)));
            table = table.row(cells.toArray(Cell[]::new));
        }
        return table;
    }

    private Cell estimate(String strategy, String metric) {
        MetricIntervals all = report.metrics(strategy);
        if (!all.has(metric)) {
            return Cell.text("");
        }
        Interval interval = all.get(metric);
        return Cell.estimate(interval.estimate(), (interval.upper() - interval.lower()) / 2);
    }

    private TimeChart loss() {
        TimeChart chart = TimeChart.titled("Log loss by week").caption("Lower is better.");
        for (BacktestResult each : report.results()
                .subList(0, Math.min(TimeChart.MOST_SERIES, report.results().size()))) {
            Map<Long, double[]> weeks = new LinkedHashMap<>();
            for (int i = 0; i < labels.rows().length; i++) {
                double[] sums =
                        weeks.computeIfAbsent((labels.times()[i] - labels.times()[0]) / WEEK, week -> new double[2]);
                sums[0] += BacktestModel.logLoss(each.answer(labels.rows()[i]), labels.actual()[i]);
                sums[1]++;
            }
            List<Instant> ends = weeks.keySet().stream()
                    .map(week -> Instant.ofEpochMilli(labels.times()[0] + (week + 1) * WEEK))
                    .toList();
            chart = chart.series(
                    each.strategy().name(),
                    ends,
                    weeks.values().stream()
                            .mapToDouble(sums -> sums[0] / sums[1])
                            .toArray());
        }
        return chart;
    }

    private static List<Event> promotions(BacktestResult result) {
        return result.trainings().stream()
                .filter(BacktestResult.Training::promoted)
                .map(training -> new Event(training.at(), EventKind.PROMOTED, "", training.sentence()))
                .toList();
    }
}
