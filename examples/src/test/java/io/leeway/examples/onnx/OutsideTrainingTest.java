package io.leeway.examples.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.evaluation.Gates;
import io.leeway.examples.flights.Flight;
import io.leeway.examples.flights.Year;
import io.leeway.model.ModelMetadata;
import io.leeway.onnx.OnnxTraining;
import io.leeway.onnx.TrainingCommandException;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.PipelineException;
import io.leeway.pipeline.PipelineRun;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.serving.LiveModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.tribuo.classification.Label;

/**
 * A pipeline lets a script train scikit-learn. Needs {@code -Dleeway.python=}, a Python with the packages of
 * {@code examples/python/requirements-sklearn.txt}.
 */
@EnabledIfSystemProperty(named = "leeway.python", matches = ".+", disabledReason = "needs Python: see CONTRIBUTING.md")
class OutsideTrainingTest {
    private static final Path SCRIPT = Path.of("python", "train_from_rows.py").toAbsolutePath();

    private final ModelRegistry registry = MemoryRegistry.create();

    private static List<Flight> flights(String from, String to) throws IOException {
        Instant first = Instant.parse(from);
        Instant last = Instant.parse(to);
        Year year = Year.read();
        return IntStream.range(0, year.firstAtOrAfter(last))
                .mapToObj(year::flight)
                .filter(flight -> !flight.scheduled().isBefore(first))
                .toList();
    }

    private static OnnxTraining training(String categories) {
        return OnnxTraining.command(
                System.getProperty("leeway.python"),
                SCRIPT.toString(),
                "{rows}",
                "{model}",
                "--categories",
                categories,
                "--seed",
                "{seed}");
    }

    private Pipeline<Flight, Label> pipeline(OnnxTraining training) {
        return Pipeline.classification("flight-delay", Flight.SCHEMA)
                .candidate("scikit-learn", training)
                .gate(Gates.logLoss().atMost(0.7))
                .register(registry)
                .build();
    }

    @Test
    void aScriptOfScikitLearnIsACandidateLikeAnyOtherAndServedFromFlatArrays() throws IOException {
        PipelineRun<Flight, Label> run = pipeline(training("carrier,origin,dest,hour,dayOfWeek"))
                .run(flights("2013-01-10T05:00:00Z", "2013-02-01T05:00:00Z"));

        assertThat(run.candidate("scikit-learn").passed()).isTrue();
        assertThat(run.candidate("scikit-learn").model().scorer().path().compiled())
                .isTrue();
        ModelVersion version = run.version().orElseThrow();
        assertThat(version.metadata()).containsEntry(ModelMetadata.CANDIDATE, "scikit-learn");
        assertThat(version.metadata().get("onnx.training-log"))
                .contains(run.trainingRows() + " rows, 12 numbers, 5 categories, response late");
        assertThat(version.lineage().dataRows()).hasValue(run.trainingRows());
        registry.moveAlias("flight-delay", "champion", 0, version.number(), "the best");
        try (LiveModel<Flight, Label> live = LiveModel.classification(
                        Flight.SCHEMA, registry, "flight-delay", "champion")
                .build()) {
            assertThat(live.isCompiled()).isTrue();
        }
    }

    @Test
    void aMistakeInTheScriptIsShownInItsOwnWords() throws IOException {
        List<Flight> flights = flights("2013-01-10T05:00:00Z", "2013-01-12T05:00:00Z");

        assertThatThrownBy(() -> pipeline(training("origin")).run(flights))
                .isInstanceOf(PipelineException.class)
                .cause()
                .isInstanceOfSatisfying(TrainingCommandException.class, e -> {
                    assertThat(e.exitCode()).hasValue(1);
                    assertThat(e.log()).contains("ValueError");
                });
        assertThat(registry.models()).isEmpty();
    }
}
