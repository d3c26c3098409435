package io.leeway.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Everything about a registry in a folder. */
@Command(
        name = "registry",
        description = {
            "Lists, compares, registers, promotes and verifies the models of a registry in a folder.",
            "",
            "An alias, such as champion, names the version that a service predicts with. It moves only from the version"
                    + " that you expect, so that of two people who promote at once one is told who was first."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RegistryQueries.ListModels.class,
            RegistryQueries.Show.class,
            CardCommand.class,
            RegistryQueries.Diff.class,
            RegisterCommand.class,
            AliasCommands.Promote.class,
            AliasCommands.Rollback.class,
            RegistryQueries.Audit.class,
            RegistryQueries.Verify.class
        })
final class RegistryCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    // Read by picocli.
    @SuppressWarnings("UnusedVariable")
    private boolean help;
}
