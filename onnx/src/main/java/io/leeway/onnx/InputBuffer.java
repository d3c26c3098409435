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

/** The memory of one input for up to so many rows, whatever they are read from; used by one thread at a time. */
final class InputBuffer {
    /** Rows that are filled before they are copied: few enough to stay in the first cache. */
    private static final int CHUNK = 64;

    private final Port port;
    private final ElementType element;
    private final int columns;
    private final int[] codes;

    private final ByteBuffer bytes;
    private final FloatBuffer floats;

    /** Up to {@link #CHUNK} rows, filled value by value and copied together, because a buffer checks each access. */
    private final float[] chunkOfFloats;

    /** Copied to clear the chunk: a copy is fast however it is compiled, {@code Arrays.fill} of floats is not. */
    private final float[] zeros;

    private final double[] chunkOfDoubles;
    private final DoubleBuffer doubles;
    private final String[] texts;

    InputBuffer(Port port, ElementType element, Binding.Input<?> like, int capacity) {
        this.port = port;
        this.element = element;
        this.columns = like.cells().length;
        this.codes = new int
                [Math.min(capacity, CHUNK)
                        * Arrays.stream(like.fillers())
                                .mapToInt(Filler::features)
                                .max()
                                .orElse(0)];
        this.bytes =
                ByteBuffer.allocateDirect(capacity * columns * element.bytes()).order(ByteOrder.nativeOrder());
        this.floats = bytes.asFloatBuffer();
        int chunk = Math.min(capacity, CHUNK) * columns;
        this.chunkOfFloats = new float[element == ElementType.FLOAT ? chunk : 0];
        this.zeros = new float[chunkOfFloats.length];
        this.chunkOfDoubles = new double[element == ElementType.FLOAT || element == ElementType.TEXT ? 0 : chunk];
        this.doubles = bytes.asDoubleBuffer();
        this.texts = new String[element == ElementType.TEXT ? capacity * columns : 0];
    }

    /** Whether a tensor that was made once sees what is filled in later. */
    boolean isShared() {
        return element != ElementType.TEXT;
    }

    String name() {
        return port.name();
    }

    /** Fills in rows, from the first place on, by what reads them. */
    <R> void fill(R[] rows, Binding.Input<R> from, UnseenCategories unseen) {
        for (int begin = 0; begin < rows.length; begin += CHUNK) {
            int end = Math.min(rows.length, begin + CHUNK);
            switch (element) {
                case TEXT -> fillTexts(rows, from.cells(), begin, end);
                case FLOAT -> fillFloats(rows, from.fillers(), begin, end, unseen);
                default -> fillDoubles(rows, from.fillers(), begin, end, unseen);
            }
        }
    }

    private <R> void fillTexts(R[] rows, Cell<R>[] cells, int begin, int end) {
        int place = begin * columns;
        for (int row = begin; row < end; row++) {
            for (Cell<R> cell : cells) {
                texts[place++] = ((Cell.OfText<R>) cell).text(rows[row]);
            }
        }
    }

    private <R> void fillFloats(R[] rows, Filler<R>[] fillers, int begin, int end, UnseenCategories unseen) {
        int size = (end - begin) * columns;
        System.arraycopy(zeros, 0, chunkOfFloats, 0, size);
        int column = 0;
        for (Filler<R> each : fillers) {
            each.fill(rows, begin, end, chunkOfFloats, column, columns, codes, unseen);
            column += each.columns();
        }
        floats.put(begin * columns, chunkOfFloats, 0, size);
    }

    private <R> void fillDoubles(R[] rows, Filler<R>[] fillers, int begin, int end, UnseenCategories unseen) {
        int size = (end - begin) * columns;
        Arrays.fill(chunkOfDoubles, 0);
        int column = 0;
        for (Filler<R> each : fillers) {
            each.fill(rows, begin, end, chunkOfDoubles, column, columns, codes, unseen);
            column += each.columns();
        }
        if (element == ElementType.DOUBLE) {
            doubles.put(begin * columns, chunkOfDoubles, 0, size);
            return;
        }
        for (int i = 0; i < size; i++) {
            putWhole(begin * columns + i, chunkOfDoubles[i]);
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

    /** The tensor of the first rows. */
    OnnxTensor tensor(OrtEnvironment environment, int rows) throws OrtException {
        int values = rows * columns;
        long[] shape = port.shape().length == 1 ? new long[] {rows} : new long[] {rows, columns};
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
