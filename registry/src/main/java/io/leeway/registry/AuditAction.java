package io.leeway.registry;

/** The action of an event in the audit trail. */
public enum AuditAction {

    /**
     * A version was registered. The subject is {@code version/3}, {@code before} is empty, {@code after} is the
     * {@linkplain ModelVersion#digest() digest of the version}.
     */
    REGISTER,

    /**
     * An alias was moved. The subject is {@code alias/champion}, {@code before} and {@code after} are the numbers of
     * versions, or empty for none.
     */
    MOVE_ALIAS
}
