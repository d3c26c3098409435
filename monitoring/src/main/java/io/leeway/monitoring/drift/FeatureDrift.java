package io.leeway.monitoring.drift;

import io.leeway.schema.FeatureType;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The results of all tests for one feature.
 *
 * @param feature its name
 * @param type its type
 * @param results one result for each test, in the order of the detector
 * @param reason why a detector with a choice chose these tests; empty if the tests were named
 */
public record FeatureDrift(String feature, FeatureType type, List<DriftResult> results, String reason) {

    /**
     * Copies the list.
     *
     * @param feature its name
     * @param type its type
     * @param results one result for each test
     * @param reason why these tests were chosen; empty if they were named
     */
    public FeatureDrift {
        results = List.copyOf(results);
    }

    /**
     * Takes the results of tests that were named.
     *
     * @param feature its name
     * @param type its type
     * @param results one result for each test
     */
    public FeatureDrift(String feature, FeatureType type, List<DriftResult> results) {
        this(feature, type, results, "");
    }

    /**
     * Returns the verdict on the feature: drift if any test found drift; otherwise stable if any test had sufficient
     * data; otherwise insufficient data.
     *
     * @return the verdict
     */
    public Verdict verdict() {
        if (results.stream().anyMatch(result -> result.verdict() == Verdict.DRIFT)) {
            return Verdict.DRIFT;
        }
        return results.stream().anyMatch(result -> result.verdict() == Verdict.STABLE)
                ? Verdict.STABLE
                : Verdict.INSUFFICIENT_DATA;
    }

    /** Returns the results of all tests in one line. */
    @Override
    public String toString() {
        return feature + ": "
                + (results.isEmpty()
                        ? "no test takes a feature that is " + type
                        : results.stream().map(DriftResult::explanation).collect(Collectors.joining("; ")))
                + (reason.isEmpty() ? "" : " (" + reason + ")");
    }
}
