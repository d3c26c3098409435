package io.leeway.registry.file;

/** A field of a JSON object is missing or of another type than it must be. */
@SuppressWarnings("serial") // an exception must be Serializable; nothing here is ever serialised
final class FieldException extends RuntimeException {

    FieldException(String message) {
        super(message);
    }
}
