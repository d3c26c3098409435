package io.leeway.cli;

import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the completion of shells. */
@Command(
        name = "completion",
        description = "Prints a script by which bash and zsh complete commands and options.",
        footer = {"%nExample:", "  source <(leeway completion)"})
final class CompletionCommand extends Task {
    @Spec
    private CommandSpec own = CommandSpec.create();

    @Override
    Outcome run() {
        String script = AutoComplete.bash("leeway", own.root().commandLine());
        return Outcome.fine(script.stripTrailing(), Map.of("script", script));
    }
}
