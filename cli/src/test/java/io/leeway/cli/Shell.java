package io.leeway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Runs commands as a shell does and keeps what they print. */
final class Shell {
    /**
     * What a command did.
     *
     * @param exitCode its exit code
     * @param out what it printed to standard output
     * @param err what it printed to standard error
     */
    record Ran(int exitCode, String out, String err) {
        Ran exits(int wanted) {
            assertThat(exitCode)
                    .as("exit code, with on standard error: %s", err)
                    .isEqualTo(wanted);
            return this;
        }

        /** Fails with a message of one line, and no stack trace. */
        Ran failsWith(int wanted, String message) {
            exits(wanted);
            assertThat(err).startsWith("leeway: ").contains(message).doesNotContain("\tat ");
            return this;
        }
    }

    private Shell() {}

    static Ran leeway(Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] texts = Arrays.stream(args).map(String::valueOf).toArray(String[]::new);
        int code = LeewayCommand.run(out, new PrintStream(err, true, StandardCharsets.UTF_8), texts);
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
