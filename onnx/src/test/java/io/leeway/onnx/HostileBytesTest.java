package io.leeway.onnx;

import static io.leeway.onnx.Orders.CLASSES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.leeway.model.CorruptModelException;
import io.leeway.model.ModelException;
import io.leeway.model.ModelSpec;
import io.leeway.model.Scorer;
import io.leeway.model.UnseenCategories;
import io.leeway.model.UntrustedModelException;
import io.leeway.onnx.Orders.Order;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.PipelineException;
import io.leeway.pipeline.Trainers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bytes that somebody made to do harm, or that became others on their way. */
@Timeout(60)
class HostileBytesTest {
    private static final ModelSpec<Order> SPEC = ModelSpec.classifier(CLASSES, "true");
    private static final Order ROW = new Order(100, 40, "de", "phone", Double.NaN, null);

    private static OnnxModel declared(byte[] model) {
        return OnnxModel.of(model).matrix("X", "amount", "age").probabilities();
    }

    private static double answer(byte[] model) {
        try (Scorer<Order> scorer =
                OnnxFormat.create().read(SPEC.withMetadata(declared(model).metadata(SPEC)), model)) {
            return scorer.score(ROW, UnseenCategories.IGNORED);
        }
    }

    private static <T extends ModelException> T refusal(Class<T> type, byte[] model) {
        T refusal = catchThrowableOfType(type, () -> answer(model));
        assertThat(refusal).isNotNull();
        return refusal;
    }

