package io.leeway.monitoring.incident;

import java.util.Objects;

/**
 * What a finding costs the model.
 *
 * @param rise the expected rise of the model's loss, as a share of its loss on the reference: 0.1 means ten percent worse; below 0 where it is better
 * @param sentence what that does to predictions, as part of a sentence: {@code "predictions 6 points too low"}; may be empty
 */
public record Price(double rise, String sentence) {
    /**
     * Creates a price.
     *
     * @param rise see the record
     * @param sentence see the record
     * @throws IllegalArgumentException if the rise is NaN
     */
    public Price {
        if (Double.isNaN(rise)) {
            throw new IllegalArgumentException("the price of a finding is NaN; leave it out if it is not known");
        }
        Objects.requireNonNull(sentence, "sentence");
    }
}
