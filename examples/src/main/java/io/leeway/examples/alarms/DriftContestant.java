package io.leeway.examples.alarms;

import io.leeway.monitoring.drift.DriftDetector;
import io.leeway.monitoring.drift.DriftResult;
import io.leeway.monitoring.drift.FeatureDrift;
import io.leeway.monitoring.drift.Sample;
import io.leeway.monitoring.drift.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Any drift detector: all weeks before are one reference. */
record DriftContestant(String name, DriftDetector detector) implements Contestant {

    @Override
    public Watch learn(List<Table> blocks) {
        Map<String, Sample> reference = Table.concat(blocks).samples();
        return week -> detector.compare(reference, week.samples()).drifted().stream()
                .sorted(Comparator.comparingDouble(DriftContestant::certainty))
                .map(FeatureDrift::feature)
                .toList();
    }

    /** The smaller the more certain: the least p-value; among those without one, or equal ones, the greatest statistic for its limit. */
    private static double certainty(FeatureDrift feature) {
        double least = Double.POSITIVE_INFINITY;
        for (DriftResult result : feature.results()) {
            if (result.verdict() == Verdict.DRIFT) {
                double p = result.pValue().orElse(0);
                least = Math.min(least, p > 0 ? p : -Math.abs(result.statistic()));
            }
        }
        return least;
    }
}