    @Test
    void bytesThatAreNoModelAreCorrupt() throws IOException {
        byte[] garbage = new byte[10_000];
        new Random(1).nextBytes(garbage);
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("model.onnx"));
            out.write(Orders.bytes("sk_tree.onnx"));
        }
        byte[] text = "amount,age\n1,2\n".getBytes(StandardCharsets.UTF_8);

        assertThat(refusal(CorruptModelException.class, new byte[0])).hasMessageContaining("there is nothing in them");
        for (byte[] each : List.of(garbage, zip.toByteArray(), text, new byte[100])) {
            CorruptModelException refusal = refusal(CorruptModelException.class, each);
            assertThat(refusal.length()).isEqualTo(each.length);
            assertThat(refusal).hasMessageContaining(each.length + " bytes are not a model in the ONNX format");
        }
    }

    @Test
    void aModelOfTribuoIsCorruptAsOnnx() {
        List<Order> rows = IntStream.range(0, 200)
                .mapToObj(i -> new Order(i, i % 7, "de", "phone", i, i % 3 == 0 ? "true" : "false"))
                .toList();
        byte[] tribuo = Pipeline.classification("orders", CLASSES)
                .candidate("logistic", Trainers::logisticRegression)
                .build()
                .run(rows)
                .candidates()
                .get(0)
                .model()
                .toBytes(Instant.EPOCH);

        assertThat(refusal(CorruptModelException.class, tribuo)).hasMessageContaining("ONNX format");
    }

    @Test
    void aModelThatIsCutOffIsRefusedWhereverTheCutIs() {
        byte[] whole = Orders.bytes("sigmoid_vector.onnx");
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            try {
                // The opsets stand last: without them, or with their first half, it may be a model still.
                assertThat(answer(cut)).isBetween(0.0, 1.0);
                assertThat(length).isGreaterThan(whole.length - 8);
            } catch (ModelException refusal) {
                assertThat(refusal).hasMessageContaining(". ");
            }
        }
    }

    @Test
    void aModelLargerThanTheLimitIsNotParsed(@TempDir Path folder) throws IOException {
        byte[] model = Orders.bytes("sk_tree.onnx");
        Path file = Files.write(folder.resolve("model.onnx"), model);
        OnnxFormat small = OnnxFormat.create().maxBytes(model.length - 1);

        for (OnnxModel each : List.of(OnnxModel.of(model), OnnxModel.of(file))) {
            assertThatExceptionOfType(UntrustedModelException.class)
                    .isThrownBy(() -> each.format(small).metadata(SPEC))
                    .withMessageContaining("more than the limit of " + (model.length - 1))
                    .withMessageContaining("maxBytes");
        }
        assertThatExceptionOfType(UntrustedModelException.class)
                .isThrownBy(() -> small.read(SPEC, model))
                .withMessageContaining("maxBytes");
    }

    @Test
    void aFileThatIsNotThereIsNamed(@TempDir Path folder) {
        Path missing = folder.resolve("missing.onnx");

        assertThatExceptionOfType(ModelFileException.class)
                .isThrownBy(() -> OnnxModel.of(missing).metadata(SPEC))
                .withMessageContaining(missing.toString());
        assertThatExceptionOfType(ModelFileException.class)
                .isThrownBy(() -> OnnxModel.of(folder).metadata(SPEC))
                .withMessageContaining(folder.toString());
    }

    @Test
    void aPipelineSaysWhichCandidateBringsNoUsableModelAndWhy() {
        List<Order> rows = IntStream.range(0, 50)
                .mapToObj(i -> new Order(i, i % 7, "de", "phone", i, i % 3 == 0 ? "true" : "false"))
                .toList();

        PipelineException refusal =
                catchThrowableOfType(PipelineException.class, () -> Pipeline.classification("orders", CLASSES)
                        .candidate("stranger", declared(new byte[] {1, 2, 3}))
                        .build()
                        .run(rows));

        assertThat(refusal.problem()).isEqualTo(PipelineException.Problem.MODEL_REFUSED);
        assertThat(refusal.subject()).contains("stranger");
        assertThat(refusal).hasCauseInstanceOf(CorruptModelException.class);
        assertThat(refusal).hasMessageContainingAll("stranger", "These 3 bytes");
    }

    @Test
    void aFunctionThatCallsItselfIsRefused() {
        FunctionProto itself = Onnx.function("f", Onnx.call("f", "x", "y"));
        FunctionProto one = Onnx.function("f", Onnx.call("g", "x", "y"));
        FunctionProto other = Onnx.function("g", Onnx.call("f", "x", "y"));

        for (List<FunctionProto> each : List.of(List.of(itself), List.of(one, other))) {
            assertThat(refusal(UntrustedModelException.class, Onnx.withFunctions("f", each)))
                    .hasMessageContainingAll("calls itself", "inline_local_functions");
        }
    }

    @Test
    void functionsThatStandForMillionsOfNodesAreRefused() {
        List<FunctionProto> laughs = new ArrayList<>();
        laughs.add(Onnx.function("f0", Onnx.node("Identity", "x", "y").build()));
        List<FunctionProto> hidden = new ArrayList<>(laughs);
        for (int i = 1; i <= 20; i++) {
            String before = "f" + (i - 1);
            laughs.add(Onnx.function("f" + i, Onnx.call(before, "x", "z"), Onnx.call(before, "z", "y")));
            NodeProto both = Onnx.node("If", "x", "y")
                    .addAttribute(Onnx.branch("then_branch", Onnx.call(before, "x", "a")))
                    .addAttribute(Onnx.branch("else_branch", Onnx.call(before, "x", "b")))
                    .build();
            hidden.add(Onnx.function("f" + i, both));
        }

        for (List<FunctionProto> each : List.of(laughs, hidden)) {
            assertThat(refusal(UntrustedModelException.class, Onnx.withFunctions("f20", each)))
                    .hasMessageContaining("more than 200000 nodes");
        }
    }

    @Test
    void aLongChainOfFunctionsIsRefusedAndNotFollowed() {
        List<FunctionProto> chain = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            chain.add(Onnx.function("f" + i, Onnx.call("f" + (i + 1), "x", "y")));
        }

        assertThat(refusal(UntrustedModelException.class, Onnx.withFunctions("f0", chain)))
                .hasMessageContaining("call each other more than 32 deep");
    }

    @Test
    void aFunctionDoesNotHideALoop() {
        FunctionProto loop = Onnx.function(
                        "Loop", Onnx.node("Identity", "x", "y").build())
                .toBuilder()
                .setDomain("")
                .build();
        byte[] model = Onnx.changed("sigmoid_vector.onnx", now -> {
            now.getGraphBuilder().addNode(Onnx.node("Loop", "X", "unused"));
            return now.addFunctions(loop);
        });

        assertThat(refusal(UntrustedModelException.class, model).subject()).isEqualTo("Loop");
    }

    @Test
    void whatReadsOrWritesFilesIsRefused() {
        byte[] context = Onnx.changed("sigmoid_vector.onnx", now -> {
            now.getGraphBuilder().addNode(Onnx.node("EPContext", "X", "unused").setDomain("com.microsoft"));
            return now;
        });
        byte[] settings = Onnx.changed(
                "sigmoid_vector.onnx",
                now -> now.addMetadataProps(StringStringEntryProto.newBuilder()
                        .setKey("ort_config")
                        .setValue("{\"session_options\": {\"enable_profiling\": 1}}")));
        TensorProto outside = TensorProto.newBuilder()
                .setName("outside")
                .setDataType(1)
                .addDims(1)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue("/etc/passwd"))
                .build();
        FunctionProto defaults = Onnx.function(
                        "f", Onnx.node("Identity", "x", "y").build())
                .toBuilder()
                .addAttributeProto(AttributeProto.newBuilder()
                        .setName("a")
                        .setType(AttributeProto.AttributeType.TENSOR)
                        .setT(outside))
                .build();

        assertThat(refusal(UntrustedModelException.class, context).subject()).isEqualTo("EPContext");
        assertThat(refusal(UntrustedModelException.class, settings).subject()).isEqualTo("ort_config");
        assertThat(refusal(UntrustedModelException.class, Onnx.withFunctions("f", List.of(defaults)))
                        .subject())
                .isEqualTo("/etc/passwd");
    }

    @Test
    void bytesAreOneModelInOnnxFormatEvenWhereTheyLookLikeTheRuntimesOwn() {
        byte[] model = Orders.bytes("sigmoid_vector.onnx");
        // The field producer_name, which says nothing to a graph, so that "ORTM" stands where ONNX Runtime looks for
        // it.
        byte[] both = new byte[8 + model.length];
        System.arraycopy(new byte[] {0x12, 6, 'x', 'x', 'O', 'R', 'T', 'M'}, 0, both, 0, 8);
        System.arraycopy(model, 0, both, 8, model.length);

        assertThat(answer(both)).isEqualTo(answer(model));
    }

    @Test
    void tensorsThatWouldGrowWhenTheyAreLoadedAreRefused() {
        TensorProto value = TensorProto.newBuilder()
                .setName("sparse")
                .setDataType(1)
                .addDims(1)
                .addFloatData(1)
                .build();
        TensorProto place = TensorProto.newBuilder()
                .setName("place")
                .setDataType(7)
                .addDims(1)
                .addInt64Data(1)
                .build();
        byte[] sparse = Onnx.changed("sigmoid_vector.onnx", now -> {
            now.getGraphBuilder()
                    .addSparseInitializer(SparseTensorProto.newBuilder()
                            .setValues(value)
                            .setIndices(place)
                            .addDims(1 << 30));
            return now;
        });

        assertThat(refusal(UntrustedModelException.class, sparse)).hasMessageContaining("sparse tensor");
        for (List<Long> shape :
                List.of(List.of(1L << 28), List.of(1L << 40, 1L << 40), List.of(-1L), List.of(0L, Long.MIN_VALUE))) {
            byte[] large = Onnx.changed("sigmoid_vector.onnx", now -> {
                GraphProto.Builder graph = now.getGraphBuilder();
                graph.setInitializer(
                        0, graph.getInitializer(0).toBuilder().clearDims().addAllDims(shape));
                return now;
            });
            assertThat(refusal(CorruptModelException.class, large)).hasMessageContaining("shape");
        }
    }

    @Test
    void treesWhoseBranchesLeadBackAreRefused() {
        for (String attribute : List.of("nodes_truenodeids", "nodes_falsenodeids", "nodes_nodeids")) {
            byte[] circle = Onnx.changed("sk_tree.onnx", now -> {
                AttributeProto.Builder ids = now.getGraphBuilder().getNodeBuilder(0).getAttributeBuilderList().stream()
                        .filter(each -> each.getName().equals(attribute))
                        .findFirst()
                        .orElseThrow();
                // The first child becomes the root; or the nodes are numbered so that it is.
                ids.setInts(0, attribute.equals("nodes_nodeids") ? 1 : 0);
                if (attribute.equals("nodes_nodeids")) {
                    ids.setInts(1, 0);
                }
                return now;
            });
            assertThat(refusal(CorruptModelException.class, circle)).hasMessageContaining("lead back");
        }
    }

    @Test
    void branchesToNodesThatAreNotThereAreRefused() {
        for (long number : new long[] {1L << 40, Long.MIN_VALUE, -1, 1_000}) {
            byte[] astray = Onnx.changed("sk_tree.onnx", now -> {
                now.getGraphBuilder().getNodeBuilder(0).getAttributeBuilderList().stream()
                        .filter(each -> each.getName().equals("nodes_truenodeids"))
                        .forEach(each -> each.setInts(0, number));
                return now;
            });
            assertThat(refusal(CorruptModelException.class, astray)).hasMessageContaining("which is not there");
        }
    }

    @Test
    void textOutOfAModelStaysInOneLineOfAMessageAndIsCut() {
        String name = "magic\nINFO all is well\u202e" + "x".repeat(100_000);
        byte[] model = Onnx.changed("sigmoid_vector.onnx", now -> {
            now.getGraphBuilder().addNode(Onnx.node(name, "X", "unused").setDomain(name));
            return now;
        });
        byte[] output = Onnx.changed("sigmoid_vector.onnx", now -> {
            now.getGraphBuilder()
                    .addOutput(now.getGraph().getOutput(0).toBuilder().setName(name));
            return now;
        });

        for (byte[] each : List.of(model, output)) {
            assertThat(refusal(ModelException.class, each).getMessage())
                    .doesNotContain("\n", "\u202e")
                    .hasSizeLessThan(2_000);
        }
    }

    @Test
    void bytesThatAreNoTextInNamesAreRefusedLikeOthers() {
        byte[] model = Onnx.changed("sigmoid_vector.onnx", now -> {
            NodeProto.Builder node = Onnx.node("Identity", "X", "unused");
            node.setDomainBytes(ByteString.copyFrom(new byte[] {(byte) 0xff, (byte) 0xfe}));
            now.getGraphBuilder().addNode(node);
            return now;
        });

        assertThat(refusal(UntrustedModelException.class, model)).hasMessageContaining("domain");
    }
}
