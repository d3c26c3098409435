package io.leeway.monitoring.fairness;

import io.leeway.schema.Feature;
import io.leeway.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares how a binary classifier treats groups of rows.
 *
 * <p>Immutable; each option returns a new value.
 *
 * <pre>{@code
 * FairnessReport report = Fairness.standard().report(schema, rows.toList(), predicted, labels, "carrier", "origin");
 * report.disparity(Criterion.EQUAL_OPPORTUNITY).ifPresent(System.out::println);
 * }</pre>
 */
public final class Fairness {
    /** The default least number of rows of a group: 30. */
    public static final int DEFAULT_GROUP_ROWS = 30;

    /** The default confidence: 0.95. */
    public static final double DEFAULT_CONFIDENCE = 0.95;

    private static final Fairness STANDARD = new Fairness(DEFAULT_GROUP_ROWS, DEFAULT_CONFIDENCE);

    private final int groupRows;
    private final double confidence;

    private Fairness(int groupRows, double confidence) {
        this.groupRows = groupRows;
        this.confidence = confidence;
    }

    /**
     * Returns a comparison of groups of at least 30 rows, with a confidence of 0.95.
     *
     * @return the comparison
     */
    public static Fairness standard() {
        return STANDARD;
    }

    /**
     * Sets the least number of rows of a group. A rate is compared where at least as many rows count for it: a group may be
     * large enough for its selection rate, and have too few positive rows for its true positive rate.
     *
     * @param rows at least 1
     * @return the comparison
     * @throws IllegalArgumentException if it is less than 1
     */
    public Fairness groupsOfAtLeast(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("groups of " + rows + " rows have no rates; give at least 1");
        }
        return new Fairness(rows, confidence);
    }

    /**
     * Sets the confidence of all intervals.
     *
     * @param confidence between 0 and 1, exclusive
     * @return the comparison
     * @throws IllegalArgumentException if it is not
     */
    public Fairness confidence(double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException(
                    "confidence " + confidence + " is not between 0 and 1; give one such as 0.95");
        }
        return new Fairness(groupRows, confidence);
    }

    /**
     * Compares the groups that sensitive attributes of a schema form: by one attribute, or by the intersection of several.
     *
     * @param schema the schema
     * @param rows the rows
     * @param predicted whether each row was predicted positive
     * @param labels 1 and 0 for positive and negative rows, NaN if the label has not come yet
     * @param attributes sensitive attributes of the schema; all of them if none is named
     * @param <R> the type of a row
     * @return the report
     * @throws IllegalArgumentException if an attribute is not declared sensitive, there is none, the lengths differ or a
     *     label is neither 0 nor 1 nor NaN
     */
    public <R> FairnessReport report(
            Schema<R> schema, List<R> rows, boolean[] predicted, double[] labels, String... attributes) {
        List<String> names = attributes.length == 0 ? schema.sensitive() : List.of(attributes);
        if (names.isEmpty() || !schema.sensitive().containsAll(names)) {
            throw new IllegalArgumentException("the sensitive attributes are " + schema.sensitive() + ", asked for "
                    + names + "; declare them by schema.sensitive(...)");
        }
        List<Feature<R>> features = names.stream().map(schema::feature).toList();
        @Nullable String[] groups = new @Nullable String[rows.size()];
        for (int row = 0; row < groups.length; row++) {
            groups[row] = group(features, rows.get(row));
        }
        return report(names, groups, predicted, labels);
    }

    private static <R> @Nullable String group(List<Feature<R>> features, R row) {
        StringBuilder group = new StringBuilder();
        for (Feature<R> feature : features) {
            String value = value(feature, row);
            if (value == null) {
                return null;
            }
            group.append(group.length() == 0 ? "" : " & ").append(value);
        }
        return group.toString();
    }

    private static <R> @Nullable String value(Feature<R> feature, R row) {
        return switch (feature.type()) {
            case CATEGORICAL -> feature.category(row);
            case NUMERIC -> Double.isNaN(feature.number(row)) ? null : String.valueOf(feature.number(row));
        };
    }

    /**
     * Compares groups.
     *
     * @param attributes the names of the attributes that form the groups
     * @param groups the group of each row, null if it belongs to none
     * @param predicted whether each row was predicted positive
     * @param labels 1 and 0 for positive and negative rows, NaN if the label has not come yet
     * @return the report
     * @throws IllegalArgumentException if the lengths differ or a label is neither 0 nor 1 nor NaN
     */
    public FairnessReport report(
            List<String> attributes, @Nullable String[] groups, boolean[] predicted, double[] labels) {
        if (groups.length != predicted.length || labels.length != predicted.length) {
            throw new IllegalArgumentException("got " + groups.length + " groups and " + labels.length + " labels for "
                    + predicted.length + " predictions; pass one of each for every row");
        }
        Map<String, GroupCounts> counts = new TreeMap<>();
        long without = 0;
        for (int row = 0; row < groups.length; row++) {
            double label = labels[row];
            if (label != 0 && label != 1 && !Double.isNaN(label)) {
                throw new IllegalArgumentException("the label of row " + row + " is " + label + "; pass 1, 0 or NaN");
            }
            String group = groups[row];
            if (group == null) {
                without++;
            } else {
                counts.computeIfAbsent(group, name -> new GroupCounts()).add(predicted[row], label);
            }
        }
        return report(attributes, counts, without);
    }

    private FairnessReport report(List<String> attributes, Map<String, GroupCounts> counts, long without) {
        Map<String, GroupCounts> large = new TreeMap<>(counts);
        large.values().removeIf(each -> each.rows() < groupRows);
        double each = 1 - (1 - confidence) / Math.max(1, large.size());
        List<GroupMetrics> groups = new ArrayList<>();
        List<GroupMetrics> small = new ArrayList<>();
        counts.forEach((name, count) -> (large.containsKey(name) ? groups : small).add(count.metrics(name, each)));
        return new FairnessReport(
                attributes, confidence, groups, small, without, Disparities.of(large, groupRows, confidence));
    }
}
