package io.leeway.registry;

import java.time.Instant;

/**
 * One event of the audit trail of a model. Each event contains the hash of the previous one, so that
 * {@link ModelRegistry#verify(String)} detects events that were changed, removed, inserted or reordered.
 *
 * <p>The hash is the SHA-256 of the texts of all other fields in the order of their declaration, including the hash of
 * the previous event, each preceded by the length of its UTF-8 encoding in four bytes (big-endian). The previous hash
 * of the first event is the SHA-256 of the name of the model, so that the trails of two models cannot be exchanged.
 *
 * <p>A chain of hashes does not protect against an attacker who can write to the storage: the newest events can be cut
 * off, or the whole chain can be recomputed. To detect that too, keep the hash of the newest event elsewhere (in a log,
 * a ticket, a signature).
 *
 * @param sequence the number of the event within the trail of the model: 1, 2, 3 ...
 * @param time when it happened, by the clock of the registry
 * @param actor who did it
 * @param action what was done
 * @param subject what was changed: {@code version/3}, {@code alias/champion}
 * @param before the previous state, see {@link AuditAction}
 * @param after the new state, see {@link AuditAction}
 * @param reason why
 * @param previousHash the hash of the previous event
 * @param hash the hash of this event, 64 lower-case hexadecimal digits
 */
public record AuditEvent(
        long sequence,
        Instant time,
        String actor,
        AuditAction action,
        String subject,
        String before,
        String after,
        String reason,
        String previousHash,
        String hash) {

    static final String VERSION = "version/";
    static final String ALIAS = "alias/";

    /**
     * Creates an event. The format of the hashes is checked, not their value: see {@link #isIntact()}.
     *
     * @param sequence the number of the event within the trail of the model: 1, 2, 3 ...
     * @param time when it happened, by the clock of the registry
     * @param actor who did it
     * @param action what was done
     * @param subject what was changed: {@code version/3}, {@code alias/champion}
     * @param before the previous state, see {@link AuditAction}
     * @param after the new state, see {@link AuditAction}
     * @param reason why
     * @param previousHash the hash of the previous event
     * @param hash the hash of this event, 64 lower-case hexadecimal digits
     * @throws InvalidValueException if the sequence is less than 1, or a hash is not 64 hexadecimal digits
     */
    public AuditEvent {
        if (sequence < 1) {
            throw new InvalidValueException("audit sequence", "it is less than 1: " + sequence);
        }
        Digest.checked("previous hash", previousHash);
        Digest.checked("hash", hash);
    }

    static AuditEvent next(
            long sequence,
            Instant time,
            Cause cause,
            AuditAction action,
            String subject,
            String before,
            String after,
            String previousHash) {
        String hash = hash(sequence, time, cause.actor(), action, subject, before, after, cause.reason(), previousHash);
        return new AuditEvent(
                sequence, time, cause.actor(), action, subject, before, after, cause.reason(), previousHash, hash);
    }

    static String genesis(ModelName model) {
        return new Digest().text(model.value()).hex();
    }

    /**
     * Returns whether the hash matches the other fields.
     *
     * @return false if the event was changed after it was written
     */
    public boolean isIntact() {
        return hash.equals(hash(sequence, time, actor, action, subject, before, after, reason, previousHash));
    }

    private static String hash(
            long sequence,
            Instant time,
            String actor,
            AuditAction action,
            String subject,
            String before,
            String after,
            String reason,
            String previousHash) {
        return new Digest()
                .number(sequence)
                .text(time.toString())
                .text(actor)
                .text(action.name())
                .text(subject)
                .text(before)
                .text(after)
                .text(reason)
                .text(previousHash)
                .hex();
    }

    /** Returns the event in one line, without its hashes. */
    @Override
    public String toString() {
        String change =
                switch (action) {
                    case REGISTER -> "registered " + subject;
                    case MOVE_ALIAS ->
                        "moved " + subject + " from " + (before.isEmpty() ? "none" : before) + " to "
                                + (after.isEmpty() ? "none" : after);
                };
        return "#" + sequence + " " + time + " " + Text.oneLine(actor) + " " + change
                + (reason.isEmpty() ? "" : ": " + Text.oneLine(reason));
    }
}
