package io.leeway.cli;

import java.util.Map;

/**
 * What a command found.
 *
 * @param exitCode one of {@link ExitCode}
 * @param text for people, without a line feed at its end
 * @param json the same for programs
 */
record Outcome(int exitCode, String text, Map<String, ?> json) {
    static Outcome fine(String text, Map<String, ?> json) {
        return new Outcome(ExitCode.FINE, text, json);
    }

    /** Fine unless there is something that a job should stop for. */
    static Outcome finding(boolean found, String text, Map<String, ?> json) {
        return new Outcome(found ? ExitCode.FINDING : ExitCode.FINE, text, json);
    }
}
