package io.leeway.monitoring.drift;

import io.leeway.schema.FeatureType;

/**
 * A test that compares a current sample of one feature with a reference sample.
 *
 * <p>Implementations must be immutable, safe for use by several threads, and return the same result for the same
 * samples. {@code DriftTestContract}, in the {@code tests} archive, checks an implementation.
 */
public interface DriftTest {

    /**
     * Returns the test's usual short name, such as {@code psi}; meters and reports use it.
     *
     * @return the name, not blank
     */
    String name();

    /**
     * Returns whether samples of a type can be compared.
     *
     * @param type the feature's type
     * @return whether {@link #test} accepts them
     */
    boolean supports(FeatureType type);

    /**
     * Compares two samples.
     *
     * @param reference the reference sample
     * @param current the current sample
     * @return the result; {@link Verdict#INSUFFICIENT_DATA}, not an exception, if a sample is too small
     * @throws IllegalArgumentException if the samples' type is not supported or they differ in type
     */
    DriftResult test(Sample reference, Sample current);
}
