package io.leeway.monitoring;

import io.leeway.monitoring.fairness.Criterion;
import io.leeway.monitoring.fairness.Disparity;
import io.leeway.monitoring.fairness.Fairness;
import io.leeway.monitoring.fairness.FairnessReport;
import io.leeway.monitoring.fairness.GroupMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How groups are treated, from one window to the next. */
final class FairnessWatch {
    private final List<List<String>> attributes;
    private final List<List<Integer>> columns = new ArrayList<>();
    private final double threshold;
    private final double tolerance;

    /** For each set of attributes the first report in which groups had labels: how the model began. */
    private final List<FairnessReport> first = new ArrayList<>();

    /** A criterion that groups are further from than they may be. */
    record Finding(String attributes, String explanation) {}

    FairnessWatch(MonitorOptions<?> options) {
        this.attributes = List.copyOf(options.fairness);
        List<String> all = options.groupAttributes();
        attributes.forEach(each -> columns.add(each.stream().map(all::indexOf).toList()));
        this.threshold = options.threshold;
        this.tolerance = options.fairnessTolerance;
    }

    /** The reports; the level is divided between all attributes and criteria. */
    List<FairnessReport> look(RecentRows recent, double level) {
        double used = Double.isNaN(level) ? 1 - Fairness.DEFAULT_CONFIDENCE : level;
        double confidence = 1 - Math.max(1e-12, used / (attributes.size() * Criterion.values().length));
        Fairness fairness = Fairness.standard().confidence(confidence);
        int rows = recent.windows().stream().mapToInt(RecentWindow::rows).sum();
        boolean[] predicted = new boolean[rows];
        double[] labels = new double[rows];
        int at = 0;
        for (RecentWindow window : recent.windows()) {
            for (int row = 0; row < window.rows(); row++) {
                predicted[at] = window.predictions()[row] >= threshold;
                labels[at++] = window.labels()[row];
            }
        }
        List<FairnessReport> reports = new ArrayList<>();
        for (int i = 0; i < attributes.size(); i++) {
            FairnessReport report =
                    fairness.report(attributes.get(i), recent.groups(columns.get(i)), predicted, labels);
            reports.add(report);
            boolean known = report.disparities().size() == Criterion.values().length;
            if (known && first(report).isEmpty()) {
                first.add(report);
            }
        }
        return reports;
    }

    private Optional<FairnessReport> first(FairnessReport report) {
        return first.stream()
                .filter(each -> each.attributes().equals(report.attributes()))
                .findFirst();
    }

    /** Differences that exceed the tolerance, or what they were at first, for sure. */
    List<Finding> findings(List<FairnessReport> reports) {
        List<Finding> findings = new ArrayList<>();
        for (FairnessReport report : reports) {
            for (Disparity disparity : report.disparities()) {
                Optional<Disparity> before = first(report).flatMap(each -> each.disparity(disparity.criterion()));
                double lower = disparity.difference().lower();
                String why = "";
                if (lower > tolerance) {
                    why = String.format(Locale.ROOT, "above the tolerance of %s", tolerance);
                } else if (before.isPresent()
                        && lower > before.get().difference().upper()) {
                    why = "above that at first, " + before.get().difference();
                }
                if (!why.isEmpty()) {
                    findings.add(new Finding(
                            String.join(" & ", report.attributes()),
                            String.format(
                                    Locale.ROOT,
                                    "%s by %s: the difference is %s, %s: %s is lowest, %s highest%s",
                                    disparity
                                            .criterion()
                                            .name()
                                            .toLowerCase(Locale.ROOT)
                                            .replace('_', ' '),
                                    String.join(" & ", report.attributes()),
                                    disparity.difference(),
                                    why,
                                    disparity.lowest(),
                                    disparity.highest(),
                                    price(report, disparity))));
                }
            }
        }
        return findings;
    }

    /** How many rows the difference costs the group with the lowest rate. */
    private static String price(FairnessReport report, Disparity disparity) {
        boolean isOfOneRate = disparity.criterion() == Criterion.DEMOGRAPHIC_PARITY
                || disparity.criterion() == Criterion.EQUAL_OPPORTUNITY;
        if (!isOfOneRate) {
            return "";
        }
        return report.groups().stream()
                .filter(group -> group.group().equals(disparity.lowest()))
                .findFirst()
                .map(group -> String.format(
                        Locale.ROOT,
                        "; at its rate %,.0f more of the %,d %srows of %s would be predicted positive",
                        disparity.difference().estimate() * rows(group, disparity.criterion()),
                        rows(group, disparity.criterion()),
                        disparity.criterion() == Criterion.DEMOGRAPHIC_PARITY ? "" : "positive ",
                        group.group()))
                .orElse("");
    }

    private static long rows(GroupMetrics group, Criterion criterion) {
        return criterion == Criterion.DEMOGRAPHIC_PARITY ? group.rows() : group.positives();
    }

    void restart() {
        first.clear();
    }

    List<FairnessReport> atFirst() {
        return List.copyOf(first);
    }

    void restore(List<FairnessReport> reports) {
        first.clear();
        first.addAll(reports);
    }
}
