package io.leeway.onnx;

import io.leeway.pipeline.ModelSource;
import io.leeway.pipeline.SuppliedModel;
import io.leeway.pipeline.TrainingRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A candidate that an outside command trains, such as a Python script: it is given the training rows as CSV and writes an ONNX model.
 *
 * <pre>{@code
 * Pipeline.classification("flight-delay", schema)
 *     .candidate("scikit-learn", OnnxTraining.command("python3", "train.py", "{rows}", "{model}"))
 * }</pre>
 *
 * <p>In the arguments, <code>{rows}</code> stands for the file to read, <code>{model}</code> for the file to write and <code>{seed}</code>
 * for the seed of the run. The CSV is UTF-8 with a header: the features of the schema in their order, then the response; an empty field is a
 * missing value; rows are in the order of time. The command is started without a shell, in a new folder that is deleted afterwards; the
 * caller's thread waits for it. When its time is up, it is stopped, with all processes that it has started.
 *
 * <p>Immutable; each option returns a new value. Safe for use by several threads: each run has a folder of its own.
 */
public final class OnnxTraining implements ModelSource {
    /** The longest time that the command may take unless set: 10 minutes. */
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofMinutes(10);

    /** The most that the command may print unless set: {@value} bytes, 16 MiB. */
    public static final long DEFAULT_MAX_LOG_BYTES = 16L * 1024 * 1024;

    /** How many characters of what was printed last are kept with an error and with the version: {@value}. */
    public static final int LOG_TAIL = 2_000;

    /** Stands for the file of rows in the arguments. */
    static final String ROWS = "{rows}";

    /** Stands for the file of the model in the arguments. */
    static final String MODEL = "{model}";

    /** Stands for the seed of the run in the arguments. */
    static final String SEED = "{seed}";

    private final List<String> command;
    private final Duration timeLimit;
    private final long maxLogBytes;
    private final Optional<Path> directory;
    private final Map<String, String> environment;
    private final UnaryOperator<OnnxModel> declared;

    private OnnxTraining(
            List<String> command,
            Duration timeLimit,
            long maxLogBytes,
            Optional<Path> directory,
            Map<String, String> environment,
            UnaryOperator<OnnxModel> declared) {
        this.command = command;
        this.timeLimit = timeLimit;
        this.maxLogBytes = maxLogBytes;
        this.directory = directory;
        this.environment = environment;
        this.declared = declared;
    }

    /**
     * Names the command.
     *
     * @param command the program and its arguments, among them <code>{rows}</code> and <code>{model}</code>
     * @return the training, with the default limits
     * @throws IllegalArgumentException if no argument contains <code>{rows}</code>, or none <code>{model}</code>
     */
    public static OnnxTraining command(String... command) {
        List<String> all = List.of(command);
        for (String needed : List.of(ROWS, MODEL)) {
            if (all.stream().noneMatch(each -> each.contains(needed))) {
                throw new IllegalArgumentException("The command " + String.join(" ", all) + " is not told "
                        + (needed.equals(ROWS) ? "where the rows are" : "where to write the model")
                        + ": add the argument " + needed
                        + ".");
            }
        }
        return new OnnxTraining(
                all, DEFAULT_TIME_LIMIT, DEFAULT_MAX_LOG_BYTES, Optional.empty(), Map.of(), UnaryOperator.identity());
    }

    /**
     * Sets the longest time that the command may take.
     *
     * @param limit above zero; 10 minutes by default
     * @return the training with this limit
     * @throws IllegalArgumentException if it is not above zero
     */
    public OnnxTraining timeLimit(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("The time limit is " + limit + "; it must be above zero.");
        }
        return new OnnxTraining(command, limit, maxLogBytes, directory, environment, declared);
    }

    /**
     * Sets the most that the command may print.
     *
     * @param bytes above 0; {@value #DEFAULT_MAX_LOG_BYTES} by default
     * @return the training with this limit
     * @throws IllegalArgumentException if it is not above 0
     */
    public OnnxTraining maxLogBytes(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("The limit is " + bytes + " bytes; it must be above 0.");
        }
        return new OnnxTraining(command, timeLimit, bytes, directory, environment, declared);
    }

    /**
     * Sets the folder that the command is started in, so that relative paths in its arguments are found.
     *
     * @param folder the folder; by default the new one in which the rows are
     * @return the training in this folder
     */
    public OnnxTraining directory(Path folder) {
        return new OnnxTraining(command, timeLimit, maxLogBytes, Optional.of(folder), environment, declared);
    }

    /**
     * Sets a variable of the command's environment, which is otherwise that of this process.
     *
     * @param name the variable
     * @param value its value
     * @return the training with this variable
     */
    public OnnxTraining environment(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.put(name, value);
        return new OnnxTraining(command, timeLimit, maxLogBytes, directory, more, declared);
    }

    /**
     * Declares how rows fill the inputs of the model that the command writes, and what its output is.
     *
     * @param declarations adds declarations to a model of which everything is inferred, such as {@code model -> model.logits()}
     * @return the training with these declarations
     */
    public OnnxTraining declared(UnaryOperator<OnnxModel> declarations) {
        return new OnnxTraining(
                command, timeLimit, maxLogBytes, directory, environment, Objects.requireNonNull(declarations));
    }

    @Override
    public <R> SuppliedModel supply(TrainingRequest<R> request) {
        try (TrainingFolder folder = TrainingFolder.create(command)) {
            folder.writeRows(request);
            List<String> arguments = command.stream()
                    .map(each -> each.replace(ROWS, folder.rows().toString())
                            .replace(MODEL, folder.model().toString())
                            .replace(SEED, Long.toString(request.seed())))
                    .toList();
            new TrainingProcess(arguments, timeLimit, maxLogBytes, directory.orElse(folder.path()), environment)
                    .run(folder);
            OnnxModel model = declared.apply(OnnxModel.of(folder.readModel()));
            SuppliedModel supplied = model.supply(request);
            Map<String, String> metadata = new LinkedHashMap<>(supplied.metadata());
            metadata.put(OnnxMetadata.TRAINING_LOG, folder.logTail());
            return supplied.metadata(metadata).trainedBy(String.join(" ", command));
        }
    }

    /** True: the command trains on the rows of the run. */
    @Override
    public boolean trains() {
        return true;
    }

    @Override
    public String toString() {
        return "OnnxTraining" + command;
    }
}
