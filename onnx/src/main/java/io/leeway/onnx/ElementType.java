package io.leeway.onnx;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The types of tensors that a row can fill. */
enum ElementType {
    FLOAT(1, 4),
    INT32(6, 4),
    INT64(7, 8),
    TEXT(8, 0),
    BOOL(9, 1),
    DOUBLE(11, 8);

    /** The number of the type in ONNX's {@code TensorProto.DataType}. */
    private final int number;

    /** The size of an element; 0 for texts. */
    private final int bytes;

    ElementType(int number, int bytes) {
        this.number = number;
        this.bytes = bytes;
    }

    static Optional<ElementType> of(int number) {
        return Arrays.stream(values()).filter(each -> each.number == number).findFirst();
    }

    int bytes() {
        return bytes;
    }

    /** Whether a NaN survives in it. */
    boolean hasNaN() {
        return this == FLOAT || this == DOUBLE;
    }

    @Override
    public String toString() {
        return this == TEXT ? "string" : name().toLowerCase(Locale.ROOT);
    }
}
