package io.leeway.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.model.ModelSpec;
import io.leeway.onnx.Orders.Order;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.PipelineException;
import io.leeway.pipeline.PipelineRun;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.schema.Schema;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tribuo.classification.Label;

class OnnxModelTest {
    private static final Instant JANUARY = Instant.parse("2026-01-01T00:00:00Z");

    /** An order with its time. */
    record Dated(Instant time, double amount, double age, String country, String device, String bought) {}

    private static final Schema<Dated> SCHEMA =
            Schema.of(Dated.class).time("time").response("bought");

    private final ModelRegistry registry = MemoryRegistry.create();

    private static List<Dated> orders(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Dated(
                        JANUARY.plusSeconds(3_600L * i),
                        i % 97,
                        20 + i % 50,
                        "de",
                        "phone",
                        i % 97 > 50 ? "yes" : "no"))
                .toList();
    }

    private PipelineRun<Dated, Label> run(OnnxModel model) {
        return Pipeline.classification("orders", SCHEMA, "yes")
                .candidate("handed over", model)
                .register(registry)
                .build()
                .run(orders(200));
    }

    private static OnnxModel model() {
        return OnnxModel.of(Orders.file("sk_logistic_columns.onnx"));
    }

    @Test
    void aFileThatIsNotThereIsAnErrorThatNamesIt() {
        Path none = Path.of("no", "such", "model.onnx");
        ModelSpec<Order> spec = ModelSpec.classifier(Orders.CLASSES, "yes");

        assertThatThrownBy(() -> OnnxModel.of(none).metadata(spec))
                .isInstanceOfSatisfying(
                        ModelFileException.class, e -> assertThat(e.file()).isEqualTo(none))
                .hasMessageContaining(none.toString())
                .hasMessageContaining("check the path");
        assertThatThrownBy(() -> run(OnnxModel.of(none)))
                .isInstanceOfSatisfying(PipelineException.class, e -> assertThat(e.problem())
                        .isEqualTo(PipelineException.Problem.MODEL_REFUSED))
                .hasMessageContaining("handed over")
                .hasCauseInstanceOf(ModelFileException.class);
        assertThat(registry.models()).isEmpty();
    }

    @Test
    void aModelOfUnknownOriginIsEvaluatedOnAllRowsHeldOutAndTheRunSaysWhatItDoesNotKnow() {
        PipelineRun<Dated, Label> run = run(model());

        assertThat(run.candidate("handed over").evaluation().rows()).isEqualTo(40);
        assertThat(run.notes()).anyMatch(each -> each.contains("handed over") && each.contains("is not known"));
        assertThat(run.version().orElseThrow().lineage().dataRows()).isEmpty();
    }

    @Test
    void aModelIsNotJudgedByRowsThatItHasSeen() {
        Instant seen = orders(200).get(179).time();

        PipelineRun<Dated, Label> run =
                run(model().trainedBetween(JANUARY, seen).trainedBy("scikit-learn 1.9.1"));

        assertThat(run.candidate("handed over").evaluation().rows()).isEqualTo(20);
        assertThat(run.notes()).anyMatch(each -> each.startsWith("20 of 40 rows held out are no newer"));
        assertThat(run.version().orElseThrow().lineage().dataTo()).hasValue(seen);
        assertThat(run.version().orElseThrow().lineage().trainer()).isEqualTo("scikit-learn 1.9.1");
    }

    @Test
    void aModelThatHasSeenAllRowsCannotBeJudged() {
        assertThatThrownBy(() -> run(model().trainedBetween(JANUARY, Instant.parse("2027-01-01T00:00:00Z"))))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("handed over")
                .hasMessageContaining("run on newer rows");
        assertThat(registry.models()).isEmpty();
    }

    @Test
    void aPeriodThatEndsBeforeItBeginsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model().trainedBetween(JANUARY, JANUARY.minusSeconds(1)))
                .withMessageContaining("before they begin");
    }

    @Test
    void aModelThatWasHandedOverIsNotTrainedAgainOnAllRows() {
        PipelineRun<Dated, Label> run = Pipeline.classification("orders", SCHEMA, "yes")
                .candidate("handed over", model())
                .refitOnAllRows(true)
                .register(registry)
                .build()
                .run(orders(200));

        byte[] stored = registry.read(run.version().orElseThrow());
        assertThat(stored).isEqualTo(Orders.bytes("sk_logistic_columns.onnx"));
        assertThat(Objects.requireNonNull(run.version().orElseThrow().metadata().get("leeway.refitted")))
                .isEqualTo("false");
    }
}
