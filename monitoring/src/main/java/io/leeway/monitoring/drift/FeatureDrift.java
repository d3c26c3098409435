package io.leeway.monitoring.drift;

import io.leeway.schema.FeatureType;
import java.util.List;

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
}
