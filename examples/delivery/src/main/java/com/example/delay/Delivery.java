package com.example.delay;

import io.leeway.data.DataException;
import io.leeway.data.Rows;
import io.leeway.model.ModelException;
import io.leeway.pipeline.PipelineException;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.RegistryException;
import io.leeway.registry.file.FileRegistry;
import io.leeway.schema.SchemaException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stages of the delivery, one command each. */
public final class Delivery {
    private static final String USAGE = """
            Usage: ./stage STAGE

              check-data   reads the flights and checks what they must be like
              test         tests the model by JUnit 5
              train        trains the candidate
              gate         compares the candidate with its thresholds and with the champion
              register     registers the candidate, as passed or as rejected
              consent      asks a person; --by NAME where the CI system has asked already
              promote      makes the registered version the champion
              look-after   replays the flights that came after
              roll-back    makes the version before the champion again, if look-after found it better; --reason TEXT if a person did
              summary      prints in Markdown what the stages that are named after it wrote

            Exit codes: 0 done; 1 failed; 2 wrong usage; 3 found something that a pipeline should stop for.

              LEEWAY_REGISTRY  the registry's folder, on a disk that all jobs reach; models by default
              DELAY_DATA       the flights to train on; data/flights.csv.gz by default
              DELAY_LATER      the flights to look after with; data/later.csv.gz by default
            """;

    private static final Map<String, String> OPTIONS = Map.of("consent", "--by", "roll-back", "--reason");

    private final Map<String, String> env;
    private final Workspace workspace;
    private final CiRun run;

    Delivery(Map<String, String> env, Path workspace) {
        this.env = env;
        this.workspace = new Workspace(workspace);
        this.run = CiRun.of(env);
    }

    /**
     * Runs a stage and exits with its code.
     *
     * @param args the name of the stage, and its options
     */
    public static void main(String[] args) {
        System.exit(new Delivery(System.getenv(), Path.of("target", "delivery")).run(System.out, System.err, args));
    }

    int run(PrintStream out, PrintStream err, String... args) {
        String stage = args.length == 0 ? "" : args[0];
        try {
            Outcome outcome = outcome(stage, List.of(args).subList(Math.min(1, args.length), args.length));
            out.println(outcome.text());
            workspace.note(
                    stage + ".md", "### " + stage + "\n\n```\n" + outcome.text().strip() + "\n```");
            return outcome.exitCode();
        } catch (StageException e) {
            err.println(stage.isEmpty() ? e.getMessage() : stage + ": " + e.getMessage());
            return e.exitCode();
        } catch (RegistryException
                | DataException
                | SchemaException
                | PipelineException
                | ModelException
                | UncheckedIOException e) {
            err.println(stage + ": " + e.getMessage());
            return Outcome.FAILED;
        }
    }

    private Outcome outcome(String stage, List<String> options) {
        String option = OPTIONS.getOrDefault(stage, "");
        Optional<String> value = option.isEmpty() ? Optional.empty() : value(option, options);
        if (option.isEmpty() && !options.isEmpty()) {
            throw new StageException(Outcome.WRONG_USAGE, "takes no options, but was given " + options);
        }
        return switch (stage) {
            case "check-data" -> new Training(this).checkData();
            case "train" -> new Training(this).train();
            case "gate" -> new Gating(this).gate();
            case "register" -> new Gating(this).register();
            case "consent" -> new Promotion(this).consent(value);
            case "promote" -> new Promotion(this).promote();
            case "look-after" -> new Aftercare(this).lookAfter();
            case "roll-back" -> new Aftercare(this).rollBack(value);
            default ->
                throw new StageException(
                        Outcome.WRONG_USAGE, stage.isEmpty() ? USAGE : "there is no such stage\n\n" + USAGE);
        };
    }

    private static Optional<String> value(String option, List<String> options) {
        if (options.isEmpty()) {
            return Optional.empty();
        }
        if (options.size() != 2
                || !options.get(0).equals(option)
                || options.get(1).isBlank()) {
            throw new StageException(
                    Outcome.WRONG_USAGE,
                    "takes " + option + " and one text that is not blank, but was given " + options);
        }
        return Optional.of(options.get(1).strip());
    }

    Workspace workspace() {
        return workspace;
    }

    CiRun ciRun() {
        return run;
    }

    Path data() {
        return Path.of(env.getOrDefault("DELAY_DATA", "data/flights.csv.gz"));
    }

    List<Flight> flights() {
        return Rows.csv(data(), Flight.class).toList();
    }

    List<Flight> laterFlights() {
        return Rows.csv(Path.of(env.getOrDefault("DELAY_LATER", "data/later.csv.gz")), Flight.class)
                .toList();
    }

    /** Opens the registry. A folder that is named must exist: a disk that is not mounted is no empty registry. */
    ModelRegistry registry() {
        Optional<String> named = Optional.ofNullable(env.get("LEEWAY_REGISTRY")).filter(each -> !each.isBlank());
        if (named.isPresent() && !Files.isDirectory(Path.of(named.get()))) {
            throw StageException.failed("LEEWAY_REGISTRY is " + named.get()
                    + ", and there is no such folder: mount the disk that holds the registry; for a new registry, create the"
                    + " empty folder");
        }
        return FileRegistry.open(Path.of(named.orElse("models")));
    }
}
