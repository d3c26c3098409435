package io.leeway.onnx;

import static io.leeway.onnx.Orders.CLASSES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.leeway.model.CorruptModelException;
import io.leeway.model.MismatchedModelException;
import io.leeway.model.ModelException;
import io.leeway.model.ModelSpec;
import io.leeway.model.Scorer;
import io.leeway.model.UnseenCategories;
import io.leeway.model.UntrustedModelException;
import io.leeway.onnx.Orders.Order;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each model of {@code odd/} is refused by a typed exception that says what to do, or is harmless and answers. */
@Timeout(60)
class OddModelsTest {
    private static final ModelSpec<Order> SPEC = ModelSpec.classifier(CLASSES, "true");
    private static final Order ROW = new Order(100, 40, "de", "phone", Double.NaN, null);
    private static final int SESSIONS_BEFORE = RuntimeModel.openSessions();

    private static OnnxModel odd(String name) {
        OnnxModel model = OnnxModel.of(Orders.file("odd/" + name + ".onnx")).matrix("X", "amount", "age");
        return name.equals("wrong_shape") ? model.classes("false", "true") : model;
    }

    private static Scorer<Order> read(String name, OnnxModel declared) {
        return OnnxFormat.create()
                .timeLimit(Duration.ofSeconds(5))
                .read(SPEC.withMetadata(declared.metadata(SPEC)), Orders.bytes("odd/" + name + ".onnx"));
    }

    private static <T extends ModelException> T refusal(String name, Class<T> type) {
        return catchThrowableOfType(type, () -> read(name, odd(name)));
    }

    @AfterEach
    void noSessionStaysOpen() {
        assertThat(RuntimeModel.openSessions()).isEqualTo(SESSIONS_BEFORE);
    }

    @ParameterizedTest
    @CsvSource({
        "external_data_absolute, /etc/passwd",
        "external_data_parent, ../../x",
        "external_data_in_constant, /etc/passwd",
        "external_data_in_branch, /etc/passwd",
        "external_data_in_function, /etc/passwd",
        "custom_domain, com.example",
        "endless_loop, Loop",
        "deep_nesting, nesting",
    })
    void whatAModelMayNotHaveIsRefusedBeforeNativeCodeSeesIt(String name, String subject) {
        UntrustedModelException refusal = refusal(name, UntrustedModelException.class);

        assertThat(refusal.subject()).isEqualTo(subject);
        assertThat(refusal).hasMessageStartingWith("The model").hasMessageMatching("(?s).*(Save|Export|no exporter).*");
    }

