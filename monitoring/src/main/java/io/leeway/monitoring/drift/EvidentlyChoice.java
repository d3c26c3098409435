package io.leeway.monitoring.drift;

import io.leeway.schema.FeatureType;
import java.util.List;
import java.util.Set;

/** The choice of Evidently 0.7.23 ({@code stattests.registry}), by the rows of the reference and the distinct values of both samples. */
final class EvidentlyChoice implements TestChoice {

    private static final long FEW_ROWS = 1_000;
    private static final int FEW_VALUES = 5;
    private static final Set<FeatureType> ALL_TYPES = Set.of(FeatureType.values());

    /** Evidently's distances of a reference without a spread have this unit. */
    private static final double LEAST_UNIT = 0.001;

    private static final NumericTest KS =
            new NumericTest("ks", 1, KolmogorovSmirnov::significance, Effects::distance, SampleSizes::distance);

    /** Of one sample against the shares of the reference, as if these were known. */
    private static final CountTest CHI_SQUARE =
            new CountTest("chi-square-fit", 1, ALL_TYPES, ChiSquareOfFit::significance).withBins(Binning.evidently());

    private static final CountTest PROPORTIONS = new CountTest("proportions", 1, ALL_TYPES, Proportions::significance)
            .withBins(Binning.evidently())
            .withMethod(PValueMethod.ASYMPTOTIC);

    private static final ShareDistance JENSEN_SHANNON =
            new ShareDistance("jensen-shannon", 1, 0.1, Binning.evidently(), new JensenShannon(Math.E));

    private static final NumericDistance WASSERSTEIN = new NumericDistance(
            "wasserstein",
            1,
            (before, now, normalised) ->
                    Wasserstein.distance(before, now, false) / Math.max(before.standardDeviation(), LEAST_UNIT));

    @Override
    public Chosen of(String feature, Sample reference, Sample current) {
        String rows = reference.size() <= FEW_ROWS ? "at most 1,000 reference rows" : "more than 1,000 reference rows";
        boolean few = TestChoice.haveAtMost(FEW_VALUES, reference, current);
        if (reference.size() > FEW_ROWS) {
            return reference.type() == FeatureType.CATEGORICAL
                    ? Chosen.of(JENSEN_SHANNON, rows)
                    : few
                            ? Chosen.of(JENSEN_SHANNON, rows + ", at most 5 values")
                            : Chosen.of(WASSERSTEIN, rows + ", more than 5 values");
        }
        if (reference.type() == FeatureType.NUMERIC && !few) {
            return Chosen.of(KS, rows + ", more than 5 values");
        }
        return TestChoice.haveAtMost(2, reference, current)
                ? Chosen.of(PROPORTIONS, rows + ", at most 2 values")
                : Chosen.of(CHI_SQUARE, rows + ", 3 or more values");
    }

    @Override
    public List<DriftTest> all() {
        return List.of(KS, CHI_SQUARE, PROPORTIONS, JENSEN_SHANNON, WASSERSTEIN);
    }
}
