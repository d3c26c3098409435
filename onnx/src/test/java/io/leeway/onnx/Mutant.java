package io.leeway.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.SplittableRandom;

/** A model with a few things changed by chance: bytes at any place, or fields of its graph so that it still parses. */
final class Mutant {
    private static final long[] NUMBERS = {
        0,
        1,
        -1,
        2,
        3,
        127,
        128,
        1000,
        65_536,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 40,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };
    private static final float[] FLOATS = {
        0, -1, Float.NaN, Float.POSITIVE_INFINITY, Float.MAX_VALUE, Float.MIN_VALUE, 1e30f
    };
    private static final String[] OPERATORS = {
        "Add",
        "Concat",
        "Reshape",
        "Gather",
        "Identity",
        "Cast",
        "MatMul",
        "Gemm",
        "Where",
        "Expand",
        "ConstantOfShape",
        "Range",
        "Tile",
        "Pad",
        "TopK",
        "ZipMap",
        "LabelEncoder",
        "OneHotEncoder",
        "Scaler",
        "Imputer",
        "Normalizer",
        "TreeEnsembleClassifier",
        "TreeEnsembleRegressor",
        "LinearClassifier",
        "LinearRegressor",
        "SVMClassifier",
        "If"
    };

    private final SplittableRandom random;

    private Mutant(long seed) {
        this.random = new SplittableRandom(seed);
    }

    static byte[] of(byte[] model, byte[] other, long seed) {
        return new Mutant(seed).changed(model, other);
    }

    private byte[] changed(byte[] model, byte[] other) {
        boolean bytes = random.nextBoolean();
        byte[] now = model;
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times; i++) {
            now = bytes ? bytes(now, other) : fields(now);
        }
        return now;
    }

    private byte[] bytes(byte[] from, byte[] other) {
        byte[] now = from.clone();
        int at = now.length == 0 ? 0 : random.nextInt(now.length);
        int end = Math.min(now.length, at + 1 + random.nextInt(32));
        switch (now.length == 0 ? 9 : random.nextInt(8)) {
            case 0 -> now[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> now[at] = (byte) new int[] {0, 1, 0x7f, 0x80, 0xff}[random.nextInt(5)];
            case 2 -> now = Arrays.copyOf(now, at);
            case 3 -> now = join(now, 0, at, random(random.nextInt(16)), now, at);
            case 4 -> now = join(now, 0, at, new byte[0], now, end);
            case 5 -> now = join(now, 0, end, Arrays.copyOfRange(now, at, end), now, end);
            case 6 -> Arrays.fill(now, at, Math.min(end, at + 9), (byte) 0xff);
            default -> {
                int start = random.nextInt(other.length);
                byte[] chunk =
                        Arrays.copyOfRange(other, start, Math.min(other.length, start + 1 + random.nextInt(200)));
                now = join(now, 0, at, chunk, now, end);
            }
        }
        return now;
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] join(byte[] head, int from, int to, byte[] middle, byte[] tail, int tailFrom) {
        return ByteString.copyFrom(head, from, to - from)
                .concat(ByteString.copyFrom(middle))
                .concat(ByteString.copyFrom(tail, tailFrom, tail.length - tailFrom))
                .toByteArray();
    }

    private byte[] fields(byte[] from) {
        try {
            ModelProto.Builder model = ModelProto.parseFrom(from).toBuilder();
            GraphProto.Builder graph = model.getGraphBuilder();
            switch (random.nextInt(5)) {
                case 0 -> {
                    if (graph.getInitializerCount() > 0) {
                        tensor(graph.getInitializerBuilder(random.nextInt(graph.getInitializerCount())));
                    }
                }
                case 1 -> shape(graph);
                case 2 ->
                    model.getOpsetImportBuilder(random.nextInt(model.getOpsetImportCount()))
                            .setVersion(random.nextInt(25));
                default -> node(graph);
            }
            return model.build().toByteArray();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private void shape(GraphProto.Builder graph) {
        boolean in = random.nextBoolean();
        var value = in
                ? graph.getInputBuilder(random.nextInt(graph.getInputCount()))
                : graph.getOutputBuilder(random.nextInt(graph.getOutputCount()));
        var tensor = value.getTypeBuilder().getTensorTypeBuilder();
        if (random.nextInt(3) == 0) {
            tensor.setElemType(random.nextInt(24));
        }
        if (random.nextInt(4) == 0 || tensor.getShape().getDimCount() == 0) {
            tensor.getShapeBuilder().addDim(Dimension.newBuilder().setDimValue(number()));
        } else {
            tensor.getShapeBuilder()
                    .getDimBuilder(random.nextInt(tensor.getShape().getDimCount()))
                    .setDimValue(number());
        }
    }

    private long number() {
        return NUMBERS[random.nextInt(NUMBERS.length)];
    }

    private void node(GraphProto.Builder graph) {
        NodeProto.Builder node = graph.getNodeBuilder(random.nextInt(graph.getNodeCount()));
        NodeProto another = graph.getNode(random.nextInt(graph.getNodeCount()));
        switch (random.nextInt(8)) {
            case 0 -> node.setOpType(OPERATORS[random.nextInt(OPERATORS.length)]);
            case 1 -> {
                if (node.getInputCount() > 0 && another.getInputCount() > 0) {
                    node.setInput(random.nextInt(node.getInputCount()), another.getInput(0));
                }
            }
            case 2 -> {
                if (node.getInputCount() > 0) {
                    node.setInput(random.nextInt(node.getInputCount()), another.getOutput(0));
                }
            }
            default -> {
                if (node.getAttributeCount() > 0) {
                    attribute(node.getAttributeBuilder(random.nextInt(node.getAttributeCount())));
                }
            }
        }
    }

    private void attribute(AttributeProto.Builder attribute) {
        if (attribute.hasT()) {
            tensor(attribute.getTBuilder());
        } else if (attribute.getIntsCount() > 0) {
            int place = random.nextInt(attribute.getIntsCount());
            if (random.nextInt(4) == 0) {
                attribute.addInts(number());
            } else {
                attribute.setInts(place, random.nextBoolean() ? number() : attribute.getInts(0));
            }
        } else if (attribute.getFloatsCount() > 0) {
            attribute.setFloats(random.nextInt(attribute.getFloatsCount()), FLOATS[random.nextInt(FLOATS.length)]);
        } else if (attribute.getStringsCount() > 0) {
            ByteString text = ByteString.copyFrom(random(random.nextInt(8)));
            attribute.setStrings(random.nextInt(attribute.getStringsCount()), text);
        } else if (attribute.hasI()) {
            attribute.setI(number());
        } else {
            attribute
                    .setS(ByteString.copyFromUtf8("BRANCH_LT"))
                    .setType(AttributeProto.AttributeType.forNumber(1 + random.nextInt(8)));
        }
    }

    private void tensor(TensorProto.Builder tensor) {
        if (tensor.getDimsCount() > 0 && random.nextBoolean()) {
            tensor.setDims(random.nextInt(tensor.getDimsCount()), number());
        } else if (random.nextInt(3) == 0) {
            tensor.setDataType(random.nextInt(24));
        } else if (tensor.getRawData().size() >= Long.BYTES) {
            byte[] raw = tensor.getRawData().toByteArray();
            java.nio.ByteBuffer.wrap(raw).putLong(random.nextInt(raw.length / 8) * 8, Long.reverseBytes(number()));
            tensor.setRawData(ByteString.copyFrom(raw));
        } else if (tensor.getInt64DataCount() > 0) {
            tensor.setInt64Data(random.nextInt(tensor.getInt64DataCount()), number());
        }
    }
}
