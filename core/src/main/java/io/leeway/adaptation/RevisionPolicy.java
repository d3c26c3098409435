package io.leeway.adaptation;

import java.time.Duration;
import java.util.Objects;

/**
 * Says when the revisions of an adaptation are committed to the registry, and what it may do meanwhile. Start with {@link #standard}.
 *
 * @param labels a revision is committed after so many labels
 * @param interval a revision is committed with the first label after so long
 * @param silence labels no longer teach, until somebody says so, when none has come for so long while rows did
 * @param mode what the adaptation may do when it begins; later {@code AdaptationControl} changes it
 * @param proposal what it must have won, in nats, before {@link AdaptationMode#PROPOSE} proposes to act
 * @param recovers whether a live model begins with what was committed last when the log cannot give again what was learnt since; otherwise it is not built
 */
public record RevisionPolicy(
        int labels, Duration interval, Duration silence, AdaptationMode mode, double proposal, boolean recovers) {
    private static final RevisionPolicy STANDARD =
            new RevisionPolicy(10_000, Duration.ofHours(1), Duration.ofDays(7), AdaptationMode.ACT, 10, true);

    /**
     * Creates a policy.
     *
     * @param labels a revision is committed after so many labels
     * @param interval a revision is committed with the first label after so long
     * @param silence labels no longer teach when none has come for so long while rows did
     * @param mode what the adaptation may do when it begins
     * @param proposal what it must have won, in nats, before it proposes to act
     * @param recovers whether a live model begins with what was committed last when the log cannot give again what was learnt since
     * @throws IllegalArgumentException if a number or duration is not above zero
     */
    public RevisionPolicy {
        Objects.requireNonNull(mode, "mode");
        if (labels < 1 || !(proposal > 0) || !isPositive(interval) || !isPositive(silence)) {
            throw new IllegalArgumentException("got " + labels + " labels, " + interval + ", " + silence + " and "
                    + proposal + " nats; give numbers and durations above zero");
        }
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    /**
     * Returns the standard policy: a revision after 10,000 labels or an hour, frozen after 7 days without labels, acting, and proposing at 10 nats.
     *
     * @return the policy
     */
    public static RevisionPolicy standard() {
        return STANDARD;
    }

    /**
     * Sets after how many labels, or after what time, a revision is committed.
     *
     * @param newLabels at least 1
     * @param newInterval above zero
     * @return a new policy
     */
    public RevisionPolicy every(int newLabels, Duration newInterval) {
        return new RevisionPolicy(newLabels, newInterval, silence, mode, proposal, recovers);
    }

    /**
     * Sets how long labels may be missing.
     *
     * @param newSilence above zero
     * @return a new policy
     */
    public RevisionPolicy freezeAfter(Duration newSilence) {
        return new RevisionPolicy(labels, interval, newSilence, mode, proposal, recovers);
    }

    /**
     * Sets what the adaptation may do when it begins.
     *
     * @param newMode the mode
     * @return a new policy
     */
    public RevisionPolicy mode(AdaptationMode newMode) {
        return new RevisionPolicy(labels, interval, silence, newMode, proposal, recovers);
    }

    /**
     * Sets what must have been won before acting is proposed.
     *
     * @param nats above zero
     * @return a new policy
     */
    public RevisionPolicy proposeAt(double nats) {
        return new RevisionPolicy(labels, interval, silence, mode, nats, recovers);
    }

    /**
     * Lets no live model be built if the log cannot give again what was learnt.
     *
     * @return a new policy
     */
    public RevisionPolicy refusingToRecover() {
        return new RevisionPolicy(labels, interval, silence, mode, proposal, false);
    }
}
