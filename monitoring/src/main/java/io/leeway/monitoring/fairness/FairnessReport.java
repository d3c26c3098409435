package io.leeway.monitoring.fairness;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a binary classifier treated groups.
 *
 * @param attributes the attributes whose values form the groups
 * @param confidence the confidence of all intervals
 * @param groups the groups that are large enough, by name
 * @param small the groups with too few rows, which are not compared, by name
 * @param rowsWithoutGroup the number of rows that lack a value of an attribute and belong to no group
 * @param disparities how far the groups are from each criterion; a criterion is absent if fewer than two groups define it
 */
public record FairnessReport(
        List<String> attributes,
        double confidence,
        List<GroupMetrics> groups,
        List<GroupMetrics> small,
        long rowsWithoutGroup,
        List<Disparity> disparities) {

    /**
     * Copies the lists.
     *
     * @param attributes see the record
     * @param confidence see the record
     * @param groups see the record
     * @param small see the record
     * @param rowsWithoutGroup see the record
     * @param disparities see the record
     */
    public FairnessReport {
        attributes = List.copyOf(attributes);
        groups = List.copyOf(groups);
        small = List.copyOf(small);
        disparities = List.copyOf(disparities);
    }

    /**
     * Returns how far the groups are from a criterion.
     *
     * @param criterion the criterion
     * @return the disparity; empty if fewer than two groups define it
     */
    public Optional<Disparity> disparity(Criterion criterion) {
        return disparities.stream()
                .filter(each -> each.criterion() == criterion)
                .findFirst();
    }

    /** Returns a line for each group and each criterion. */
    @Override
    public String toString() {
        String newLine = System.lineSeparator();
        String left = small.isEmpty()
                ? ""
                : "not compared, too few rows: "
                        + small.stream()
                                .map(each -> each.group() + " (" + each.rows() + ")")
                                .collect(Collectors.joining(", "))
                        + newLine;
        return "by " + String.join(" & ", attributes) + newLine
                + groups.stream().map(each -> "  " + each + newLine).collect(Collectors.joining())
                + left
                + (rowsWithoutGroup == 0 ? "" : rowsWithoutGroup + " rows without a group" + newLine)
                + disparities.stream().map(Disparity::toString).collect(Collectors.joining(newLine));
    }
}