    @ParameterizedTest
    @CsvSource({
        "tensor_larger_than_its_data, brings fewer values",
        "deeper_nesting, too many levels of nesting",
        "circle, not acyclic",
    })
    void bytesThatContradictThemselvesAreCorrupt(String name, String why) {
        assertThat(refusal(name, CorruptModelException.class))
                .hasMessageContaining("bytes are not a model in the ONNX format")
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource({"opset_future, 9999, till opset", "ir_future, 17, max supported IR version"})
    void aModelThatIsTooNewIsUnsupportedAndNamesBothVersions(String name, long opset, String supported) {
        UnsupportedModelException refusal = refusal(name, UnsupportedModelException.class);

        assertThat(refusal.opsets()).containsEntry("ai.onnx", opset);
        assertThat(refusal.runtime()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(refusal)
                .hasMessageContainingAll("9999", refusal.runtime(), supported, "Export it with an older opset")
                .message()
                .doesNotContain("onnxruntime_src", "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "not_probabilities, a probability",
        "not_summing, sum of the probabilities",
        "nan_output, NaN",
        "infinite_output, Infinity",
        "wrong_shape, number of probabilities is 5",
        "one_row_for_all, 16 rows of 2 values",
        "row_depends_on_batch, whatever rows stand beside it",
        "random_output, the same each time",
        "four_rows_only, 4 rows at a time",
        "half_precision, Cast it inside the graph",
        "three_inputs_extra, extra",
        "no_output, one output of probabilities",
    })
    void aModelThatDoesNotFitIsRefusedWithWhatWasExpected(String name, String what) {
        MismatchedModelException refusal = refusal(name, MismatchedModelException.class);

        assertThat(refusal).hasMessageContaining(what).hasMessageContaining("was expected. ");
        assertThat(refusal.expected()).isNotEmpty();
        assertThat(refusal.actual()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"huge_memory", "huge_memory_constant"})
    void memoryThatNoMachineHasIsRefusedWhenTheModelIsTried(String name) throws IOException {
        requireHonestMemory();
        OnnxRunException refusal = refusal(name, OnnxRunException.class);

        assertThat(refusal.output()).isEqualTo("probabilities");
        assertThat(refusal)
                .hasMessageContaining("Failed to allocate memory")
                .hasMessageContaining("check the shapes")
                .message()
                .doesNotContain("\n", "onnxruntime_src");
    }

    /** Where Linux promises any amount of memory, asking for 64 TiB succeeds, and touching it ends the process. */
    private static void requireHonestMemory() throws IOException {
        Path setting = Path.of("/proc/sys/vm/overcommit_memory");
        assumeFalse(Files.exists(setting) && Files.readString(setting).strip().equals("1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"microsoft_domain", "local_function"})
    void operatorsOfTheRuntimeAndFunctionsOfTheModelWork(String name) {
        try (Scorer<Order> scorer = read(name, odd(name))) {
            assertThat(scorer.score(ROW, UnseenCategories.IGNORED)).isBetween(0.0, 1.0);
            assertThat(scorer.path().compiled()).isFalse();
        }
    }

    @Test
    void aModelThatTakesLongerThanTheLimitIsStoppedBetweenItsOperators() {
        byte[] slow = Onnx.changed("sigmoid_vector.onnx", model -> {
            for (int i = 0; i < 50_000; i++) {
                model.getGraphBuilder().addNode(i, Onnx.node("Relu", i == 0 ? "X" : "x" + (i - 1), "x" + i));
            }
            model.getGraphBuilder().getNodeBuilder(50_000).setInput(0, "x49999");
            return model;
        });
        OnnxModel model = OnnxModel.of(slow).matrix("X", "amount", "age").probabilities();
        ModelSpec<Order> spec = SPEC.withMetadata(model.metadata(SPEC));

        assertThatExceptionOfType(OnnxRunException.class)
                .isThrownBy(() ->
                        OnnxFormat.create().timeLimit(Duration.ofMillis(1)).read(spec, slow))
                .withMessageContaining("took longer than the limit of PT0.001S");
    }

    static Stream<Arguments> declared() {
        return Stream.of(
                Arguments.of("nan_output", "logits", MismatchedModelException.class),
                Arguments.of("infinite_output", "logits", MismatchedModelException.class),
                Arguments.of("one_row_for_all", "labels", MismatchedModelException.class),
                Arguments.of("no_output", "labels", MismatchedModelException.class));
    }

    @ParameterizedTest
    @MethodSource("declared")
    void declaringAnotherFormDoesNotLetThemThrough(String name, String form, Class<? extends Exception> type) {
        OnnxModel model = odd(name);
        OnnxModel declared = form.equals("logits") ? model.logits() : model.labelsOnly();

        assertThatExceptionOfType(type).isThrownBy(() -> read(name, declared));
    }

    @Test
    void everyOddModelIsInOneOfTheseTests() throws Exception {
        requireHonestMemory();
        Set<String> refused;
        try (Stream<Path> files = Files.list(Orders.file("odd/circle.onnx").getParent())) {
            refused = files.map(each -> each.getFileName().toString().replace(".onnx", ""))
                    .filter(each ->
                            !Set.of("microsoft_domain", "local_function").contains(each))
                    .collect(Collectors.toSet());
        }

        assertThat(refused).hasSize(27);
        for (String each : refused) {
            assertThatThrownBy(() -> read(each, odd(each))).as(each).isInstanceOf(ModelException.class);
        }
    }
}
