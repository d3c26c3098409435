package io.leeway.monitoring.drift.multivariate;

import java.util.function.ToDoubleFunction;

/**
 * A learner that tells current rows from those of a reference, for {@link MultivariateTests#domainClassifier}.
 *
 * <p>Implementations must be immutable, safe for use by several threads, and return the same scores for the same rows and seed. {@code
 * DomainClassifierContract}, in the {@code tests} archive, checks an implementation.
 */
@FunctionalInterface
public interface DomainClassifier {

    /**
     * Learns from rows.
     *
     * @param rows rows of equal length, of finite numbers
     * @param current whether each row is a current one; some are and some are not
     * @param seed the seed of all that is random
     * @return what gives a row a score: finite, and the greater, the more the row is like current ones
     */
    ToDoubleFunction<double[]> fit(double[][] rows, boolean[] current, long seed);
}
