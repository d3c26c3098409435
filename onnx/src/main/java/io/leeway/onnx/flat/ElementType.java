package io.leeway.onnx.flat;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;

/** The types of tensors that the compiler tells apart. */
enum ElementType {
    FLOAT,
    DOUBLE,
    INTEGER,
    BOOLEAN,
    TEXT;

    static ElementType of(int code) throws NotCompilableException {
        return switch (code) {
            case DataType.FLOAT_VALUE -> FLOAT;
            case DataType.DOUBLE_VALUE -> DOUBLE;
            case DataType.INT64_VALUE, DataType.INT32_VALUE -> INTEGER;
            case DataType.BOOL_VALUE -> BOOLEAN;
            case DataType.STRING_VALUE -> TEXT;
            default -> throw new NotCompilableException("it has tensors of ONNX type " + code);
        };
    }

    /** Whether arithmetic on the type rounds each result to a float. */
    boolean single() {
        return this == FLOAT;
    }

    boolean fractional() {
        return this == FLOAT || this == DOUBLE;
    }
}
