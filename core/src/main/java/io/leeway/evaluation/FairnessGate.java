package io.leeway.evaluation;

import io.leeway.evaluation.GateResult.Outcome;
import io.leeway.model.ModelKind;
import io.leeway.monitoring.fairness.Criterion;
import io.leeway.monitoring.fairness.Disparity;
import io.leeway.monitoring.fairness.Fairness;
import io.leeway.monitoring.fairness.FairnessReport;
import io.leeway.monitoring.performance.Interval;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A gate on how far groups are from a fairness criterion; {@link Fairness} describes rates and intervals.
 *
 * <p>The observed difference or ratio is compared with the threshold, and the explanation states its interval. Groups of
 * fewer than {@value Fairness#DEFAULT_GROUP_ROWS} rows reject the challenger for insufficient data, as do fewer than two
 * groups with enough rows for the criterion, unless {@link #ignoringSmallGroups()} ignores small groups.
 *
 * <p>Immutable.
 */
public final class FairnessGate {
    private final Criterion criterion;
    private final List<String> attributes;
    private final int groupRows;
    private final boolean ignoreSmall;

    FairnessGate(Criterion criterion, List<String> attributes) {
        this(criterion, List.copyOf(attributes), Fairness.DEFAULT_GROUP_ROWS, false);
    }

    private FairnessGate(Criterion criterion, List<String> attributes, int groupRows, boolean ignoreSmall) {
        this.criterion = criterion;
        this.attributes = attributes;
        this.groupRows = groupRows;
        this.ignoreSmall = ignoreSmall;
    }

    /**
     * Sets the least number of rows of a group, and of its rows that count for the criterion's rate.
     *
     * @param rows at least 1; 30 by default
     * @return a new value
     * @throws IllegalArgumentException if it is less than 1
     */
    public FairnessGate groupsOfAtLeast(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("A group must have at least 1 row, not " + rows + ".");
        }
        return new FairnessGate(criterion, attributes, rows, ignoreSmall);
    }

    /**
     * Ignores groups with too few rows instead of rejecting the challenger because of them.
     *
     * @return a new value
     */
    public FairnessGate ignoringSmallGroups() {
        return new FairnessGate(criterion, attributes, groupRows, true);
    }

    /**
     * Returns a gate that passes models whose groups differ by at most a given difference of rates.
     *
     * @param difference the largest difference that passes, in 0 to 1
     * @return the gate
     * @throws IllegalArgumentException if it is out of range
     */
    public Gate differenceAtMost(double difference) {
        return gate(true, difference);
    }

    /**
     * Returns a gate that passes models whose smallest rate is at least a given share of the largest.
     *
     * @param ratio the smallest ratio that passes, in 0 to 1, such as 0.8
     * @return the gate
     * @throws IllegalArgumentException if it is out of range
     */
    public Gate ratioAtLeast(double ratio) {
        return gate(false, ratio);
    }

    private Gate gate(boolean difference, double threshold) {
        if (!(threshold >= 0.0 && threshold <= 1.0)) {
            throw new IllegalArgumentException("The threshold is " + threshold + "; rates differ by 0 to 1.");
        }
        return new OfDisparity(this, difference, threshold);
    }

    private FairnessReport report(Evaluation evaluation) {
        if (evaluation.kind() != ModelKind.CLASSIFICATION) {
            throw new IllegalArgumentException("Fairness gates are for classifiers; the model is a regressor.");
        }
        int positive = evaluation.classes().indexOf(evaluation.positiveClass().orElseThrow());
        @Nullable String[] groups = new @Nullable String[evaluation.rows()];
        boolean[] predicted = new boolean[groups.length];
        double[] labels = new double[groups.length];
        for (int row = 0; row < groups.length; row++) {
            groups[row] = group(evaluation, row);
            predicted[row] = evaluation.predictedClass(row) == positive;
            labels[row] = evaluation.target(row) == positive ? 1 : 0;
        }
        return Fairness.standard().groupsOfAtLeast(groupRows).report(attributes, groups, predicted, labels);
    }

    private @Nullable String group(Evaluation evaluation, int row) {
        StringBuilder group = new StringBuilder();
        for (String attribute : attributes) {
            String value = evaluation.group(attribute, row);
            if (value == null) {
                return null;
            }
            group.append(group.length() == 0 ? "" : " & ").append(value);
        }
        return group.toString();
    }

    private String name(boolean difference, double threshold) {
        return criterion.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " by " + String.join(" & ", attributes)
                + (difference ? ": difference at most " : ": ratio at least ") + threshold;
    }

    private record OfDisparity(FairnessGate options, boolean difference, double threshold) implements Gate {
        @Override
        public GateResult check(Evaluation challenger, Optional<Evaluation> baseline) {
            FairnessReport report = options.report(challenger);
            Optional<Disparity> found = report.disparity(options.criterion);
            if (found.isEmpty() || !options.ignoreSmall && !report.small().isEmpty()) {
                return insufficient(report);
            }
            Disparity disparity = found.get();
            Interval observed = difference ? disparity.difference() : disparity.ratio();
            // A ratio is undefined if no group has any such row: then all groups are alike.
            boolean passed = difference
                    ? observed.estimate() <= threshold
                    : Double.isNaN(observed.estimate()) || observed.estimate() >= threshold;
            String why = String.format(
                    Locale.ROOT,
                    "%s: the %s is %s, lowest %s, highest %s: %s",
                    this,
                    difference ? "difference" : "ratio",
                    observed,
                    disparity.lowest(),
                    disparity.highest(),
                    passed ? "passed" : "failed");
            return new GateResult(
                    toString(),
                    passed ? Outcome.PASSED : Outcome.FAILED,
                    Double.isNaN(observed.estimate()) ? OptionalDouble.empty() : OptionalDouble.of(observed.estimate()),
                    OptionalDouble.of(threshold),
                    OptionalDouble.empty(),
                    why);
        }

        private GateResult insufficient(FairnessReport report) {
            String why = String.format(
                    Locale.ROOT,
                    "%s: %d group(s) have at least %d rows that count, %d are smaller; two groups are needed%s",
                    this,
                    report.groups().size(),
                    options.groupRows,
                    report.small().size(),
                    options.ignoreSmall ? "" : ", and small ones are not ignored");
            return new GateResult(
                    toString(),
                    Outcome.INSUFFICIENT_DATA,
                    OptionalDouble.empty(),
                    OptionalDouble.of(threshold),
                    OptionalDouble.empty(),
                    why);
        }

        @Override
        public String toString() {
            return options.name(difference, threshold);
        }
    }
}
