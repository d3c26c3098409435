package io.leeway.registry;

/** What is stored is not what was written: changed, truncated, missing, or at odds with the audit trail. */
@SuppressWarnings("serial") // an exception must be Serializable; nothing here is ever serialised
public final class CorruptModelException extends RegistryException {

    private final String place;
    private final String problem;

    /**
     * Creates an exception.
     *
     * @param place where: a file, a row, the name of a model
     * @param problem what is wrong there
     * @param advice what to do
     */
    public CorruptModelException(String place, String problem, String advice) {
        super("Corrupt: " + place + ": " + problem + ". " + advice);
        this.place = place;
        this.problem = problem;
    }

    /**
     * Creates an exception with a cause.
     *
     * @param place where: a file, a row, the name of a model
     * @param problem what is wrong there
     * @param advice what to do
     * @param cause what caused it
     */
    public CorruptModelException(String place, String problem, String advice, Throwable cause) {
        super("Corrupt: " + place + ": " + problem + ". " + advice, cause);
        this.place = place;
        this.problem = problem;
    }

    /**
     * Returns where it is.
     *
     * @return a file, a row, the name of a model
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
}
