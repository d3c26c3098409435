package io.leeway.monitoring.drift;

import io.leeway.monitoring.drift.contract.DriftTestContract;

class JensenShannonTest extends DriftTestContract {

    @Override
    protected DriftTest test() {
        return DriftTests.jensenShannon();
    }
}
