package io.leeway.cli;

import static io.leeway.cli.Shell.leeway;
import static io.leeway.cli.Tables.write;
import static io.leeway.evaluation.Gates.accuracy;
import static io.leeway.evaluation.Gates.logLoss;
import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.data.Rows;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.Trainers;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import io.leeway.registry.file.FileRegistry;
import io.leeway.schema.Schema;
import io.leeway.schema.TableSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application trained by a pipeline is evaluated and registered from a shell. */
class PipelineVersionTest {
    record Flight(Instant scheduled, double distance, String carrier, boolean late) {}

    private static final Schema<Flight> SCHEMA =
            Schema.of(Flight.class).time("scheduled").response("late");

    @TempDir
    private Path folder;

    private Path models = Path.of("");
    private Path flights = Path.of("");
    private Path schema = Path.of("");
    private byte[] bytes = {};

    @BeforeEach
    void train() {
        models = folder.resolve("models");
        flights = Tables.flights(folder.resolve("flights.csv"), 1_000, 0);
        schema = write(folder.resolve("flights.json"), TableSchema.of(SCHEMA).toJson());
        try (ModelRegistry registry = FileRegistry.open(models)) {
            Pipeline<Flight, ?> pipeline = Pipeline.classification("flight-delay", SCHEMA)
                    .candidate("logistic", Trainers::logisticRegression)
                    .objective("fewer missed\n  connections")
                    .success(accuracy().atLeast(0.3))
                    .owner("data", "Ann")
                    .gate(logLoss().atMost(2))
                    .register(registry)
                    .build();
            pipeline.run(Rows.csv(flights, Flight.class));
            ModelVersion version = registry.version("flight-delay", 1);
            bytes = registry.read(version);
        }
    }

    @Test
    void aVersionOfAPipelineIsEvaluatedByTheSchemaOfTheApplication() {
        Shell.Ran ran = leeway(
                        "evaluate",
                        flights,
                        "--model",
                        "flight-delay",
                        "--version",
                        1,
                        "-r",
                        models,
                        "--schema",
                        schema,
                        "--at-most",
                        "logLoss=2")
                .exits(0);

        assertThat(ran.out())
                .startsWith("flight-delay v1 on 1,000 rows of flights.csv\n")
                .contains("PASSED: logLoss");
    }

    @Test
    void whatAPipelineDeclaresIsShownALineEach() {
        String shown = leeway("registry", "show", "flight-delay", 1, "-r", models)
                .exits(0)
                .out();

        assertThat(shown.lines())
                .startsWith("objective: fewer missed connections")
                .contains("owner of data: Ann")
                .anyMatch(
                        each -> each.matches("success: PASSED: success criterion: accuracy is .* at least 0.3: passed"))
                .noneMatch(each -> each.startsWith("leeway.purpose") || each.startsWith("leeway.facts"));
    }

    @Test
    void theCardIsPrintedOrWrittenInEachForm() throws IOException {
        assertThat(leeway("registry", "card", "flight-delay", 1, "-r", models)
                        .exits(0)
                        .out())
                .startsWith("# flight-delay v1\n\nModel card: passed its gates, 1 of 1 success criteria met.\n")
                .contains("| objective | fewer missed   connections |", "| limit | **Not recorded. ");
        for (String each : List.of("card.html", "card.md", "card.json", "card.txt")) {
            Path file = folder.resolve(each);
            assertThat(leeway("registry", "card", "flight-delay", 1, "-r", models, "--out", file)
                            .exits(0)
                            .out())
                    .isEqualTo("card: " + file + "\n");
        }
        assertThat(folder.resolve("card.html")).content().startsWith("<!DOCTYPE html>");
        assertThat(folder.resolve("card.md")).hasSameTextualContentAs(folder.resolve("card.txt"));
        assertThat(folder.resolve("card.json")).content().startsWith("{\n  \"model\" : \"flight-delay\"");
        assertThat(leeway("registry", "card", "flight-delay", 1, "-r", models, "--format", "JSON")
                        .exits(0)
                        .out())
                .isEqualTo(Files.readString(folder.resolve("card.json")));
        assertThat(leeway("registry", "card", "flight-delay", 1, "-r", models, "--format", "html", "--json")
                        .exits(0)
                        .out())
                .contains("\"format\": \"html\"", "\"summary\": \"passed its gates", "\"card\": \"<!DOCTYPE html>");
    }

    @Test
    void aCardThatCannotBeMadeOrWrittenIsAMessage() {
        leeway("registry", "card", "flight-delay", 9, "-r", models).failsWith(1, "9");
        leeway("registry", "card", "flight-delay", 1, "-r", models, "--format", "pdf")
                .failsWith(2, "Invalid value for option '--format'");
        leeway("registry", "card", "flight-delay", 1, "-r", models, "--out", folder.resolve("no/card.html"))
                .failsWith(1, "cannot write it: no such file");
    }

    @Test
    void anotherSchemaIsRefused() {
        Path other = write(
                folder.resolve("other.json"),
                TableSchema.of(SCHEMA.without("carrier")).toJson());

        leeway("evaluate", flights, "--model", "flight-delay", "--version", 1, "-r", models)
                .failsWith(2, "--schema is needed for a version that was registered without its schema");
        leeway("evaluate", flights, "--model", "flight-delay", "--version", 1, "-r", models, "--schema", other)
                .failsWith(1, "flight-delay v1 was trained with another schema");
    }

    @Test
    void aModelOfTribuoIsRegisteredFromAFile() throws IOException {
        Path file = Files.write(folder.resolve("model.pb"), bytes);
        leeway("registry", "register", "copy", file, "--schema", schema, "-r", models)
                .exits(0);

        String copy = leeway("evaluate", flights, "--model", "copy", "--version", 1, "-r", models)
                .exits(0)
                .out();

        assertThat(copy.lines().skip(1))
                .containsExactlyElementsOf(leeway(
                                "evaluate",
                                flights,
                                "--model",
                                "flight-delay",
                                "--version",
                                1,
                                "-r",
                                models,
                                "--schema",
                                schema)
                        .out()
                        .lines()
                        .skip(1)
                        .toList());
        leeway("evaluate", flights, "--model", "copy", "--version", 1, "-r", models, "--without", "distance")
                .failsWith(1, "the rows do not fit copy v1: distance is left out and was a feature");
    }
}
