package io.leeway.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.leeway.model.MismatchedModelException;
import io.leeway.model.UnseenCategories;
import io.leeway.onnx.flat.Cell;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/** The memory of one input for up to so many rows; used by one thread at a time. */
final class InputBuffer<R> {
    private final Port port;
    private final ElementType element;
    private final Cell<R>[] cells;
    private final Filler<R>[] fillers;
    private final double[] values;
    private final ByteBuffer bytes;
    private final FloatBuffer floats;

    /** Filled value by value and copied as a whole, because a buffer checks each access. */
    private final float[] copied;

    private final DoubleBuffer doubles;
    private final String[] texts;

    @SuppressWarnings("unchecked")
    InputBuffer(Port port, ElementType element, List<Cell<R>> cells, List<Filler<R>> fillers, int capacity) {
        this.port = port;
        this.element = element;
        this.cells = cells.toArray((Cell<R>[]) new Cell<?>[0]);
        this.fillers = fillers.toArray((Filler<R>[]) new Filler<?>[0]);
        this.values = new double[cells.size()];
        this.bytes = ByteBuffer.allocateDirect(capacity * cells.size() * element.bytes())
                .order(ByteOrder.nativeOrder());
        this.floats = bytes.asFloatBuffer();
        this.copied = new float[element == ElementType.FLOAT ? capacity * cells.size() : 0];
        this.doubles = bytes.asDoubleBuffer();
        this.texts = new String[element == ElementType.TEXT ? capacity * cells.size() : 0];
    }

    /** Whether a tensor that was made once sees what is filled in later. */
    boolean isShared() {
        return element != ElementType.TEXT;
    }

    String name() {
        return port.name();
    }

    void fill(int row, R from, UnseenCategories unseen) {
        int place = row * cells.length;
        if (element == ElementType.TEXT) {
            for (Cell<R> cell : cells) {
                texts[place++] = ((Cell.OfText<R>) cell).text(from);
            }
            return;
        }
        if (element == ElementType.FLOAT) {
            for (Filler<R> each : fillers) {
                each.fill(from, copied, place, unseen);
                place += each.columns();
            }
            return;
        }
        int column = 0;
        for (Filler<R> each : fillers) {
            each.fill(from, values, column, unseen);
            column += each.columns();
        }
        if (element == ElementType.DOUBLE) {
            doubles.put(place, values);
            return;
        }
        for (double each : values) {
            putWhole(place++, each);
        }
    }

    private void putWhole(int place, double value) {
        if (value != Math.rint(value)
                || Math.abs(value) > (element == ElementType.INT32 ? Integer.MAX_VALUE : 0x1p53)) {
            throw new MismatchedModelException(
                    "value for the input " + port,
                    "a whole number",
                    String.valueOf(value),
                    "Export the input as float, or round the feature");
        }
        switch (element) {
            case INT64 -> bytes.putLong(place * Long.BYTES, (long) value);
            case INT32 -> bytes.putInt(place * Integer.BYTES, (int) value);
            default -> bytes.put(place, (byte) (value == 0 ? 0 : 1));
        }
    }

    /** Lets a tensor that was made before see the first rows. */
    void flush(int rows) {
        if (element == ElementType.FLOAT) {
            floats.put(0, copied, 0, rows * cells.length);
        }
    }

    /** The tensor of the first rows. */
    OnnxTensor tensor(OrtEnvironment environment, int rows) throws OrtException {
        int values = rows * cells.length;
        long[] shape = port.shape().length == 1 ? new long[] {rows} : new long[] {rows, cells.length};
        return switch (element) {
            case FLOAT -> OnnxTensor.createTensor(environment, floats.slice(0, values), shape);
            case DOUBLE -> OnnxTensor.createTensor(environment, doubles.slice(0, values), shape);
            case INT64 ->
                OnnxTensor.createTensor(environment, bytes.asLongBuffer().slice(0, values), shape);
            case INT32 ->
                OnnxTensor.createTensor(environment, bytes.asIntBuffer().slice(0, values), shape);
            case BOOL -> OnnxTensor.createTensor(environment, bytes.slice(0, values), shape, OnnxJavaType.BOOL);
            case TEXT -> OnnxTensor.createTensor(environment, Arrays.copyOf(texts, values), shape);
        };
    }
}
