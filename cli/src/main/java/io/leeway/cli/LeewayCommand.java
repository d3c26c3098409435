package io.leeway.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command {@code leeway}.
 *
 * <pre>{@code
 * int exitCode = LeewayCommand.run(System.out, System.err, "drift", "january.csv", "july.csv");
 * }</pre>
 */
@Command(
        name = "leeway",
        description = "Keeps machine-learning models true after they ship.",
        mixinStandardHelpOptions = true,
        versionProvider = LeewayCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  done, and nothing found that a job should stop for",
            "  1  failed: the message on standard error says why",
            "  2  wrong usage: unknown option, missing argument",
            "  3  found: drift, a check or a gate that does not hold, too few data to say,",
            "     or a policy that says retrain",
            "",
            "Start with: leeway profile data.csv"
        })
public final class LeewayCommand {
    /** The commands in the order of the help. */
    private static final List<Class<?>> COMMANDS = List.of(
            ProfileCommand.class,
            ValidateCommand.class,
            DriftCommand.class,
            ReportCommand.class,
            EvaluateCommand.class,
            SchemaCommand.class,
            RegistryCommand.class,
            PolicyCommand.class,
            CompletionCommand.class,
            CommandLine.HelpCommand.class);

    private final Session session;

    private LeewayCommand(Session session) {
        this.session = session;
    }

    /**
     * Runs the command and ends the process with its exit code.
     *
     * @param args the arguments
     */
    public static void main(String... args) {
        // Standard output as it is: a PrintStream would not tell that a disk is full or that nobody reads any more.
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        boolean watched = System.console() != null && System.getenv("CI") == null;
        System.exit(run(out, new Session(err, watched, System::nanoTime, Clock.systemUTC()), args));
    }

    /**
     * Runs the command.
     *
     * @param out receives the result, in UTF-8
     * @param err receives what went wrong
     * @param args the arguments
     * @return the exit code: 0 fine, 1 failed, 2 wrong usage, 3 found drift, a gate that does not hold, or that a policy
     *     says retrain
     */
    public static int run(OutputStream out, PrintStream err, String... args) {
        return run(out, new Session(err, false, System::nanoTime, Clock.systemUTC()), args);
    }

    static int run(OutputStream out, Session session, String... args) {
        StringWriter text = new StringWriter();
        int code;
        try {
            code = commandLine(session, args)
                    .setOut(new PrintWriter(text))
                    .setErr(new PrintWriter(new OutputStreamWriter(session.err(), StandardCharsets.UTF_8), true))
                    .execute(args);
        } catch (OutOfMemoryError e) {
            session.err().println("leeway: not enough memory: give Java more by -Xmx, such as java -Xmx1g -jar ...");
            return ExitCode.FAILED;
        }
        try {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
            return code;
        } catch (IOException e) {
            return unwritten(session.err(), e, code);
        }
    }

    /** Who closes the pipe, such as head, has read enough; any other failure loses a result that somebody wants. */
    private static int unwritten(PrintStream err, IOException e, int code) {
        if (String.valueOf(e.getMessage()).contains("Broken pipe")) {
            return code;
        }
        err.println("leeway: the result cannot be written to standard output: " + e.getMessage());
        return ExitCode.FAILED;
    }

    private static CommandLine commandLine(Session session, String... args) {
        Failures failures = new Failures();
        CommandLine line = new CommandLine(new LeewayCommand(session));
        needed(args).forEach(line::addSubcommand);
        return line.setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .setUsageHelpWidth(80)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** The command that is named: reading the options of all others takes half of the time that a small task takes. */
    private static List<Class<?>> needed(String... args) {
        return COMMANDS.stream()
                .filter(type -> args.length > 0
                        && type != CompletionCommand.class
                        && name(type).equals(args[0]))
                .findFirst()
                .map(List::<Class<?>>of)
                .filter(only -> !only.contains(CommandLine.HelpCommand.class))
                .orElse(COMMANDS);
    }

    private static String name(Class<?> command) {
        Command declared = command.getAnnotation(Command.class);
        return declared == null ? "" : declared.name();
    }

    Session session() {
        return session;
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = LeewayCommand.class.getPackage().getImplementationVersion();
            return new String[] {
                "leeway " + (version == null ? "(not packaged)" : version) + ", Java "
                        + System.getProperty("java.version")
            };
        }
    }
}
