package io.leeway.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.model.ModelMetadata;
import io.leeway.onnx.Orders.Order;
import io.leeway.onnx.TrainingCommandException.Problem;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.PipelineException;
import io.leeway.pipeline.PipelineRun;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.serving.LiveModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.classification.Label;

class OnnxTrainingTest {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    @TempDir
    private Path folder;

    private final ModelRegistry registry = MemoryRegistry.create(Clock.systemUTC());

    private static OnnxTraining command(String what, String... more) {
        List<String> all = new ArrayList<>(List.of(
                JAVA.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StandInTraining.class.getName(),
                what,
                "{rows}",
                "{model}"));
        all.addAll(Arrays.asList(more));
        return OnnxTraining.command(all.toArray(new String[0])).timeLimit(Duration.ofMinutes(1));
    }

    private static OnnxTraining trained(String model) {
        return command("train", Orders.file(model).toString());
    }

    private static List<Order> orders() {
        SplittableRandom random = new SplittableRandom(1);
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            double amount = random.nextDouble() * 200;
            orders.add(new Order(
                    amount,
                    random.nextInt(5) == 0 ? Double.NaN : 18 + random.nextInt(60),
                    random.nextBoolean() ? "de" : "fr",
                    random.nextInt(9) == 0 ? null : "phone",
                    amount,
                    amount > 100 ? "yes" : "no"));
        }
        return orders;
    }

    private Pipeline<Order, Label> pipeline(OnnxTraining training) {
        return Pipeline.classification("orders", Orders.CLASSES, "yes")
                .candidate("outside", training)
                .register(registry)
                .build();
    }

    private TrainingCommandException refused(OnnxTraining training) {
        List<TrainingCommandException> found = new ArrayList<>();
        assertThatThrownBy(() -> pipeline(training).run(orders()))
                .isInstanceOfSatisfying(PipelineException.class, e -> {
                    assertThat(e).hasMessageContaining("outside");
                    found.add((TrainingCommandException) e.getCause());
                });
        assertThat(registry.models()).isEmpty();
        return found.get(0);
    }

    @Test
    void aCommandThatTrainsIsACandidateLikeAnyOther() {
        PipelineRun<Order, Label> run =
                pipeline(trained("sk_logistic_columns.onnx")).run(orders());

        ModelVersion version = run.version().orElseThrow();
        assertThat(version.metadata())
                .containsEntry(ModelMetadata.FORMAT, "onnx")
                .hasEntrySatisfying("onnx.training-log", log -> assertThat(log)
                        .contains("rows: 160")
                        .contains("header: amount,age,country,device,bought"));
        assertThat(version.lineage().trainer()).contains("StandInTraining train {rows} {model}");
        assertThat(version.lineage().dataRows()).hasValue(160);
        registry.moveAlias("orders", "champion", 0, 1, "test");
        try (LiveModel<Order, Label> live = LiveModel.classification(Orders.CLASSES, registry, "orders", "champion")
                .build()) {
            assertThat(live.score(orders().get(0))).isBetween(0.0, 1.0);
        }
    }

    @Test
    void theFolderOfARunIsDeletedWhetherOrNotItBroughtAModel() {
        String failed = refused(command("fail")).log();
        String trained = pipeline(trained("sk_logistic_columns.onnx"))
                .run(orders())
                .version()
                .orElseThrow()
                .metadata()
                .get("onnx.training-log");

        assertThat(List.of(failed, trained)).allSatisfy(log -> {
            String file = log.lines()
                    .filter(each -> each.startsWith("file: "))
                    .findFirst()
                    .orElseThrow();
            assertThat(Path.of(file.substring("file: ".length())))
                    .isAbsolute()
                    .satisfies(rows -> assertThat(rows.getParent()).doesNotExist());
        });
    }

    @Test
    void anExitCodeOtherThanZeroIsAnErrorWithWhatWasPrinted() {
        TrainingCommandException e = refused(command("fail"));

        assertThat(e.problem()).isEqualTo(Problem.FAILED);
        assertThat(e.exitCode()).hasValue(3);
        assertThat(e.log()).contains("ValueError: Input X contains NaN.");
        assertThat(e).hasMessageContaining("ended with the exit code 3").hasMessageContaining("ValueError");
    }

    @Test
    void aProgramThatIsNotThereIsAnError() {
        TrainingCommandException e = refused(OnnxTraining.command("/no/such/python3", "{rows}", "{model}"));

        assertThat(e.problem()).isEqualTo(Problem.NOT_STARTED);
        assertThat(e.exitCode()).isEmpty();
        assertThat(e).hasMessageContaining("/no/such/python3").hasMessageContaining("could not be started");
    }

    @Test
    void aCommandThatHangsIsStoppedWithAllThatItStarted() throws Exception {
        Path pid = folder.resolve("pid");
        TrainingCommandException e = refused(command("hang", pid.toString()).timeLimit(Duration.ofSeconds(4)));

        assertThat(e.problem()).isEqualTo(Problem.TIMED_OUT);
        assertThat(e).hasMessageContaining("PT4S");
        ProcessHandle.of(Long.parseLong(Files.readString(pid)))
                .ifPresent(child -> assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(20)));
    }

    @Test
    void aCommandThatWritesNoModelIsAnError() {
        TrainingCommandException e = refused(command("nothing"));

        assertThat(e.problem()).isEqualTo(Problem.NO_MODEL);
        assertThat(e)
                .hasMessageContaining("wrote no model")
                .hasMessageContaining("{model}")
                .hasMessageContaining("done");
    }

    @Test
    void aCommandThatWritesNoOnnxIsAnError() {
        assertThatThrownBy(() -> pipeline(command("garbage")).run(orders()))
                .isInstanceOfSatisfying(PipelineException.class, e -> assertThat(e.problem())
                        .isEqualTo(PipelineException.Problem.MODEL_REFUSED))
                .hasMessageContaining("outside")
                .hasMessageContaining("the ONNX format");
        assertThat(registry.models()).isEmpty();
    }

    @Test
    void aCommandThatWritesAModelOfOtherClassesIsAnError() {
        assertThatThrownBy(() -> pipeline(trained("sk_multiclass.onnx")).run(orders()))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("list of classes")
                .hasMessageContaining("\"yes\"");
        assertThat(registry.models()).isEmpty();
    }

    @Test
    void aCommandThatPrintsWithoutEndIsStopped() {
        TrainingCommandException e = refused(command("chatter").maxLogBytes(3_000_000));

        assertThat(e.problem()).isEqualTo(Problem.TOO_MUCH_OUTPUT);
        assertThat(e.log()).contains("epoch 1, loss 0.5").hasSizeLessThanOrEqualTo(OnnxTraining.LOG_TAIL);
    }

    @Test
    void aCommandThatAsksAPersonFindsNobody() {
        assertThat(refused(command("ask")).exitCode()).hasValue(4);
    }

    @Test
    void anInterruptedRunStopsTheCommand() throws Exception {
        List<Throwable> thrown = new ArrayList<>();
        Thread runner = new Thread(() -> {
            try {
                pipeline(command("hang")).run(orders());
            } catch (RuntimeException e) {
                thrown.add(e.getCause());
                thrown.add(Thread.currentThread().isInterrupted() ? new InterruptedException() : e);
            }
        });
        runner.start();
        runner.interrupt();
        runner.join();

        assertThat(thrown.get(0)).isInstanceOfSatisfying(TrainingCommandException.class, e -> assertThat(e.problem())
                .isEqualTo(Problem.INTERRUPTED));
        assertThat(thrown.get(1)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aCommandThatIsNotToldWhereToReadOrWriteIsRefusedAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OnnxTraining.command("python3", "train.py", "{rows}"))
                .withMessageContaining("where to write the model")
                .withMessageContaining("{model}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OnnxTraining.command("python3", "train.py", "{model}"))
                .withMessageContaining("where the rows are");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> command("train").timeLimit(Duration.ZERO))
                .withMessageContaining("above zero");
    }
}
