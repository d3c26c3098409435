package io.leeway.feedback;

/** Thrown when a folder is opened that another log, of this process or another one, has open. */
public final class FeedbackInUseException extends FeedbackException {
    private static final long serialVersionUID = 1L;

    private final String folder;

    FeedbackInUseException(String folder) {
        super(
                "the feedback log in " + folder + " is open already, in this process or another one: share that log,"
                        + " close it first, or give each process a folder of its own",
                null);
        this.folder = folder;
    }

    /**
     * Returns the folder that is in use.
     *
     * @return its path
     */
    public String folder() {
        return folder;
    }
}
