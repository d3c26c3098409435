package io.leeway.model;

/** A model cannot be written in another format. */
public final class ModelExportException extends ModelException {
    private static final long serialVersionUID = 1L;

    /**
     * Says why.
     *
     * @param model the model
     * @param format the format wanted
     * @param why why it cannot be written so, without a final point
     */
    public ModelExportException(String model, String format, String why) {
        super("The model " + model + " cannot be written as " + format + ": " + why + ".");
    }
}
