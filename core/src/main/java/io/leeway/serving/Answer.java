package io.leeway.serving;

import java.util.Locale;

/**
 * A prediction and the version that made it; output, score and version are always of the same model.
 *
 * @param <T> Tribuo's type of output
 * @param output the prediction: for a classifier the most probable label and its probability, for a regressor the
 *     number
 * @param score the probability of the positive class, in [0, 1], or the predicted number
 * @param version the number of the version that made the prediction
 */
public record Answer<T>(T output, double score, int version) {

    /** Returns one line, such as {@code score 0.1658 by version 3: (false,0.8342)}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "score %.4f by version %d: %s", score, version, output);
    }
}
