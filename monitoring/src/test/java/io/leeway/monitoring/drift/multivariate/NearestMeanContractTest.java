package io.leeway.monitoring.drift.multivariate;

import io.leeway.monitoring.drift.multivariate.contract.DomainClassifierContract;

class NearestMeanContractTest extends DomainClassifierContract {

    @Override
    protected DomainClassifier classifier() {
        return new NearestMean();
    }
}
