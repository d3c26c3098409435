package io.leeway.model;

/** A row was scored by a model that had been closed. A live model never answers so: it asks the model that replaced it. */
public final class ClosedModelException extends ModelException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param model the model, for the message
     */
    public ClosedModelException(String model) {
        super("The model was closed, so it answers no more rows: " + model + ". Read it again to use it again.");
    }
}
