package com.example.contracts;

import io.leeway.monitoring.drift.DriftResult;
import io.leeway.monitoring.drift.DriftTest;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.drift.Sample;
import io.leeway.monitoring.drift.Verdict;
import io.leeway.monitoring.drift.contract.DriftTestContract;
import io.leeway.schema.FeatureType;

class StricterPsiTest extends DriftTestContract {

    /** The population stability index with the limit that one team has agreed on. */
    private record StricterPsi() implements DriftTest {

        private static final double LIMIT = 0.15;

        @Override
        public String name() {
            return "strictPsi";
        }

        @Override
        public boolean supports(FeatureType type) {
            return DriftTests.psi().supports(type);
        }

        @Override
        public DriftResult test(Sample reference, Sample current) {
            DriftResult psi = DriftTests.psi().test(reference, current);
            return psi.verdict() == Verdict.INSUFFICIENT_DATA
                    ? DriftResult.insufficient(this, LIMIT, false, reference, current)
                    : DriftResult.byLimit(this, psi.statistic(), psi.pValue(), LIMIT, reference, current);
        }
    }

    @Override
    protected DriftTest test() {
        return new StricterPsi();
    }
}
