package io.leeway.benchmarks;

import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxSequence;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.leeway.data.Rows;
import io.leeway.examples.flights.Flight;
import io.leeway.model.ModelMetadata;
import io.leeway.model.ModelSpec;
import io.leeway.onnx.OnnxFormat;
import io.leeway.onnx.OnnxModel;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.serving.LiveModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.tribuo.classification.Label;
import tools.jackson.databind.json.JsonMapper;

/**
 * ONNX models on real flights: what a live model costs beside plain calls of ONNX Runtime that reuse their tensors, both from the rows.
 * Plain calls are written by hand for these very models, as an application would without Leeway.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class OnnxBenchmark {
    static final int ROWS = 2_000;
    private static final String FOLDER = "/io/leeway/examples/onnx/";

    private List<Flight> flights = List.of();
    private LiveModel<Flight, Label> network;
    private LiveModel<Flight, Label> logistic;
    private LiveModel<Flight, Label> logisticByRuntime;
    private LiveModel<Flight, Label> boosting;
    private PlainNetwork plainNetwork;
    private PlainColumns plainLogistic;
    private PlainColumns plainBoosting;

    /** What the script that trained a network wrote beside it. */
    private record Columns(List<String> numbers, Map<String, List<String>> categories) {}

    /** Loads the flights and the models. */
    @Setup(Level.Trial)
    public void setUp() throws IOException, OrtException {
        flights = flights(100_000, 100_000 + ROWS);
        Columns columns = new JsonMapper().readValue(resource(FOLDER + "flights_keras_columns.json"), Columns.class);
        network = live("flights-keras.onnx", true, model -> model.matrix("features", features(columns))
                .asNumber("hour", "dayOfWeek")
                .oneHot("carrier", columns.categories().get("carrier"))
                .oneHot("origin", columns.categories().get("origin"))
                .probabilities());
        logistic = live("flights-sklearn-logistic.onnx", true, model -> model);
        logisticByRuntime = live("flights-sklearn-logistic.onnx", false, model -> model);
        boosting = live("flights-sklearn-boosting.onnx", true, model -> model);
        if (network.isCompiled() || !logistic.isCompiled() || !boosting.isCompiled()) {
            throw new IllegalStateException(network + ", " + logistic + ", " + boosting);
        }
        plainNetwork = new PlainNetwork(columns);
        plainLogistic = new PlainColumns("flights-sklearn-logistic.onnx", "probabilities");
        plainBoosting = new PlainColumns("flights-sklearn-boosting.onnx", "output_probability");
    }

    /** Closes the models. */
    @TearDown(Level.Trial)
    public void tearDown() throws OrtException {
        List.of(network, logistic, logisticByRuntime, boosting).forEach(LiveModel::close);
        plainNetwork.session.close();
        plainLogistic.session.close();
        plainBoosting.session.close();
    }

    private static List<String> features(Columns columns) {
        List<String> features = new java.util.ArrayList<>(columns.numbers());
        features.addAll(columns.categories().keySet());
        return features;
    }

    static List<Flight> flights(int from, int to) throws IOException {
        Path copy = Files.createTempFile("flights", ".csv.gz");
        try (InputStream in =
                new java.io.ByteArrayInputStream(resource("/io/leeway/examples/flights/flights-2013.csv.gz"))) {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            return List.copyOf(Rows.csv(copy, Flight.class).toList().subList(from, to));
        } finally {
            Files.delete(copy);
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Flight.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }

    private static LiveModel<Flight, Label> live(String file, boolean compile, UnaryOperator<OnnxModel> declared)
            throws IOException {
        byte[] bytes = resource(FOLDER + file);
        Map<String, String> metadata = new HashMap<>(
                declared.apply(OnnxModel.of(bytes)).metadata(ModelSpec.classifier(Flight.SCHEMA, "true")));
        metadata.put(ModelMetadata.FORMAT, OnnxFormat.NAME);
        metadata.put(ModelMetadata.POSITIVE_CLASS, "true");
        MemoryRegistry registry = MemoryRegistry.create();
        registry.register("flights", ModelArtifact.of(bytes).metadata(metadata));
        registry.moveAlias("flights", "champion", 0, 1, "the first");
        return LiveModel.classification(Flight.SCHEMA, registry, "flights", "champion")
                .format(OnnxFormat.create().compile(compile))
                .build();
    }

    private static OrtSession session(String file) throws IOException, OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        return OrtEnvironment.getEnvironment().createSession(resource(FOLDER + file), options);
    }

    /** The network by hand: one matrix, filled column by column. */
    private static final class PlainNetwork {
        private static final int WIDTH = 33;

        private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
        private final OrtSession session = session("flights-keras.onnx");
        private final Feature<Flight>[] numbers;
        private final Feature<Flight> hour = Flight.SCHEMA.feature("hour");
        private final Feature<Flight> dayOfWeek = Flight.SCHEMA.feature("dayOfWeek");
        private final Feature<Flight> carrier = Flight.SCHEMA.feature("carrier");
        private final Feature<Flight> origin = Flight.SCHEMA.feature("origin");
        private final Map<String, Integer> carriers = new HashMap<>();
        private final Map<String, Integer> origins = new HashMap<>();
        private final FloatBuffer one = buffer(1);
        private final FloatBuffer many = buffer(ROWS);
        private final Map<String, OnnxTensor> oneInput =
                Map.of("features", OnnxTensor.createTensor(environment, one, new long[] {1, WIDTH}));
        private final Map<String, OnnxTensor> manyInput =
                Map.of("features", OnnxTensor.createTensor(environment, many, new long[] {ROWS, WIDTH}));

        @SuppressWarnings("unchecked")
        PlainNetwork(Columns columns) throws IOException, OrtException {
            this.numbers = columns.numbers().subList(0, 12).stream()
                    .map(Flight.SCHEMA::feature)
                    .toArray(size -> (Feature<Flight>[]) new Feature<?>[size]);
            columns.categories().get("carrier").forEach(each -> carriers.put(each, 14 + carriers.size()));
            columns.categories().get("origin").forEach(each -> origins.put(each, 30 + origins.size()));
        }

        private static FloatBuffer buffer(int rows) {
            return ByteBuffer.allocateDirect(rows * WIDTH * Float.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        }

        private void fill(Flight flight, FloatBuffer into, int from) {
            into.put(from, (float) flight.distance());
            into.put(from + 1, (float) flight.elapsed());
            into.put(from + 2, (float) flight.temp());
            into.put(from + 3, (float) flight.dewp());
            into.put(from + 4, (float) flight.humid());
            into.put(from + 5, (float) flight.windSpeed());
            into.put(from + 6, (float) flight.windGust());
            into.put(from + 7, (float) flight.precip());
            into.put(from + 8, (float) flight.pressure());
            into.put(from + 9, (float) flight.visib());
            into.put(from + 10, (float) flight.seats());
            into.put(from + 11, (float) flight.planeYear());
            into.put(from + 12, flight.hour());
            into.put(from + 13, flight.dayOfWeek());
            for (int i = 14; i < WIDTH; i++) {
                into.put(from + i, 0);
            }
            one(carriers.get(flight.carrier()), into, from);
            one(origins.get(flight.origin()), into, from);
        }

        /** Fills by the schema's accessors, as code must that does not know the class of its rows. */
        private void fillBySchema(Flight flight, FloatBuffer into, int from) {
            for (int i = 0; i < 12; i++) {
                into.put(from + i, (float) numbers[i].number(flight));
            }
            into.put(from + 12, Float.parseFloat(Objects.requireNonNull(hour.category(flight))));
            into.put(from + 13, Float.parseFloat(Objects.requireNonNull(dayOfWeek.category(flight))));
            for (int i = 14; i < WIDTH; i++) {
                into.put(from + i, 0);
            }
            one(carriers.get(carrier.category(flight)), into, from);
            one(origins.get(origin.category(flight)), into, from);
        }

        private static void one(Integer column, FloatBuffer into, int from) {
            if (column != null) {
                into.put(from + column, 1);
            }
        }

        double score(Flight flight) throws OrtException {
            fill(flight, one, 0);
            try (OrtSession.Result result = session.run(oneInput)) {
                return ((OnnxTensor) result.get(0)).getFloatBuffer().get(0);
            }
        }

        double[] scores(List<Flight> flights, boolean bySchema) throws OrtException {
            for (int i = 0; i < ROWS; i++) {
                if (bySchema) {
                    fillBySchema(flights.get(i), many, i * WIDTH);
                } else {
                    fill(flights.get(i), many, i * WIDTH);
                }
            }
            return filled();
        }

        /** Runs what is filled in already. */
        double[] filled() throws OrtException {
            try (OrtSession.Result result = session.run(manyInput)) {
                FloatBuffer answers = ((OnnxTensor) result.get(0)).getFloatBuffer();
                double[] scores = new double[ROWS];
                for (int i = 0; i < ROWS; i++) {
                    scores[i] = answers.get(i);
                }
                return scores;
            }
        }
    }

    /** A graph with one input a column by hand: tensors of numbers are kept, those of texts must be made anew. */
    private static final class PlainColumns {
        private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
        private final OrtSession session;
        private final String output;
        private final List<Feature<Flight>> features = Flight.SCHEMA.features();
        private final FloatBuffer[] numbers = new FloatBuffer[features.size()];
        private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();

        PlainColumns(String file, String output) throws IOException, OrtException {
            this.session = session(file);
            this.output = output;
            for (Feature<Flight> each : features) {
                if (each.type() == FeatureType.NUMERIC) {
                    numbers[each.index()] = ByteBuffer.allocateDirect(Float.BYTES)
                            .order(ByteOrder.nativeOrder())
                            .asFloatBuffer();
                    inputs.put(each.name(), OnnxTensor.createTensor(environment, numbers[each.index()], new long[] {1, 1
                    }));
                }
            }
        }

        double score(Flight flight) throws OrtException {
            for (Feature<Flight> each : features) {
                if (each.type() == FeatureType.NUMERIC) {
                    numbers[each.index()].put(0, (float) each.number(flight));
                } else {
                    String text = each.category(flight);
                    inputs.put(
                            each.name(),
                            OnnxTensor.createTensor(
                                    environment, new String[] {text == null ? "" : text}, new long[] {1, 1}));
                }
            }
            try (OrtSession.Result result = session.run(inputs, Set.of(output))) {
                if (result.get(0) instanceof OnnxTensor tensor) {
                    return tensor.getFloatBuffer().get(1);
                }
                try (OnnxMap map =
                        (OnnxMap) ((OnnxSequence) result.get(0)).getValue().get(0)) {
                    return ((Number) map.getValue().get(1L)).doubleValue();
                }
            } finally {
                for (Feature<Flight> each : features) {
                    if (each.type() == FeatureType.CATEGORICAL) {
                        inputs.get(each.name()).close();
                    }
                }
            }
        }
    }

    /** The network by plain calls, one row at a time. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void networkPlain(Blackhole sink) throws OrtException {
        for (Flight each : flights) {
            sink.consume(plainNetwork.score(each));
        }
    }

    /** The network by a live model, one row at a time. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void networkLive(Blackhole sink) {
        for (Flight each : flights) {
            sink.consume(network.score(each));
        }
    }

    /** The network by one plain call for all rows. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double[] networkPlainBatch() throws OrtException {
        return plainNetwork.scores(flights, false);
    }

    /** The same, filled by the schema's accessors instead of the record's. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double[] networkPlainBatchBySchema() throws OrtException {
        return plainNetwork.scores(flights, true);
    }

    /** The same, of a matrix that is filled already: what ONNX Runtime itself takes. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double[] networkPlainBatchFilled() throws OrtException {
        return plainNetwork.filled();
    }

    /** The network by a live model, all rows at once. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double[] networkLiveBatch() {
        return network.scoreAll(flights);
    }

    /** The same with labels. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public List<Label> networkLivePredictAll() {
        return network.predictAll(flights);
    }

    /** Logistic regression of scikit-learn by plain calls. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void logisticPlain(Blackhole sink) throws OrtException {
        for (Flight each : flights) {
            sink.consume(plainLogistic.score(each));
        }
    }

    /** Logistic regression of scikit-learn by a live model that ONNX Runtime answers. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void logisticLiveByRuntime(Blackhole sink) {
        for (Flight each : flights) {
            sink.consume(logisticByRuntime.score(each));
        }
    }

    /** Logistic regression of scikit-learn by a live model, compiled. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void logisticLive(Blackhole sink) {
        for (Flight each : flights) {
            sink.consume(logistic.score(each));
        }
    }

    /** The same, all rows at once. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double[] logisticLiveBatch() {
        return logistic.scoreAll(flights);
    }

    /** Boosted trees of scikit-learn by plain calls. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void boostingPlain(Blackhole sink) throws OrtException {
        for (Flight each : flights) {
            sink.consume(plainBoosting.score(each));
        }
    }

    /** Boosted trees of scikit-learn by a live model, compiled. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void boostingLive(Blackhole sink) {
        for (Flight each : flights) {
            sink.consume(boosting.score(each));
        }
    }

    /** The same, all rows at once. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double[] boostingLiveBatch() {
        return boosting.scoreAll(flights);
    }
}
