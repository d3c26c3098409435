package io.leeway.monitoring.drift.multivariate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.monitoring.drift.DriftResult;
import io.leeway.monitoring.drift.Verdict;
import io.leeway.monitoring.drift.multivariate.DomainClassifier;
import io.leeway.monitoring.drift.multivariate.MultivariateTests;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a {@link DomainClassifier} promises. Extend it, and return yours. */
public abstract class DomainClassifierContract {

    /** For subclasses. */
    protected DomainClassifierContract() {}

    /**
     * Returns the classifier to check.
     *
     * @return it
     */
    protected abstract DomainClassifier classifier();

    private static double[][] rows(int count, double shift, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> new double[] {random.nextGaussian() + shift, random.nextGaussian()})
                .toArray(double[][]::new);
    }

    private ToDoubleFunction<double[]> fitted(long seed) {
        double[][] rows = rows(200, 0, 1);
        boolean[] current = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            current[i] = i % 2 == 1;
            rows[i][0] += current[i] ? 2 : 0;
        }
        return classifier().fit(rows, current, seed);
    }

    private static double[] scores(ToDoubleFunction<double[]> fitted) {
        return Arrays.stream(rows(100, 1, 2)).mapToDouble(fitted).toArray();
    }

    @Test
    void scoresAreFinite() {
        assertThat(Arrays.stream(scores(fitted(3))).allMatch(Double::isFinite)).isTrue();
    }

    @Test
    void rowsThatAreLikeCurrentOnesScoreHigher() {
        ToDoubleFunction<double[]> fitted = fitted(3);

        assertThat(Arrays.stream(rows(50, 3, 4)).mapToDouble(fitted).average().orElseThrow())
                .isGreaterThan(Arrays.stream(rows(50, -1, 5))
                        .mapToDouble(fitted)
                        .average()
                        .orElseThrow());
    }

    @Test
    void theSameRowsAndSeedGiveTheSameScores() {
        assertThat(scores(fitted(3))).isEqualTo(scores(fitted(3)));
    }

    @Test
    void fittingChangesNeitherRowsNorLabels() {
        double[][] rows = rows(100, 0, 6);
        boolean[] current = new boolean[100];
        Arrays.fill(current, 50, 100, true);
        double[][] before = Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);

        classifier().fit(rows, current, 3);

        assertThat(rows).isDeepEqualTo(before);
        assertThat(current).startsWith(false, false).endsWith(true, true);
    }

    @Test
    void columnsThatNeverVaryAreFitted() {
        double[][] constant = new double[60][3];
        boolean[] current = new boolean[60];
        Arrays.fill(current, 30, 60, true);

        assertThat(classifier().fit(constant, current, 3).applyAsDouble(new double[3]))
                .isFinite();
    }

    @Test
    void severalThreadsFitAndScoreAtOnce() throws Exception {
        double[] expected = scores(fitted(3));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Callable<double[]> task = () -> scores(fitted(3));
            for (Future<double[]> each : threads.invokeAll(java.util.List.of(task, task))) {
                assertThat(each.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void theTestTellsAShiftFromNoChange() {
        DriftResult stable = MultivariateTests.domainClassifier(classifier(), 7).test(rows(150, 0, 8), rows(150, 0, 9));
        DriftResult drift = MultivariateTests.domainClassifier(classifier(), 7).test(rows(150, 0, 8), rows(150, 2, 9));

        assertThat(stable.verdict()).isEqualTo(Verdict.STABLE);
        assertThat(drift.verdict()).isEqualTo(Verdict.DRIFT);
        assertThat(drift.statistic()).isGreaterThan(0.8).isLessThanOrEqualTo(1);
    }
}
