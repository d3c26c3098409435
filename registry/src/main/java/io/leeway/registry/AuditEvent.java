package io.leeway.registry;

import java.time.Instant;

/**
 * One event of the audit trail of a model. Each event carries the hash of the one before, so that an event that was
 * changed, dropped, added or moved is found by {@link ModelRegistry#verify(String)}.
 *
 * <p>The hash is the SHA-256 of the texts of all other fields in the order of their declaration, the hash of the event
 * before included, each preceded by the length of its UTF-8 in four bytes (big end first). The first event carries the
 * SHA-256 of the name of the model, so that trails of two models cannot be exchanged.
 *
 * <p>What a chain of hashes cannot show: somebody who can write to the storage can cut the newest events off, or compute
 * a whole new chain. Write the hash of the newest event down elsewhere (a log, a ticket, a signature) to find that too.
 *
 * @param sequence the number of the event within the trail of the model: 1, 2, 3 ...
 * @param time when it happened, by the clock of the registry
 * @param actor who did it
 * @param action what was done
 * @param subject to what: {@code version/3}, {@code alias/champion}
 * @param before what was before, see {@link AuditAction}
 * @param after what is now, see {@link AuditAction}
 * @param reason why
 * @param previousHash the hash of the event before
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
     * Checks the hash's shape, not its value: see {@link #isIntact()}.
     *
     * @param sequence the number of the event within the trail of the model: 1, 2, 3 ...
     * @param time when it happened, by the clock of the registry
     * @param actor who did it
     * @param action what was done
     * @param subject to what: {@code version/3}, {@code alias/champion}
     * @param before what was before, see {@link AuditAction}
     * @param after what is now, see {@link AuditAction}
     * @param reason why
     * @param previousHash the hash of the event before
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
     * Returns whether the hash is that of the other fields.
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
