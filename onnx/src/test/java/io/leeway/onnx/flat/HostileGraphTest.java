package io.leeway.onnx.flat;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is changed in a graph, it is compiled or refused, and what is compiled answers. */
class HostileGraphTest {

    private static final Path MODELS = Path.of("src/test/resources/io/leeway/onnx");
    private static final long[] ODD_NUMBERS = {
        0, -1, 1, 2, 3, 7, 1 << 20, Integer.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE
    };

    // Those that are nested too deeply are refused by the parser already.
    @Provide
    static Arbitrary<Path> models() throws IOException {
        List<Path> models = new ArrayList<>();
        for (Path folder : List.of(MODELS, MODELS.resolve("odd"))) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().matches(".*(?<!nesting)[.]onnx"))
                        .sorted()
                        .forEach(models::add);
            }
        }
        return Arbitraries.of(models);
    }

    @Property(tries = 1000)
    void changedBytesAreRefusedOrCompiled(@ForAll("models") Path file, @ForAll long seed) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        try {
            requireHandled(ModelProto.parseFrom(bytes), random);
        } catch (InvalidProtocolBufferException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    @Property(tries = 4000)
    void changedFieldsAreRefusedOrCompiled(@ForAll("models") Path file, @ForAll long seed) throws IOException {
        ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            change(model, random);
        }
        requireHandled(model.build(), random);
    }

    private static void change(Message.Builder message, SplittableRandom random) {
        List<FieldDescriptor> fields = new ArrayList<>(message.getAllFields().keySet());
        if (fields.isEmpty()) {
            return;
        }
        FieldDescriptor field = fields.get(random.nextInt(fields.size()));
        boolean deeper = field.getJavaType() == JavaType.MESSAGE && random.nextInt(12) > 0;
        if (field.isRepeated()) {
            int place = random.nextInt(message.getRepeatedFieldCount(field));
            if (deeper) {
                Message.Builder part = ((Message) message.getRepeatedField(field, place)).toBuilder();
                change(part, random);
                message.setRepeatedField(field, place, part.build());
            } else {
                changeList(message, field, place, random);
            }
        } else if (deeper) {
            Message.Builder part = ((Message) message.getField(field)).toBuilder();
            change(part, random);
            message.setField(field, part.build());
        } else if (random.nextInt(4) == 0 || field.getJavaType() == JavaType.MESSAGE) {
            message.clearField(field);
        } else {
            message.setField(field, other(field, message.getField(field), random));
        }
    }

    private static void changeList(Message.Builder message, FieldDescriptor field, int place, SplittableRandom random) {
        List<Object> elements = new ArrayList<>((List<?>) message.getField(field));
        switch (random.nextInt(4)) {
            case 0 -> elements.remove(place);
            case 1 -> elements.add(elements.get(place));
            case 2 -> elements.set(place, elements.get(random.nextInt(elements.size())));
            default -> elements.set(place, other(field, elements.get(place), random));
        }
        message.setField(field, elements);
    }

    private static Object other(FieldDescriptor field, Object value, SplittableRandom random) {
        long odd = ODD_NUMBERS[random.nextInt(ODD_NUMBERS.length)];
        return switch (field.getJavaType()) {
            case INT -> (int) odd;
            case LONG -> odd;
            case FLOAT -> random.nextInt(3) == 0 ? Float.NaN : (float) odd;
            case DOUBLE -> random.nextInt(3) == 0 ? Double.NaN : (double) odd;
            case STRING -> random.nextBoolean() ? "" : "other";
            case BYTE_STRING -> random.nextBoolean() ? ByteString.EMPTY : ByteString.copyFromUtf8("other");
            default -> value;
        };
    }

    private static void requireHandled(ModelProto model, SplittableRandom random) {
        assertThat(GraphCategories.of(model)).isNotNull();
        for (int i = 0; i < model.getGraph().getOutputCount(); i++) {
            String output = model.getGraph().getOutput(i).getName();
            Map<String, List<Cell<TestRow>>> cells;
            try {
                // An input with a hostile number of columns is not given cells by anybody.
                if (TestRow.inputs(model).stream()
                        .mapToInt(TestRow::width)
                        .anyMatch(width -> width < 0 || width > 1000)) {
                    return;
                }
                cells = TestRow.cells(model);
                FlatGraph<TestRow> flat = GraphCompiler.compile(model, cells, output);
                List<String> texts = List.of("de", "phone", "unseen" + random.nextInt(9));
                for (TestRow row : TestRow.make(model, 5, texts, 50, true)) {
                    flat.scores(row, new double[flat.width()]);
                }
            } catch (NotCompilableException | UnknownCategoryException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }
}
