package io.leeway.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Everything about policies of retraining. */
@Command(
        name = "policy",
        description = {
            "Says what a policy of retraining decides now, or would have decided, and why.",
            "",
            "A policy is a text, as RetrainingPolicy.toText() writes it:",
            "",
            "  policy flights",
            "  when logLoss exceeds baseRateLogLoss by at least 0 for 2 looks",
            "  or age at least 60 d",
            "  unless data quality failing",
            "  pause 7 d",
            "  at most 4 in 90 d",
            "",
            "Conditions: drift share at least X, age at least T, new labels at least N, data quality failing, adaptation"
                    + " gain at least X, adaptation gain below X, adaptation saturated, training gain at least X, training"
                    + " gain below X, harm, estimated loss above X, broken data; of a metric M:"
                    + " M above X, M below X, |M| above X, M drops by at least X, M rises by at least X, M exceeds OTHER by"
                    + " at least X, each with: on at least N rows. They are combined by and, or, not (...), (...), and: for"
                    + " N looks. Also: one every T with up to N saved."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {PolicyExplainCommand.class, PolicyReplayCommand.class})
final class PolicyCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    // Read by picocli.
    @SuppressWarnings("UnusedVariable")
    private boolean help;
}
