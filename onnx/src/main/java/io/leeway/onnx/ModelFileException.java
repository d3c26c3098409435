package io.leeway.onnx;

import io.leeway.model.ModelException;
import java.nio.file.Path;

/** The file of a model cannot be read: it is not there, or may not be read. */
public final class ModelFileException extends ModelException {
    private static final long serialVersionUID = 1L;

    /** The file, as a text, because paths are not serialisable. */
    private final String file;

    ModelFileException(Path file, Throwable cause) {
        super("The model file " + file + " cannot be read (" + cause + "): check the path and who may read it.", cause);
        this.file = file.toString();
    }

    /**
     * Returns the file.
     *
     * @return the file that was to be read
     */
    public Path file() {
        return Path.of(file);
    }
}
