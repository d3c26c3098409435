package io.leeway.registry;

/**
 * Who makes a change, and why. Both are recorded in the audit trail.
 *
 * <pre>{@code
 * registry.moveAlias(name, Alias.CHAMPION, 3, 4, Cause.because("log loss 0.519 against 0.575").by("retrainer"));
 * }</pre>
 *
 * @param actor who makes the change: a person, a service, a job; not blank
 * @param reason why; may be empty
 */
public record Cause(String actor, String reason) {

    /**
     * Creates a cause.
     *
     * @param actor who makes the change: a person, a service, a job; not blank
     * @param reason why; may be empty
     * @throws InvalidValueException if the actor is blank, longer than {@value ModelArtifact#LONGEST_KEY} characters, or
     *     contains control characters, or the reason is longer than {@value ModelArtifact#LONGEST_TEXT} characters or not
     *     well-formed
     */
    public Cause {
        Text.key("actor", actor);
        Text.text("reason", reason);
    }

    /**
     * Returns a cause with this reason whose actor is the user that runs this process (the system property
     * {@code user.name}, or {@code unknown}).
     *
     * @param reason why
     * @return the cause
     */
    public static Cause because(String reason) {
        String user = System.getProperty("user.name", "");
        return new Cause(user.isBlank() ? "unknown" : user, reason);
    }

    /**
     * Returns the same reason with another actor.
     *
     * @param newActor who makes the change
     * @return the cause
     */
    public Cause by(String newActor) {
        return new Cause(newActor, reason);
    }
}
