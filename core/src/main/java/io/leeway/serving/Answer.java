package io.leeway.serving;

import java.util.Locale;

/**
 * A prediction together with the model that made it; output, score and version always belong together.
 *
 * @param <T> Tribuo's type of output
 * @param output what was predicted: for a classifier the most probable label and its probability, for a regressor the number
 * @param score the probability of the positive class, in [0, 1], or the predicted number
 * @param version the number of the version that answered
 */
public record Answer<T>(T output, double score, int version) {

    /** One line, such as {@code score 0.1658 by version 3: (false,0.8342)}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "score %.4f by version %d: %s", score, version, output);
    }
}
