package io.leeway.monitoring.drift;

import io.leeway.schema.FeatureType;

/**
 * Compares a current sample of one feature with a reference.
 *
 * <p>To be implemented by immutable values that are safe for use by several threads and give the same result for the same samples.
 * {@code DriftTestContract}, in the {@code tests} archive, checks an implementation.
 */
public interface DriftTest {

    /**
     * A short name in the field's terms, such as {@code psi}; meters and reports use it.
     *
     * @return the name, not blank
     */
    String name();

    /**
     * Whether samples of this type can be compared.
     *
     * @param type the feature's type
     * @return whether {@link #test} takes them
     */
    boolean supports(FeatureType type);

    /**
     * Compares two samples.
     *
     * @param reference what was
     * @param current what is
     * @return what was found; {@link Verdict#INSUFFICIENT_DATA} where a sample is too small, never an exception for that
     * @throws IllegalArgumentException when the samples' type is not supported or they differ in type
     */
    DriftResult test(Sample reference, Sample current);
}
