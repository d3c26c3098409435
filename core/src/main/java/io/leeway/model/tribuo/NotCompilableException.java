package io.leeway.model.tribuo;

/** Why a model is not compiled to flat arrays, as the rest of the sentence "answered by Tribuo: ...". */
final class NotCompilableException extends Exception {
    private static final long serialVersionUID = 1L;

    NotCompilableException(String reason) {
        super(reason);
    }
}
