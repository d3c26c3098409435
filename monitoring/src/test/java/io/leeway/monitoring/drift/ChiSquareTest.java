package io.leeway.monitoring.drift;

import io.leeway.monitoring.drift.contract.DriftTestContract;

class ChiSquareTest extends DriftTestContract {

    @Override
    protected DriftTest test() {
        return DriftTests.chiSquare();
    }
}
