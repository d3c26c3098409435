package io.leeway.registry;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when stored data cannot be read as a registry: they are damaged, incomplete, inconsistent with the audit
 * trail, written in a later format, or not a registry at all. Nothing was changed. A retry does not help; see
 * {@link #advice()}.
 */
@SuppressWarnings("serial") // an exception must be Serializable; nothing here is ever serialised
public final class UnreadableRegistryException extends RegistryException {

    private final String place;
    private final String problem;
    private final String advice;

    /**
     * Creates an exception.
     *
     * @param place where: a file, a folder, a row, the name of a model
     * @param problem what is wrong there
     * @param advice what to do
     */
    public UnreadableRegistryException(String place, String problem, String advice) {
        this(place, problem, advice, null);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param place where: a file, a folder, a row, the name of a model
     * @param problem what is wrong there
     * @param advice what to do
     * @param cause the cause, if there is one
     */
    public UnreadableRegistryException(String place, String problem, String advice, @Nullable Throwable cause) {
        super("Unreadable: " + place + ": " + problem + ". " + advice, cause);
        this.place = place;
        this.problem = problem;
        this.advice = advice;
    }

    /**
     * Returns where the problem is.
     *
     * @return a file, a folder, a row, the name of a model
     */
    public String place() {
        return place;
    }

    /**
     * Returns what is wrong there.
     *
     * @return the problem
     */
    public String problem() {
        return problem;
    }

    /**
     * Returns what to do.
     *
     * @return the advice
     */
    public String advice() {
        return advice;
    }
}
