package io.leeway.adaptation;

import java.util.List;

/**
 * An answer that was computed again.
 *
 * @param answer the answer, equal to the bit to the one that was given: a probability, a number, or the probability of each class
 * @param from the committed revision from which it was computed
 * @param labels how many labels had been learnt when it was given
 * @param effects what each label did that was learnt since that revision, in the order in which they were learnt
 */
public record RecomputedScore(List<Double> answer, CommittedRevision from, long labels, List<LabelEffect> effects) {}
