package io.leeway.cli;

import static io.leeway.cli.Shell.leeway;
import static io.leeway.cli.Tables.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryCommandTest {
    /** A logistic regression of scikit-learn, and rows with the classes that it predicts; see the README beside it. */
    private static final Path MODELS = Path.of("../onnx/src/test/resources/io/leeway/onnx");

    static final Path MODEL = MODELS.resolve("sk_logistic_columns.onnx");
    static final Path ORDERS = MODELS.resolve("sk_logistic_columns.csv");

    static final String SCHEMA = """
                {"columns": [
                  {"name": "amount", "type": "numeric"},
                  {"name": "age", "type": "numeric"},
                  {"name": "country", "type": "categorical"},
                  {"name": "device", "type": "categorical"},
                  {"name": "label", "type": "categorical", "role": "response"}]}
                """;

    @TempDir
    private Path folder;

    private Path registry = Path.of("");
    private Path schema = Path.of("");

    @BeforeEach
    void writeSchema() {
        registry = folder.resolve("models");
        schema = write(folder.resolve("orders.json"), SCHEMA);
    }

    private Shell.Ran register(Object... more) {
        return leeway(Stream.concat(
                        Stream.of(
                                "registry",
                                "register",
                                "orders",
                                MODEL,
                                "--schema",
                                schema,
                                "--positive",
                                "yes",
                                "-r",
                                registry),
                        Stream.of(more))
                .toArray());
    }

    private Shell.Ran registry(Object... args) {
        return leeway(Stream.concat(Stream.of("registry"), Stream.concat(Stream.of(args), Stream.of("-r", registry)))
                .toArray());
    }

    @Test
    void aModelIsRegisteredPromotedAndRolledBack() {
        assertThat(register("--reason", "first", "--by", "ann").exits(0).out()).startsWith("orders v1, 1295 bytes");
        register("--metadata", "commit=1a2b3c", "--trained-by", "scikit-learn").exits(0);
        assertThat(registry("promote", "orders", 1, "--expect", 0, "--reason", "first")
                        .exits(0)
                        .out())
                .isEqualTo("orders: champion moved from none to v1\n");
        registry("promote", "orders", 2, "--expect", 1, "--reason", "better").exits(0);

        assertThat(registry("rollback", "orders", "--reason", "complaints", "--by", "eve")
                        .exits(0)
                        .out())
                .isEqualTo("orders: champion moved from v2 to v1\n");

        assertThat(registry("list").exits(0).out()).contains("orders         2", "champion=1");
        assertThat(registry("show", "orders").exits(0).out())
                .startsWith("orders: 2 versions\n")
                .contains("champion");
        assertThat(registry("show", "orders", 2).exits(0).out()).contains("scikit-learn", "commit", "1a2b3c");
        assertThat(registry("diff", "orders", 1, 2).exits(0).out()).contains("commit", "trainer");
        assertThat(registry("audit", "orders").exits(0).out().lines())
                .hasSize(5)
                .last()
                .asString()
                .endsWith("eve moved alias/champion from 2 to 1: complaints");
        assertThat(registry("verify").exits(0).out()).isEqualTo("orders: 2 versions, 5 events, intact\n");
        for (String query : List.of("list", "show orders", "diff orders 1 2", "audit orders", "verify")) {
            Object[] args = (query + " --json").split(" ");
            assertThat(registry(args).exits(0).out()).startsWith("{\n").endsWith("}\n");
        }
    }

    @Test
    void aConflictOfAliasesSaysWhoWon() {
        register().exits(0);
        register().exits(0);
        registry("promote", "orders", 1, "--reason", "first", "--by", "ann").exits(0);

        registry("promote", "orders", 2, "--expect", 0, "--reason", "mine", "--by", "bob")
                .failsWith(1, "Alias champion of model orders was expected not to exist, but is at version 1")
                .failsWith(1, "Who moved it last: #3")
                .failsWith(1, "ann moved alias/champion from none to 1: first");
        assertThat(registry("list").out()).contains("champion=1");
    }

    @Test
    void unknownModelsVersionsAliasesAndFoldersAreNamed() {
        register().exits(0);

        registry("show", "order").failsWith(1, "orders");
        registry("show", "orders", 9).failsWith(1, "9");
        registry("rollback", "orders", "--reason", "x").failsWith(1, "was at no other version before");
        registry("promote", "orders", 0, "--reason", "x").failsWith(2, "a version is 1 or more");
        leeway("registry", "list", "-r", folder.resolve("none")).failsWith(1, "none: no such folder");
        assertThat(folder.resolve("none")).doesNotExist();
        leeway("evaluate", ORDERS, "--model", "orders", "-r", registry).failsWith(1, "champion");
    }

    @Test
    void aModelThatDoesNotFitIsNotRegistered() {
        Path other = write(
                folder.resolve("other.json"),
                "{\"columns\": [{\"name\": \"amount\", \"type\": \"numeric\"}, {\"name\": \"label\", \"type\": \"categorical\", \"role\": \"response\"}]}");
        leeway("registry", "register", "orders", MODEL, "--schema", other, "--positive", "yes", "-r", registry)
                .failsWith(1, "sk_logistic_columns.onnx: ");
        Path text = write(folder.resolve("text.onnx"), "no model");
        leeway("registry", "register", "orders", text, "--schema", schema, "-r", registry)
                .exits(1);

        assertThat(registry("list").exits(0).out()).startsWith("no models yet");
    }

    @Test
    void damageIsFound() throws IOException {
        register().exits(0);
        try (Stream<Path> files = Files.walk(registry)) {
            Path largest = files.filter(Files::isRegularFile)
                    .max(java.util.Comparator.comparingLong(
                            file -> file.toFile().length()))
                    .orElseThrow();
            largest.toFile().setWritable(true);
            byte[] bytes = Files.readAllBytes(largest);
            bytes[bytes.length / 2] ^= 1;
            Files.write(largest, bytes);
        }

        assertThat(registry("verify").exits(1).out()).contains("problem");
    }

    @Test
    void aRegisteredModelAndAFileAreEvaluatedAlike() {
        register().exits(0);
        registry("promote", "orders", 1, "--reason", "first").exits(0);

        Shell.Ran ran = leeway(
                        "evaluate",
                        ORDERS,
                        "--model",
                        "orders",
                        "-r",
                        registry,
                        "--at-least",
                        "accuracy=0.99",
                        "--at-most",
                        "logLoss=0.001")
                .exits(3);
        Shell.Ran file = leeway("evaluate", ORDERS, "--file", MODEL, "--schema", schema, "--positive", "yes")
                .exits(0);

        assertThat(ran.out())
                .startsWith("orders v1 on ")
                .contains("accuracy", "PASSED: accuracy is 1.0000", "FAILED: logLoss is ");
        assertThat(file.out().lines().skip(1))
                .containsExactlyElementsOf(ran.out()
                        .lines()
                        .skip(1)
                        .limit(file.out().lines().count() - 1)
                        .toList());
        assertThat(leeway("evaluate", ORDERS, "--model", "orders", "-r", registry, "--json")
                        .exits(0)
                        .out())
                .contains("\"model\": \"orders v1\"", "\"accuracy\": 1");
        leeway("evaluate", ORDERS, "--model", "orders", "-r", registry, "--at-most", "logloss=1")
                .failsWith(2, "did you mean \"logLoss\"?");
        leeway("evaluate", ORDERS, "--model", "orders", "-r", registry, "--at-most", "rmse=1")
                .failsWith(1, "rmse measures a regression, but the model is a classification");
    }
}
