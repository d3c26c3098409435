package io.leeway.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all commands have in common: their result as a text or as JSON, and progress. */
@Command(sortOptions = false, abbreviateSynopsis = true)
abstract class Task implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            order = 100,
            description = "Shows this help.")
    // Read by picocli.
    @SuppressWarnings("UnusedVariable")
    private boolean help;

    @Option(names = "--json", order = 98, description = "Prints the result as JSON, errors included.")
    private boolean json;

    @Option(
            names = "--progress",
            negatable = true,
            order = 99,
            description = "Shows progress on standard error; the default where it is a terminal.")
    private @Nullable Boolean progress;

    /** Does the work; what a user can mend is thrown as a typed exception. */
    abstract Outcome run();

    @Override
    public final Integer call() {
        Outcome outcome = run();
        spec.commandLine().getOut().println(json ? JsonText.write(outcome.json()) : outcome.text());
        spec.commandLine().getOut().flush();
        return outcome.exitCode();
    }

    final Session session() {
        return ((LeewayCommand) spec.root().userObject()).session();
    }

    final Progress progress() {
        Session session = session();
        Boolean wanted = progress;
        return new Progress(session.err(), wanted == null ? session.watched() : wanted, session.nanos());
    }
}
