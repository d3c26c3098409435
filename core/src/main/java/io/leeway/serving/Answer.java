package io.leeway.serving;

import java.util.Locale;
import java.util.Map;

/**
 * A prediction, the version that made it and the revision of the adaptation that corrected it. Version, revision and row are enough to compute the score again, to the bit.
 *
 * @param <T> Tribuo's type of output
 * @param output the prediction: for a classifier the most probable label and its probability, for a regressor the
 *     number
 * @param score the probability of the positive class, in [0, 1], or the predicted number
 * @param version the number of the version that made the prediction
 * @param revision the number of the adaptation's revision that corrected it; 0 if none did, so that the score is the version's own
 * @param probabilities of more than two classes the probability of each, in the natural order of their names; otherwise empty
 */
public record Answer<T>(T output, double score, int version, long revision, Map<String, Double> probabilities) {

    /** Returns one line, such as {@code score 0.1658 by version 3, revision 1204: (false,0.8342)}. */
    @Override
    public String toString() {
        String adapted = revision == 0 ? "" : ", revision " + revision;
        return String.format(Locale.ROOT, "score %.4f by version %d%s: %s", score, version, adapted, output);
    }
}
