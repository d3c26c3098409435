package io.leeway.monitoring.drift.multivariate;

import io.leeway.monitoring.drift.DriftResult;
import io.leeway.monitoring.drift.Significance;
import io.leeway.monitoring.drift.Verdict;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Words the result of a test that decides by a level.
 *
 * @param test the name of the test
 * @param alpha the level
 * @param reference rows of the reference
 * @param current current rows
 */
record Comparison(String test, double alpha, int reference, int current) {

    static double level(double alpha) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("a level lies between 0 and 1, was " + alpha);
        }
        return alpha;
    }

    static int permutations(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("a p-value needs at least 1 permutation, was " + count);
        }
        return count;
    }

    DriftResult insufficient(String why) {
        return result(Double.NaN, Optional.empty(), Verdict.INSUFFICIENT_DATA, why);
    }

    DriftResult byLevel(Significance found, String basis) {
        Verdict verdict = found.pValue() <= alpha ? Verdict.DRIFT : Verdict.STABLE;
        return result(found.statistic(), Optional.of(found), verdict, basis);
    }

    private DriftResult result(double statistic, Optional<Significance> found, Verdict verdict, String basis) {
        return new DriftResult(
                test,
                statistic,
                found.map(each -> OptionalDouble.of(each.pValue())).orElse(OptionalDouble.empty()),
                alpha,
                true,
                verdict,
                reference,
                current,
                false,
                found.map(Significance::method),
                Optional.empty(),
                basis);
    }
}
