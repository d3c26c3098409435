package io.leeway.model;

import java.util.List;

/** Thrown when no format on the class path can read a version. */
public final class UnknownFormatException extends ModelException {
    private static final long serialVersionUID = 1L;

    /** The format's name. */
    private final String format;

    UnknownFormatException(String format, List<String> known) {
        super("The model is of the format \"" + format + "\", but the formats here are " + known + ". "
                + (format.equals("onnx")
                        ? "Add the dependency io.leeway:leeway-onnx"
                        : "Add the dependency that reads it, or name it by format(...)")
                + " where models are read: in the pipeline and in the live model.");
        this.format = format;
    }

    /**
     * Returns the missing format.
     *
     * @return its name in the version's metadata
     */
    public String format() {
        return format;
    }
}
