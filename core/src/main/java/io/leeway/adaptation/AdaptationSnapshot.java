package io.leeway.adaptation;

import io.leeway.feedback.FeedbackMark;

/**
 * The state of an adaptation at a mark in the log.
 *
 * @param mark the mark
 * @param action what was done at it
 * @param state the bytes of the adapter
 * @param whole whether they are stored as they are, not as what they differ by from those of the revision before
 * @param left how many rows wait that the bytes leave out
 * @param revision the number of the newest revision
 * @param mode what the adaptation may do
 * @param frozen whether labels teach nothing
 * @param positive the class whose probability is the score; empty for numbers
 * @param labels how many labels were learnt
 * @param metric what is lost: {@code logLoss}, in nats, or {@code squaredError}
 * @param loss what the answers have lost
 * @param championLoss what the champion's would have lost
 */
@SuppressWarnings("ArrayRecordComponent")
public record AdaptationSnapshot(
        FeedbackMark mark,
        AdaptationAction action,
        byte[] state,
        boolean whole,
        int left,
        long revision,
        AdaptationMode mode,
        boolean frozen,
        String positive,
        long labels,
        String metric,
        double loss,
        double championLoss) {}
