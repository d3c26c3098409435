package io.leeway.onnx.flat;

import io.leeway.model.ModelException;

/** Thrown for a row with a category that the graph does not know, where the graph's author chose that such rows fail. */
public final class UnknownCategoryException extends ModelException {
    private static final long serialVersionUID = 1L;

    UnknownCategoryException(String input) {
        super("the graph refuses categories that it does not know, and input " + input + " has one; encode with"
                + " handle_unknown='ignore' to accept them");
    }
}
