package io.leeway.feedback;

/** Bytes whose checksum is right do not make sense: they were written by another format, or the checksum is right by chance. */
@SuppressWarnings("serial") // an exception must be Serializable; nothing here is ever serialised
final class CorruptRecordException extends RuntimeException {
    CorruptRecordException(String message) {
        super(message);
    }
}
