package io.leeway.onnx;

import io.leeway.model.ModelFormat;
import io.leeway.model.ModelSpec;
import io.leeway.model.Scorer;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads models in the ONNX format, without trusting their bytes.
 *
 * <p>Before native code sees a model it is parsed and examined: external data, operators of other libraries, loops, and graphs without
 * end are refused, and so is what is larger than a limit. Then the inputs and outputs are compared with the schema, the graph is compiled
 * to flat arrays where it is made of scikit-learn's usual operators (verified against ONNX Runtime on synthetic rows), and synthetic rows
 * are scored, within a time limit. Neither loading itself nor a single operator can be stopped, and the memory that a graph asks for is not
 * limited: read the models of strangers in a process of their own.
 *
 * <p>A model for which ONNX Runtime lacks an operator or an opset is refused by {@link UnsupportedModelException}.
 *
 * <p>Found by {@link java.util.ServiceLoader} where {@code leeway-onnx} is on the class or module path. Immutable and safe for use by several
 * threads; each option returns a new value.
 */
public final class OnnxFormat implements ModelFormat {
    /** The format's name in a version's metadata: {@value}. */
    public static final String NAME = "onnx";

    /** The most bytes that a model may have unless set: {@value}, 256 MiB. */
    public static final int DEFAULT_MAX_BYTES = 256 * 1024 * 1024;

    /** The longest time that scoring the synthetic rows may take when a model is loaded, unless set: 10 seconds. */
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(10);

    private static final OnnxFormat DEFAULT = new OnnxFormat();

    private final int maxBytes;
    private final Duration timeLimit;
    private final boolean compile;

    /** For {@link java.util.ServiceLoader}; the same as {@link #create()}. */
    public OnnxFormat() {
        this(DEFAULT_MAX_BYTES, DEFAULT_TIME_LIMIT, true);
    }

    private OnnxFormat(int maxBytes, Duration timeLimit, boolean compile) {
        this.maxBytes = maxBytes;
        this.timeLimit = timeLimit;
        this.compile = compile;
    }

    /**
     * Returns the format with its default limits.
     *
     * @return the format
     */
    public static OnnxFormat create() {
        return DEFAULT;
    }

    /**
     * Sets the most bytes that a model may have.
     *
     * @param bytes above 0; {@value #DEFAULT_MAX_BYTES} by default
     * @return the format with this limit
     * @throws IllegalArgumentException if it is not above 0
     */
    public OnnxFormat maxBytes(int bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("The limit is " + bytes + " bytes; it must be above 0.");
        }
        return new OnnxFormat(bytes, timeLimit, compile);
    }

    /**
     * Sets the longest time that scoring the synthetic rows may take when a model is loaded.
     *
     * @param limit above zero; 10 seconds by default
     * @return the format with this limit
     * @throws IllegalArgumentException if it is not above zero
     */
    public OnnxFormat timeLimit(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("The time limit is " + limit + "; it must be above zero.");
        }
        return new OnnxFormat(maxBytes, limit, compile);
    }

    /**
     * Sets whether graphs of scikit-learn's usual operators are compiled to flat arrays.
     *
     * @param flat true by default; false lets ONNX Runtime answer all models
     * @return the format with this choice
     */
    public OnnxFormat compile(boolean flat) {
        return new OnnxFormat(maxBytes, timeLimit, flat);
    }

    int limit() {
        return maxBytes;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public <R> Scorer<R> read(ModelSpec<R> spec, byte[] bytes) {
        OnnxGraph graph = OnnxGraph.of(bytes, maxBytes);
        Mapping mapping = mapping(spec, graph);
        return new ScorerFactory(timeLimit, compile).scorer(spec, graph, mapping, bytes);
    }

    /** The mapping that was stored with the version; a version without one was registered elsewhere, and everything is inferred. */
    private static Mapping mapping(ModelSpec<?> spec, OnnxGraph graph) {
        String stored = spec.entry(OnnxMetadata.MAPPING);
        return stored == null ? infer(spec, Declarations.NONE, graph) : new StoredMapping(spec, graph).read(stored);
    }

    private static Mapping infer(ModelSpec<?> spec, Declarations declared, OnnxGraph graph) {
        return new Mapping(
                InputInference.of(spec.schema(), declared, graph), OutputInference.of(spec, declared, graph));
    }

    Map<String, String> metadata(ModelSpec<?> spec, Declarations declared, byte[] bytes) {
        Mapping mapping = infer(spec, declared, OnnxGraph.of(bytes, maxBytes));
        return Map.of(OnnxMetadata.MAPPING, mapping.toText());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OnnxFormat format
                && maxBytes == format.maxBytes
                && timeLimit.equals(format.timeLimit)
                && compile == format.compile;
    }

    @Override
    public int hashCode() {
        return maxBytes + timeLimit.hashCode();
    }

    @Override
    public String toString() {
        return "OnnxFormat[at most " + maxBytes + " bytes, " + timeLimit + "]";
    }
}
