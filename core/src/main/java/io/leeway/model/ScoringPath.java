package io.leeway.model;

/**
 * How a model makes predictions.
 *
 * @param compiled true if it was compiled to flat arrays and verified against its runtime's predictions
 * @param description one line: what makes the predictions and, if that is not the fastest way, why
 */
public record ScoringPath(boolean compiled, String description) {

    @Override
    public String toString() {
        return description;
    }
}
