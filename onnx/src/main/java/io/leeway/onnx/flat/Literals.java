package io.leeway.onnx.flat;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.leeway.onnx.flat.Value.Literal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** Reads constant tensors, in whichever of its two forms ONNX has them. */
final class Literals {

    /** More than the weights of any model that flat arrays are meant for. */
    private static final long MOST_ELEMENTS = 1 << 24;

    private Literals() {}

    static Literal read(TensorProto tensor) throws NotCompilableException {
        if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL || tensor.hasSegment()) {
            throw new NotCompilableException("its tensor " + tensor.getName() + " is stored elsewhere");
        }
        List<Integer> dimensions = new ArrayList<>();
        long size = 1;
        for (long dimension : tensor.getDimsList()) {
            if (dimension < 0 || dimension > MOST_ELEMENTS) {
                throw new NotCompilableException("its tensor " + tensor.getName() + " has a size of " + dimension);
            }
            dimensions.add((int) dimension);
            size *= dimension;
            if (size > MOST_ELEMENTS) {
                throw new NotCompilableException("its tensor " + tensor.getName() + " is too large");
            }
        }
        ElementType type = ElementType.of(tensor.getDataType());
        if (type == ElementType.TEXT) {
            List<String> texts = tensor.getStringDataList().stream()
                    .map(ByteString::toStringUtf8)
                    .toList();
            requireSize(tensor, texts.size(), size);
            return new Literal(type, List.copyOf(dimensions), new double[0], texts);
        }
        return new Literal(type, List.copyOf(dimensions), numbers(tensor, (int) size), List.of());
    }

    private static double[] numbers(TensorProto tensor, int size) throws NotCompilableException {
        ByteString raw = tensor.getRawData();
        ByteBuffer bytes = raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        boolean packed = !raw.isEmpty();
        return switch (tensor.getDataType()) {
            case TensorProto.DataType.FLOAT_VALUE ->
                packed
                        ? numbers(tensor, size, raw.size() / 4.0, i -> bytes.getFloat(4 * i))
                        : numbers(tensor, size, tensor.getFloatDataCount(), tensor::getFloatData);
            case TensorProto.DataType.DOUBLE_VALUE ->
                packed
                        ? numbers(tensor, size, raw.size() / 8.0, i -> bytes.getDouble(8 * i))
                        : numbers(tensor, size, tensor.getDoubleDataCount(), tensor::getDoubleData);
            case TensorProto.DataType.INT64_VALUE ->
                packed
                        ? numbers(tensor, size, raw.size() / 8.0, i -> (double) bytes.getLong(8 * i))
                        : numbers(tensor, size, tensor.getInt64DataCount(), i -> (double) tensor.getInt64Data(i));
            case TensorProto.DataType.INT32_VALUE ->
                packed
                        ? numbers(tensor, size, raw.size() / 4.0, i -> bytes.getInt(4 * i))
                        : numbers(tensor, size, tensor.getInt32DataCount(), tensor::getInt32Data);
            default ->
                packed
                        ? numbers(tensor, size, raw.size(), i -> bytes.get(i) == 0 ? 0 : 1)
                        : numbers(tensor, size, tensor.getInt32DataCount(), i -> tensor.getInt32Data(i) == 0 ? 0 : 1);
        };
    }

    private static double[] numbers(TensorProto tensor, int size, double present, IntToDoubleFunction at)
            throws NotCompilableException {
        requireSize(tensor, present, size);
        double[] numbers = new double[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = at.applyAsDouble(i);
        }
        return numbers;
    }

    private static void requireSize(TensorProto tensor, double present, long declared) throws NotCompilableException {
        if (present != declared) {
            throw new NotCompilableException("its tensor " + tensor.getName() + " has another size than it says");
        }
    }
}
