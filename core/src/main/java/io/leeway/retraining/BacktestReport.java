package io.leeway.retraining;

import io.leeway.monitoring.performance.Interval;
import io.leeway.monitoring.performance.MetricIntervals;
import io.leeway.monitoring.report.HtmlReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Compares strategies that a {@link PolicyBacktest} has replayed on the same rows; prints as a table. Immutable.
 *
 * <p>Metrics rest on the rows whose label became known before the end. Intervals are of 95 % and by whole days ({@link
 * io.leeway.monitoring.performance.ClusterIntervals}), because the rows of a day resemble each other; differences are paired. The ends of an interval are NaN
 * where the labels are of one day only, where no day makes a difference, as between equal answers, and for the calibration error, which has none.
 */
public final class BacktestReport {
    private final List<BacktestResult> results;
    private final Map<String, MetricIntervals> intervals = new LinkedHashMap<>();
    private final Map<String, MetricIntervals> differences = new LinkedHashMap<>();
    private final Optional<Prices> prices;
    private final BacktestLabels labels;

    /**
     * What trainings and mistakes cost, in any one unit.
     *
     * @param training the price of a training, at least 0
     * @param nat the price of one nat of log loss, over all rows in total, at least 0
     */
    public record Prices(double training, double nat) {
        /**
         * Checks the prices.
         *
         * @param training the price of a training
         * @param nat the price of one nat of log loss
         * @throws PolicyException if one is negative or not finite
         */
        public Prices {
            if (!(training >= 0 && nat >= 0 && training + nat < Double.POSITIVE_INFINITY)) {
                throw new PolicyException("", "prices are at least 0, not " + training + " and " + nat);
            }
        }
    }

    /** The first strategy is the one that the others are compared with. */
    BacktestReport(List<BacktestResult> results, BacktestLabels labels, Optional<Prices> prices) {
        this.results = List.copyOf(results);
        this.labels = labels;
        this.prices = prices;
        DayIntervals days = new DayIntervals(labels);
        double[] reference = results.get(0).answers(labels.rows());
        for (BacktestResult each : results) {
            double[] answers = each.answers(labels.rows());
            intervals.put(each.strategy().name(), days.of(answers));
            if (each != results.get(0)) {
                differences.put(each.strategy().name(), days.difference(answers, reference));
            }
        }
    }

    /**
     * Returns what came of each strategy.
     *
     * @return the results in the order in which the strategies were given
     */
    public List<BacktestResult> results() {
        return results;
    }

    /**
     * Returns what came of a strategy.
     *
     * @param strategy its name
     * @return its result
     * @throws IllegalArgumentException if there is none of this name
     */
    public BacktestResult result(String strategy) {
        return results.stream()
                .filter(each -> each.strategy().name().equals(strategy))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no strategy is named '" + strategy + "', but "
                        + results.stream().map(each -> each.strategy().name()).toList()));
    }

    /**
     * Returns the metrics of a strategy with their intervals.
     *
     * @param strategy its name
     * @return intervals by the names of {@code ClassificationMetrics.values()}
     * @throws IllegalArgumentException if there is none of this name
     */
    public MetricIntervals metrics(String strategy) {
        result(strategy);
        return intervals.getOrDefault(strategy, new MetricIntervals(Map.of()));
    }

    /**
     * Returns the paired differences of each metric: a strategy minus the first one, on the same rows.
     *
     * @param strategy its name
     * @return intervals by name; none for the first strategy
     * @throws IllegalArgumentException if there is none of this name
     */
    public MetricIntervals difference(String strategy) {
        result(strategy);
        return differences.getOrDefault(strategy, new MetricIntervals(Map.of()));
    }

    /**
     * Returns the number of labelled rows that all metrics rest on.
     *
     * @return the number
     */
    public int rows() {
        return labels.rows().length;
    }

    /**
     * Returns what a strategy cost in total: its trainings and its log loss at the given prices.
     *
     * @param strategy its name
     * @return the cost; empty if no prices were given
     * @throws IllegalArgumentException if there is none of this name
     */
    public OptionalDouble cost(String strategy) {
        if (prices.isEmpty()) {
            return OptionalDouble.empty();
        }
        Interval loss = metrics(strategy).get(Performance.LOG_LOSS);
        return OptionalDouble.of(
                prices.get().training() * result(strategy).trainings().size()
                        + prices.get().nat() * loss.estimate() * rows());
    }

    /**
     * Adds the table, the log loss by week, and which expert was trusted when, to a report.
     *
     * @param report the report; a section of it should have been begun
     * @return the report
     */
    public HtmlReport.Builder addTo(HtmlReport.Builder report) {
        return new BacktestPages(this, labels).addTo(report);
    }

    /**
     * Returns a table: log loss and difference with their intervals, trainings, and cost if prices were given.
     *
     * @return the table
     */
    @Override
    public String toString() {
        return BacktestPages.text(this);
    }
}
