package io.leeway.cli;

import io.leeway.card.CardException;
import io.leeway.data.DataException;
import io.leeway.model.ModelException;
import io.leeway.monitoring.profile.ProfileException;
import io.leeway.monitoring.profile.ProfileFormatException;
import io.leeway.monitoring.report.ReportException;
import io.leeway.registry.RegistryException;
import io.leeway.retraining.PolicyException;
import io.leeway.retraining.PolicyFormatException;
import io.leeway.schema.SchemaException;
import io.leeway.schema.SchemaFormatException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Words what went wrong: a message for what a user can mend, a stack trace only for what is a defect of Leeway. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private static final List<Class<? extends RuntimeException>> EXPECTED = List.of(
            CommandException.class,
            DataException.class,
            SchemaException.class,
            SchemaFormatException.class,
            ProfileException.class,
            ProfileFormatException.class,
            ReportException.class,
            CardException.class,
            RegistryException.class,
            ModelException.class,
            PolicyException.class,
            PolicyFormatException.class,
            IllegalArgumentException.class);

    @Override
    public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
        String message = asOptions(String.valueOf(e.getMessage()));
        if (EXPECTED.stream().noneMatch(type -> type.isInstance(e))) {
            message = "a defect of leeway, please report it: " + e;
            e.printStackTrace(line.getErr());
        }
        tell(line, message, e, parsed.originalArgs());
        return e instanceof CommandException command ? command.exitCode() : ExitCode.FAILED;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        tell(line, String.valueOf(e.getMessage()), e, Arrays.asList(args));
        PrintWriter err = line.getErr();
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try: " + line.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return ExitCode.WRONG_USAGE;
    }

    private static void tell(CommandLine line, String message, Exception e, List<String> args) {
        line.getErr().println("leeway: " + message);
        line.getErr().flush();
        if (args.contains("--json")) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("type", e.getClass().getSimpleName());
            error.put("message", message);
            line.getOut().println(JsonText.write(Map.of("error", error)));
            line.getOut().flush();
        }
    }

    /** The library names its methods as remedies; a shell has options. */
    private static String asOptions(String message) {
        return message.replaceAll("say so by separator\\('(.{1,2})'\\)", "say so by --separator '$1'")
                .replace("name it by missing(...)", "name it by --missing")
                .replace("name its own by charset(...)", "convert it to UTF-8")
                .replace("name the charset that it is written in by charset(...)", "convert it to UTF-8");
    }
}
