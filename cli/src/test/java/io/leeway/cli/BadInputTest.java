package io.leeway.cli;

import static io.leeway.cli.Shell.leeway;
import static io.leeway.cli.Tables.flights;
import static io.leeway.cli.Tables.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class BadInputTest {
    @TempDir
    private Path folder;

    private Path january = Path.of("");

    @BeforeEach
    void writeFiles() {
        january = flights(folder.resolve("january.csv"), 500, 0);
    }

    @Test
    void aFileThatIsNotThereIsNamedWithItsLikes() {
        leeway("drift", folder.resolve("januray.csv"), january)
                .failsWith(1, "januray.csv: no such file; did you mean january.csv?");
        leeway("profile", january, "--schema", folder.resolve("none.json"))
                .failsWith(1, "none.json: cannot read it: no such file");
        leeway("profile", folder).failsWith(1, "is a folder: name a CSV file in it");
    }

    @Test
    void aWrongSchemaIsRefusedWithItsPlace() {
        Path broken = write(folder.resolve("broken.json"), "{\n  \"colums\": []\n}");
        leeway("profile", january, "--schema", broken)
                .failsWith(1, "broken.json: line 2, column 12: unknown field \"colums\": did you mean \"columns\"?");
        Path other =
                write(folder.resolve("other.json"), "{\"columns\": [{\"name\": \"carrier\", \"type\": \"numeric\"}]}");
        leeway("profile", january, "--schema", other)
                .failsWith(1, "january.csv: line 2, column \"carrier\"")
                .failsWith(1, "not a number; name it by --missing");
    }

    @Test
    void filesWithoutRowsAreRefused() {
        leeway("profile", write(folder.resolve("empty.csv"), "")).failsWith(1, "empty.csv: is empty");
        Path header = write(folder.resolve("header.csv"), "scheduled,distance,carrier,late\n");
        leeway("profile", header).failsWith(1, "has a header and no rows");
        leeway("drift", january, header).failsWith(1, "has a header and no rows");
    }

    @Test
    void aMissingColumnIsNamed() {
        Path july =
                write(folder.resolve("july.csv"), "scheduled,distanc,carrier,late\n2013-01-01T10:00:00Z,1,UA,true\n");

        leeway("drift", january, july)
                .failsWith(1, "july.csv: line 1: the header lacks the column distance: did you mean \"distanc\"?");
        leeway("profile", january, "--response", "lat").failsWith(1, "no column \"lat\" in the schema");
    }

    @Test
    void anotherSeparatorIsSuggestedAsAnOption() {
        Path file = write(folder.resolve("semicolons.csv"), "a;b\n1;2\n");

        leeway("profile", file).failsWith(1, "say so by --separator ';'");
        leeway("profile", file, "--separator", ";").exits(0);
    }

    @Test
    void wrongUsageExitsWithTwo() {
        leeway("drift", january).failsWith(2, "Missing required parameter: 'CURRENT'");
        leeway("drift", january, january, "--tst").failsWith(2, "Unknown option: '--tst'");
        leeway("drfit").failsWith(2, "Unmatched argument at index 0: 'drfit'");
        leeway("validate", january, "--range", "distance=wide").failsWith(2, "--range is COLUMN=LEAST..MOST");
        leeway("evaluate", january).failsWith(2, "name one model: a registered one by --model, or a file by --file");
    }

    @Test
    void anErrorIsJsonTooWhereJsonIsWanted() {
        Shell.Ran ran =
                leeway("drift", folder.resolve("none.csv"), january, "--json").failsWith(1, "no such file");

        assertThat(ran.out())
                .startsWith("{\n  \"error\": {\n    \"type\": \"DataException\",\n    \"message\": \"")
                .contains("none.csv: no such file");
        assertThat(leeway("drift", "--json", "--tst").exits(2).out()).contains("\"error\": {");
    }

    @Test
    void whoClosesThePipeHasReadEnough() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int code = LeewayCommand.run(
                closed, new PrintStream(err, true, StandardCharsets.UTF_8), "profile", january.toString());

        assertThat(code).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskFails() throws IOException {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (OutputStream full = new FileOutputStream("/dev/full")) {
            int code = LeewayCommand.run(
                    full, new PrintStream(err, true, StandardCharsets.UTF_8), "profile", january.toString());

            assertThat(code).isEqualTo(1);
        }
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("leeway: the result cannot be written to standard output: No space left on device\n");
        leeway("profile", january, "--out", "/dev/full").failsWith(1, "/dev/full: cannot write it: No space left");
        leeway("report", january, january, "--out", "/dev/full").failsWith(1, "cannot write the report to /dev/full");
    }

    @Test
    void aDamagedProfileIsRefused() throws IOException {
        Path profile = folder.resolve("january.profile");
        leeway("profile", january, "--out", profile).exits(0);
        byte[] bytes = Files.readAllBytes(profile);
        Files.write(profile, java.util.Arrays.copyOf(bytes, bytes.length / 2));

        leeway("drift", profile, january).exits(1);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void scoresOnAFullDiskFail() {
        leeway(
                        "evaluate",
                        RegistryCommandTest.ORDERS,
                        "--file",
                        RegistryCommandTest.MODEL,
                        "--schema",
                        write(folder.resolve("orders.json"), RegistryCommandTest.SCHEMA),
                        "--positive",
                        "yes",
                        "--scores",
                        "/dev/full")
                .failsWith(1, "/dev/full: cannot write it: No space left on device");
    }

    @Test
    void anOutputThatCannotBeWrittenIsNamed() {
        Path missing = folder.resolve("none/out");
        leeway("profile", january, "--out", missing).failsWith(1, "none/out: cannot write it: no such file");
        leeway("profile", january, "--out", folder).failsWith(1, folder + ": cannot write it: Is a directory");
        leeway("report", january, january, "--out", folder).failsWith(1, "cannot write the report to " + folder);
        leeway("drift", january, january, "--report", folder).failsWith(1, "cannot write the report to " + folder);
        assertThat(missing.getParent()).doesNotExist();
    }

    @Test
    void anUnknownModelIsNamedByEveryCommandThatReadsOne() throws IOException {
        Path models = Files.createDirectory(folder.resolve("models"));
        Path policy = write(folder.resolve("p.policy"), "policy p\nwhen age at least 3 d\n");

        for (String command : new String[] {"show", "audit", "verify"}) {
            leeway("registry", command, "nobody", "-r", models).failsWith(1, "nobody");
        }
        leeway("registry", "promote", "nobody", 1, "--reason", "x", "-r", models)
                .failsWith(1, "nobody");
        leeway("evaluate", january, "--model", "nobody", "-r", models).failsWith(1, "nobody");
        leeway("policy", "explain", policy, "--model", "nobody", "-r", models).failsWith(1, "nobody");
    }
}
