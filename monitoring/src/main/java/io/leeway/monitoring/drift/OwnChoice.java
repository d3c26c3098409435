package io.leeway.monitoring.drift;

import io.leeway.schema.FeatureType;
import java.util.List;

/** Leeway's own choice: one test a feature, whose p-value is valid at its number of rows, and which sees any change. */
final class OwnChoice implements TestChoice {

    private static final int FEW_VALUES = Binning.EVIDENTLY_VALUES;

    private static final CountTest OF_VALUES = DriftTests.chiSquare().withBins(Binning.evidently());

    @Override
    public Chosen of(String feature, Sample reference, Sample current) {
        if (reference.type() == FeatureType.CATEGORICAL) {
            return Chosen.of(DriftTests.chiSquare(), "categories: every change of shares counts");
        }
        if (reference.isApproximate() || current.isApproximate()) {
            return Chosen.of(DriftTests.andersonDarling(), "a profile: middle and tails count, ties are kept");
        }
        return TestChoice.haveAtMost(FEW_VALUES, reference, current)
                ? Chosen.of(OF_VALUES, "at most 20 values: each is a category")
                : Chosen.of(DriftTests.andersonDarling(), "numbers: middle and tails count");
    }

    @Override
    public List<DriftTest> all() {
        return List.of(DriftTests.andersonDarling(), OF_VALUES);
    }
}
