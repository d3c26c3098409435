package io.leeway.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.leeway.model.ClosedModelException;
import io.leeway.model.UnseenCategories;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A graph in ONNX Runtime: gives the raw values of rows.
 *
 * <p>Safe for use by several threads. Its native memory is released by {@link #close()} or by the last run that leaves after it; where nobody
 * closed it, by the next model that is opened after it became unreachable.
 */
final class RuntimeModel<R> implements AutoCloseable {
    private static final int BATCH_BYTES = 1 << 20;
    private static final int MOST_ROWS = 4096;
    private static final ReferenceQueue<Shared> UNREACHABLE = new ReferenceQueue<>();
    private static final Set<Forgotten> OPEN = ConcurrentHashMap.newKeySet();

    private final OnnxGraph graph;
    private final Binding<R> binding;
    private final OutputForm output;
    private final OutputReader reader;
    private final Shared shared;
    private final NativeMemory memory;
    private final Set<String> wanted;
    private final int mostRows;

    /** What this model and those over cells hold: their native memory is forgotten when none of them is reachable any more. */
    private record Shared(NativeMemory memory) {}

    private RuntimeModel(OnnxGraph graph, Binding<R> binding, OutputForm output, Shared shared) {
        this.graph = graph;
        this.binding = binding;
        this.output = output;
        this.reader = new OutputReader(output, graph);
        this.shared = shared;
        this.memory = shared.memory();
        this.wanted = Set.of(output.output());
        this.mostRows = graph.inputs().stream().allMatch(Port::takesAnyNumberOfRows) ? rowsAtOnce(binding) : 1;
    }

    /** As many rows as fill a mebibyte with their values, but not so many that a caller waits for long. */
    private static int rowsAtOnce(Binding<?> binding) {
        int columns = Math.max(
                1,
                binding.inputs().values().stream()
                        .mapToInt(each -> each.cells().length)
                        .sum());
        return Math.max(1, Math.min(MOST_ROWS, BATCH_BYTES / (columns * Double.BYTES)));
    }

    /** Clears up after a model that nobody closed. */
    private static final class Forgotten extends PhantomReference<Shared> {
        private final NativeMemory memory;

        Forgotten(Shared shared) {
            super(shared, UNREACHABLE);
            this.memory = shared.memory();
        }
    }

    /**
     * Opens a model as it is written, to try it: nothing of it is computed before a run, which can be stopped.
     *
     * @throws io.leeway.model.ModelException if ONNX Runtime refuses it
     */
    static <R> RuntimeModel<R> unoptimised(OnnxGraph graph, byte[] bytes, Binding<R> binding, OutputForm output) {
        return open(graph, bytes, binding, output, OptLevel.NO_OPT);
    }

    /**
     * Opens a model that has been tried; ONNX Runtime computes what depends on no row, and cannot be stopped in that.
     *
     * @throws io.leeway.model.ModelException if ONNX Runtime refuses it
     */
    static <R> RuntimeModel<R> optimised(OnnxGraph graph, byte[] bytes, Binding<R> binding, OutputForm output) {
        return open(graph, bytes, binding, output, OptLevel.ALL_OPT);
    }

    private static <R> RuntimeModel<R> open(
            OnnxGraph graph, byte[] bytes, Binding<R> binding, OutputForm output, OptLevel level) {
        releaseForgotten();
        OrtEnvironment environment = environment();
        try (SessionOptions options = new SessionOptions()) {
            // One thread a prediction: the caller's. Many callers share the session.
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            options.setOptimizationLevel(level);
            // Else bytes could be one model in ONNX's form, which was examined, and another in ONNX Runtime's own.
            options.addConfigEntry("session.load_model_format", "ONNX");
            OrtSession session = environment.createSession(bytes, options);
            Shared shared = new Shared(new NativeMemory(session));
            OPEN.add(new Forgotten(shared));
            return new RuntimeModel<>(graph, binding, output, shared);
        } catch (OrtException e) {
            throw Refusal.of(graph.proto(), bytes.length, environment.getVersion(), e);
        }
    }

    /** How many sessions have not been closed; those of models that were forgotten are closed first. */
    static int openSessions() {
        releaseForgotten();
        return OPEN.size();
    }

    private static void releaseForgotten() {
        for (Object each = UNREACHABLE.poll(); each != null; each = UNREACHABLE.poll()) {
            if (each instanceof Forgotten forgotten) {
                forgotten.memory.shut();
                OPEN.remove(forgotten);
            }
        }
    }

    private static OrtEnvironment environment() {
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "leeway");
        try {
            environment.setTelemetry(false);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not be told to send no telemetry.", e);
        }
        return environment;
    }

    /** The same model, in the same session, for rows that are read by another binding of its mapping; closed with this one. */
    <S> RuntimeModel<S> over(Binding<S> other) {
        return new RuntimeModel<>(graph, other, output, shared);
    }

    /** How many rows can be given at once. */
    int mostRows() {
        return mostRows;
    }

    /** Returns the raw values of one row. */
    double[] one(R row, UnseenCategories unseen) {
        return run(() -> values(List.of(row), false, unseen, null, this::copy));
    }

    /** Returns the raw values of at most {@link #mostRows()} rows, given all at once. */
    double[] many(List<? extends R> rows, UnseenCategories unseen, @Nullable RunOptions options) {
        return run(() -> values(rows, mostRows > 1, unseen, options, this::copy));
    }

    private double[] copy(double[] raw, int rows) {
        return Arrays.copyOf(raw, rows * output.rawWidth());
    }

    /** Returns the answers of at most {@link #mostRows()} rows, given all at once. */
    double[] answers(List<? extends R> rows, UnseenCategories unseen, AnswerReader answers) {
        return run(() -> values(rows, mostRows > 1, unseen, null, answers::read));
    }

    /** What is done with the raw values, whose memory is kept for the next rows. */
    private interface Use {
        double[] of(double[] raw, int rows);
    }

    private double[] values(
            List<? extends R> rows, boolean many, UnseenCategories unseen, @Nullable RunOptions options, Use use)
            throws OrtException {
        InputTensors kept = memory.take(many);
        InputTensors tensors =
                kept == null ? new InputTensors(graph, binding, many ? mostRows : 1, output.rawWidth(), memory) : kept;
        boolean healthy = false;
        try {
            @SuppressWarnings("unchecked")
            R[] all = (R[]) rows.toArray();
            tensors.fill(all, binding, unseen);
            run(tensors, all.length, options);
            healthy = true;
            return use.of(tensors.raw(), all.length);
        } finally {
            if (!healthy || !memory.keep(tensors, many)) {
                tensors.close();
            }
        }
    }

    private void run(InputTensors tensors, int rows, @Nullable RunOptions options) throws OrtException {
        Map<String, OnnxTensor> inputs = tensors.tensors(rows);
        try (OrtSession.Result result = options == null
                ? memory.session().run(inputs, wanted)
                : memory.session().run(inputs, wanted, options)) {
            OnnxValue value = result.get(0);
            reader.read(value, rows, tensors.raw());
        } finally {
            tensors.closeUnshared();
        }
    }

    /** What is run while the memory may be used. */
    private interface Run {
        double[] call() throws OrtException;
    }

    private double[] run(Run what) {
        if (!memory.enter()) {
            throw new ClosedModelException("an ONNX model that gives " + output.output());
        }
        try {
            return what.call();
        } catch (OrtException e) {
            throw new OnnxRunException(output.output(), Refusal.words(e), e);
        } finally {
            memory.leave();
        }
    }

    @Override
    public void close() {
        memory.shut();
        OPEN.removeIf(each -> each.memory == memory);
    }

    /** The types of the graph's inputs by name, for those that have been bound. */
    static Map<String, Port> portsByName(OnnxGraph graph) {
        Map<String, Port> ports = new LinkedHashMap<>();
        graph.inputs().forEach(each -> ports.put(each.name(), each));
        return ports;
    }
}
