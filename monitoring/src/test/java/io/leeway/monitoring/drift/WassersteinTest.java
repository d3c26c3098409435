package io.leeway.monitoring.drift;

import io.leeway.monitoring.drift.contract.DriftTestContract;

class WassersteinTest extends DriftTestContract {

    @Override
    protected DriftTest test() {
        return DriftTests.wasserstein();
    }
}
