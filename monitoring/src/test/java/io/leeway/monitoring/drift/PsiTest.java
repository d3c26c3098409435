package io.leeway.monitoring.drift;

import io.leeway.monitoring.drift.contract.DriftTestContract;

class PsiTest extends DriftTestContract {

    @Override
    protected DriftTest test() {
        return DriftTests.psi();
    }
}
