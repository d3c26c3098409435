package io.leeway.evaluation;

import io.leeway.evaluation.GateResult.Outcome;
import io.leeway.model.ModelKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A gate on the largest difference between groups in the share of rows that a classifier predicts as positive.
 *
 * <p>A group of fewer than {@value #DEFAULT_GROUP_ROWS} rows is too small: the gate then rejects the challenger for
 * insufficient data, unless {@link #ignoringSmallGroups()} ignores small groups, which the explanation of the result
 * states. Rows without a value of the attribute belong to no group. The observed difference is compared, without a
 * confidence bound.
 *
 * <p>Immutable.
 */
public final class DemographicParity {
    /** The default least number of rows of a group. */
    static final int DEFAULT_GROUP_ROWS = 30;

    private final String attribute;
    private final int groupRows;
    private final boolean ignoreSmall;

    DemographicParity(String attribute) {
        this(attribute, DEFAULT_GROUP_ROWS, false);
    }

    private DemographicParity(String attribute, int groupRows, boolean ignoreSmall) {
        this.attribute = attribute;
        this.groupRows = groupRows;
        this.ignoreSmall = ignoreSmall;
    }

    /**
     * Sets the least number of rows of a group.
     *
     * @param rows at least 1; {@value #DEFAULT_GROUP_ROWS} by default
     * @return a new value
     * @throws IllegalArgumentException if it is less than 1
     */
    public DemographicParity groupsOfAtLeast(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("A group must have at least 1 row, not " + rows + ".");
        }
        return new DemographicParity(attribute, rows, ignoreSmall);
    }

    /**
     * Ignores groups with too few rows instead of rejecting the challenger because of them.
     *
     * @return a new value
     */
    public DemographicParity ignoringSmallGroups() {
        return new DemographicParity(attribute, groupRows, true);
    }

    /**
     * Returns a gate that passes models with at most a given difference.
     *
     * @param difference the largest difference of shares that passes, in 0 to 1
     * @return the gate
     * @throws IllegalArgumentException if it is out of range
     */
    public Gate atMost(double difference) {
        if (!(difference >= 0.0 && difference <= 1.0)) {
            throw new IllegalArgumentException("The difference is " + difference + "; shares differ by 0 to 1.");
        }
        return new AtMost(this, difference);
    }

    /** A group's share of rows predicted as positive. */
    private record Share(String group, double value) {}

    private GateResult check(Evaluation challenger, double threshold) {
        List<Share> shares = new ArrayList<>();
        List<String> small = new ArrayList<>();
        Map<String, int[]> counts = counts(challenger);
        counts.forEach((group, count) -> {
            if (count[0] < groupRows) {
                small.add(group + " (" + count[0] + ")");
            } else {
                shares.add(new Share(group, (double) count[1] / count[0]));
            }
        });
        boolean enough = shares.size() >= 2 && (ignoreSmall || small.isEmpty());
        if (!enough) {
            return insufficient(gateName(threshold), threshold, counts.size(), small);
        }
        Share lowest = Collections.min(shares, Comparator.comparingDouble(Share::value));
        Share highest = Collections.max(shares, Comparator.comparingDouble(Share::value));
        return compared(challenger, threshold, lowest, highest, small);
    }

    private GateResult compared(
            Evaluation challenger, double threshold, Share lowest, Share highest, List<String> small) {
        double observed = highest.value() - lowest.value();
        boolean passed = observed <= threshold;
        String why = String.format(
                Locale.ROOT,
                "by %s the share predicted as %s goes from %.4f (%s) to %.4f (%s), a difference of %.4f, %s at most %s%s: %s",
                attribute,
                challenger.positiveClass().orElseThrow(),
                lowest.value(),
                lowest.group(),
                highest.value(),
                highest.group(),
                observed,
                passed ? "which is" : "but must be",
                threshold,
                small.isEmpty() ? "" : ", leaving out the small groups " + String.join(", ", small),
                passed ? "passed" : "failed");
        return new GateResult(
                gateName(threshold),
                passed ? Outcome.PASSED : Outcome.FAILED,
                OptionalDouble.of(observed),
                OptionalDouble.of(threshold),
                OptionalDouble.empty(),
                why);
    }

    private String gateName(double threshold) {
        return "demographicParityDifference(" + attribute + ") at most " + threshold;
    }

    /** Rows and rows predicted as positive, by group. */
    private Map<String, int[]> counts(Evaluation evaluation) {
        if (evaluation.kind() != ModelKind.CLASSIFICATION) {
            throw new IllegalArgumentException("Demographic parity is for classifiers; the model is a regressor.");
        }
        int positive = evaluation.classes().indexOf(evaluation.positiveClass().orElseThrow());
        Map<String, int[]> counts = new TreeMap<>();
        for (int row = 0; row < evaluation.rows(); row++) {
            String group = evaluation.group(attribute, row);
            if (group != null) {
                int[] count = counts.computeIfAbsent(group, name -> new int[2]);
                count[0]++;
                count[1] += evaluation.predictedClass(row) == positive ? 1 : 0;
            }
        }
        return counts;
    }

    private GateResult insufficient(String gate, double threshold, int groups, List<String> small) {
        String why = small.isEmpty()
                ? String.format(Locale.ROOT, "%s has %d group(s), two are needed", attribute, groups)
                : String.format(
                        Locale.ROOT,
                        "by %s the group(s) %s have fewer than %d rows, too few to judge by",
                        attribute,
                        String.join(", ", small),
                        groupRows);
        return new GateResult(
                gate,
                Outcome.INSUFFICIENT_DATA,
                OptionalDouble.empty(),
                OptionalDouble.of(threshold),
                OptionalDouble.empty(),
                why);
    }

    private record AtMost(DemographicParity parity, double difference) implements Gate {
        @Override
        public GateResult check(Evaluation challenger, Optional<Evaluation> baseline) {
            return parity.check(challenger, difference);
        }

        @Override
        public String toString() {
            return parity.gateName(difference);
        }
    }
}
