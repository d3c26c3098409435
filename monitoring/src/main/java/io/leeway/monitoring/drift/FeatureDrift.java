package io.leeway.monitoring.drift;

import io.leeway.schema.FeatureType;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What all tests found about one feature.
 *
 * @param feature its name
 * @param type its type
 * @param results one result a test, in the order of the detector
 */
public record FeatureDrift(String feature, FeatureType type, List<DriftResult> results) {

    /**
     * Copies the list.
     *
     * @param feature its name
     * @param type its type
     * @param results one result a test
     */
    public FeatureDrift {
        results = List.copyOf(results);
    }

    /**
     * Drift where any test says drift; otherwise stable where any test could say so; otherwise insufficient data.
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

    /** One line: what each test found. */
    @Override
    public String toString() {
        return feature + ": "
                + (results.isEmpty()
                        ? "no test takes a feature that is " + type
                        : results.stream().map(DriftResult::explanation).collect(Collectors.joining("; ")));
    }
}
