package io.leeway.serving;

import io.leeway.adaptation.CommittedRevision;
import io.leeway.adaptation.LabelEffect;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A past answer, computed again from the registry and the log: equal to the bit to the one that was given.
 *
 * @param score the score that was answered
 * @param version the version that answered
 * @param championScore what that version says of the row by itself
 * @param revision the adaptation's revision; 0 if none answered
 * @param probabilities of more than two classes the answered probability of each, in the natural order of their names; otherwise empty
 * @param from the committed revision from which it was computed; empty if none answered
 * @param labels how many labels had taught when it was answered
 * @param effects what each label did to this answer that was learnt since {@code from}, in the order in which they were learnt
 */
public record RecomputedAnswer(
        double score,
        int version,
        double championScore,
        long revision,
        List<Double> probabilities,
        Optional<CommittedRevision> from,
        long labels,
        List<LabelEffect> effects) {

    /**
     * Returns the labels that moved this answer most, of those since {@link #from}.
     *
     * @param n how many at most
     * @return their effects, the largest first
     */
    public List<LabelEffect> mostMoving(int n) {
        return effects.stream()
                .sorted(Comparator.comparingDouble((LabelEffect each) -> -Math.abs(each.change())))
                .limit(n)
                .toList();
    }

    /** Returns the answer and where it comes from in one line. */
    @Override
    public String toString() {
        return score + " by version " + version + ", which says " + championScore
                + (revision == 0
                        ? ", alone"
                        : ", and revision " + revision + " after " + labels + " labels, " + effects.size()
                                + " of them since "
                                + from.map(CommittedRevision::revision).orElse(0L));
    }
}
