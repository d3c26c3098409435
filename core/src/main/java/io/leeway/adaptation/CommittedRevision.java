package io.leeway.adaptation;

import io.leeway.feedback.FeedbackMark;
import io.leeway.registry.ModelVersion;

/**
 * A revision in a registry: the state of an adaptation at a mark in the log of feedback.
 *
 * @param stored the version of the registry that holds it
 * @param revision its number
 * @param mark the mark
 * @param action what was done at the mark
 * @param champion the number of the version that it corrected
 * @param mode what it may do
 * @param frozen whether labels teach nothing
 * @param positive the class whose probability is the score; empty for numbers
 * @param labels how many labels it has learnt
 * @param left how many rows waited that it leaves out: these are in the log behind an earlier revision that leaves out none
 */
public record CommittedRevision(
        ModelVersion stored,
        long revision,
        FeedbackMark mark,
        AdaptationAction action,
        int champion,
        AdaptationMode mode,
        boolean frozen,
        String positive,
        long labels,
        int left) {

    /** Returns the revision in one line. */
    @Override
    public String toString() {
        return "revision " + revision + " of version " + champion + " after " + labels + " labels, "
                + mode + (frozen ? ", frozen" : "") + ", committed as " + stored.name() + " v" + stored.number() + ", "
                + stored.size() + " bytes";
    }
}
