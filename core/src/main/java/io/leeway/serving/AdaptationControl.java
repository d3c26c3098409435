package io.leeway.serving;

import io.leeway.adaptation.AdaptationAction;
import io.leeway.adaptation.AdaptationMode;
import io.leeway.adaptation.AdaptationStanding;
import io.leeway.adaptation.CommittedRevision;
import io.leeway.registry.Cause;
import java.util.Optional;

/**
 * Freezes, resets and switches the adaptation of a {@link LiveModel} while it serves.
 *
 * <p>Each action is recorded in the log of feedback, where it takes effect between two rows, and then committed to the registry as a revision whose cause is in
 * the audit trail. If the registry cannot be written, the action has taken effect nevertheless, the method throws, and the revision is committed with the next one.
 * Safe for use by several threads.
 */
public final class AdaptationControl {
    private final RevisionKeeper<?> keeper;

    AdaptationControl(RevisionKeeper<?> keeper) {
        this.keeper = keeper;
    }

    /**
     * Lets labels teach nothing until {@link #thaw}. Answers remain corrected by what was learnt, within what is left of the budget.
     *
     * @param cause who does it, and why
     * @throws io.leeway.registry.RegistryException if the registry cannot be written
     * @throws io.leeway.feedback.FeedbackStorageException if the log cannot be written; nothing has changed then
     */
    public void freeze(Cause cause) {
        keeper.act(AdaptationAction.FREEZE, 0, cause);
    }

    /**
     * Lets labels teach again.
     *
     * @param cause who does it, and why
     * @throws io.leeway.registry.RegistryException if the registry cannot be written
     * @throws io.leeway.feedback.FeedbackStorageException if the log cannot be written; nothing has changed then
     */
    public void thaw(Cause cause) {
        keeper.act(AdaptationAction.THAW, 0, cause);
    }

    /**
     * Forgets all that was learnt. Labels of rows that were answered before teach nothing; what later answers may cost begins anew.
     *
     * @param cause who does it, and why
     * @throws io.leeway.registry.RegistryException if the registry cannot be written
     * @throws io.leeway.feedback.FeedbackStorageException if the log cannot be written; nothing has changed then
     */
    public void reset(Cause cause) {
        keeper.act(AdaptationAction.RESET, 0, cause);
    }

    /**
     * Sets what the adaptation may do. When it begins to act, what later answers may cost begins anew: what was won by watching cannot be lost.
     *
     * @param mode the mode
     * @param cause who does it, and why
     * @throws io.leeway.registry.RegistryException if the registry cannot be written
     * @throws io.leeway.feedback.FeedbackStorageException if the log cannot be written; nothing has changed then
     */
    public void mode(AdaptationMode mode, Cause cause) {
        keeper.act(AdaptationAction.to(mode), 0, cause);
    }

    /**
     * Commits a revision now.
     *
     * @param cause who does it, and why
     * @return the revision
     * @throws io.leeway.registry.RegistryException if the registry cannot be written
     * @throws io.leeway.feedback.FeedbackStorageException if the log cannot be written
     */
    public CommittedRevision commit(Cause cause) {
        keeper.act(AdaptationAction.COMMIT, 0, cause);
        return keeper.newest().orElseThrow();
    }

    /**
     * Returns what the adaptation may do.
     *
     * @return the mode
     */
    public AdaptationMode mode() {
        return keeper.state().mode();
    }

    /**
     * Returns whether labels teach nothing for now.
     *
     * @return true if it is frozen
     */
    public boolean isFrozen() {
        return keeper.state().frozen();
    }

    /**
     * Returns the newest committed revision.
     *
     * @return the revision; empty if the registry could not be written so far
     */
    public Optional<CommittedRevision> newest() {
        return keeper.newest();
    }

    /**
     * Returns what the adaptation has won or lost; what it would have, while the champion answers.
     *
     * @return losses and weights
     */
    public AdaptationStanding standing() {
        return keeper.state().adapter().standing();
    }

    @Override
    public String toString() {
        return mode() + (isFrozen() ? ", frozen, " : ", ") + standing();
    }
}
