package io.leeway.model.tribuo;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.monitoring.drift.Verdict;
import io.leeway.monitoring.drift.multivariate.ClassifierTwoSampleTest;
import io.leeway.monitoring.drift.multivariate.DomainClassifier;
import io.leeway.monitoring.drift.multivariate.MultivariateTests;
import io.leeway.monitoring.drift.multivariate.contract.DomainClassifierContract;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.dtree.CARTClassificationTrainer;

class TribuoDomainClassifierTest extends DomainClassifierContract {

    private static Trainer<Label> tree(long seed) {
        return new CARTClassificationTrainer(6, 1.0f, seed);
    }

    @Override
    protected DomainClassifier classifier() {
        return TribuoDomainClassifier.of(TribuoDomainClassifierTest::tree);
    }

    /** Two columns that rise together, or of which one falls when the other rises. */
    private static double[][] rows(double sign, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, 300)
                .mapToObj(i -> {
                    double x = random.nextGaussian();
                    return new double[] {x, sign * x + 0.5 * random.nextGaussian()};
                })
                .toArray(double[][]::new);
    }

    @Test
    void treesSeeAChangeOfDependence() {
        ClassifierTwoSampleTest test = MultivariateTests.domainClassifier(classifier(), 7);

        assertThat(test.test(rows(1, 1), rows(-1, 2)).verdict()).isEqualTo(Verdict.DRIFT);
        assertThat(test.test(rows(1, 1), rows(1, 2)).verdict()).isEqualTo(Verdict.STABLE);
    }
}
