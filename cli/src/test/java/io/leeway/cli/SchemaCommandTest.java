package io.leeway.cli;

import static io.leeway.cli.Shell.leeway;
import static io.leeway.cli.Tables.flights;
import static io.leeway.cli.Tables.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaCommandTest {
    @TempDir
    private Path folder;

    @Test
    void aSchemaIsInferredAndUsed() {
        Path flights = flights(folder.resolve("flights.csv"), 300, 0);
        String json = leeway("schema", "infer", flights, "--response", "late")
                .exits(0)
                .out();

        Path schema = write(folder.resolve("flights.json"), json);

        assertThat(json).contains("{\"name\": \"late\", \"type\": \"categorical\", \"role\": \"response\"}");
        leeway("validate", flights, "--schema", schema).exits(0);
        assertThat(leeway("schema", "infer", flights, "--why").exits(0).out())
                .contains("distance (numeric): all values are numbers");
        assertThat(leeway("schema", "infer", flights, "--json").exits(0).out())
                .contains("\"reason\": \"all values are ISO-8601 times\"");
    }

    @Test
    void incompatibleSchemasExitWithThree() {
        Path trained = write(
                folder.resolve("a.json"),
                "{\"columns\": [{\"name\": \"x\", \"type\": \"numeric\"}, {\"name\": \"y\", \"type\": \"numeric\"}]}");
        Path served = write(folder.resolve("b.json"), "{\"columns\": [{\"name\": \"x\", \"type\": \"numeric\"}]}");

        assertThat(leeway("schema", "diff", trained, served).exits(3).out())
                .startsWith("incompatible: 1 difference, 1 breaking\n");
        assertThat(leeway("schema", "diff", served, trained, "--json").exits(0).out())
                .contains("\"compatible\": true");
    }

    @Test
    void validationNamesWhatIsWrong() {
        Path file = write(folder.resolve("t.csv"), "x,c\n1,a\ntwo,b\n9,c\n");
        Path schema = write(
                folder.resolve("s.json"),
                "{\"columns\": [{\"name\": \"x\", \"type\": \"numeric\"}, {\"name\": \"c\", \"type\": \"categorical\"}]}");

        Shell.Ran ran = leeway(
                        "validate",
                        file,
                        "--schema",
                        schema,
                        "--range",
                        "x=0..5",
                        "--one-of",
                        "c=a+b+c",
                        "--missing-at-most",
                        "x=0",
                        "--rows-at-least",
                        "2")
                .exits(3);

        assertThat(ran.out())
                .startsWith("2 rows read, 1 cannot be read\n  1: column \"x\": not a number\n")
                .contains("line 3: \"two\" in column x", "3 of 4 expectations met");
        assertThat(leeway("validate", file, "--schema", schema, "--json")
                        .exits(3)
                        .out())
                .contains("\"passed\": false", "\"malformed\": 1");
    }

    @Test
    void helpTeachesAndVersionIsPrinted() {
        assertThat(leeway("--help").exits(0).out()).contains("Exit codes:", "  3  found:");
        assertThat(leeway("--version").exits(0).out()).startsWith("leeway ");
        for (String command : new String[] {"profile", "validate", "drift", "report", "evaluate"}) {
            Shell.Ran ran = leeway(command, "--help").exits(0);
            assertThat(ran.out()).contains("Example", "--json");
            assertThat(ran.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        }
        assertThat(leeway("completion").exits(0).out()).contains("complete -F _complete_leeway");
        leeway().exits(2);
        leeway("registry").exits(2);
    }
}
