package io.leeway.data;

/** Says that a cell does not hold what its column needs; the reader of the file adds the place. */
final class CellFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String hint;

    CellFormatException(String reason, String hint) {
        super(reason, null, false, false);
        this.hint = hint;
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    String hint() {
        return hint;
    }
}
