package io.leeway.model;

/** Thrown when a model cannot be exported to another format. */
public final class ModelExportException extends ModelException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param model the model
     * @param format the requested format
     * @param why why it cannot be exported, without a full stop
     */
    public ModelExportException(String model, String format, String why) {
        super("The model " + model + " cannot be written as " + format + ": " + why + ".");
    }
}
