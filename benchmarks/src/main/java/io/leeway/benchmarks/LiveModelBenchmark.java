package io.leeway.benchmarks;

import io.leeway.model.tribuo.RowEncoder;
import io.leeway.model.tribuo.TribuoModel;
import io.leeway.monitoring.ModelMonitor;
import io.leeway.monitoring.profile.Profiler;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import io.leeway.serving.LiveModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.fm.FMClassificationTrainer;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.Transformation;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.transformations.MeanStdDevTransformation;

/**
 * One prediction of twelve features (eight numbers, four categories): Tribuo from an example that was made before, Tribuo from the
 * row, and {@link LiveModel} from the row, without a monitor and with one.
 *
 * <p>Rows come in bursts, and the monitor's window is closed and looked at between two bursts, which is not measured: a service hands the
 * looks to an executor, and here they would compete for the cores that are measured.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class LiveModelBenchmark {

    /** A made-up flight. */
    public record Flight(
            double distance,
            double temperature,
            double dewPoint,
            double wind,
            double gust,
            double pressure,
            double visibility,
            int hour,
            String carrier,
            String origin,
            String destination,
            String weekday,
            boolean late) {}

    /** Looks at what a burst has recorded, by the thread that recorded it. */
    @State(Scope.Thread)
    public static class Burst {
        /** Closes the window that the burst filled. */
        @TearDown(Level.Invocation)
        public void look(LiveModelBenchmark benchmark) {
            benchmark.monitor.flush();
        }
    }

    private static final int BURST = 16_384;
    private static final int ROWS = 1024;
    private static final Schema<Flight> SCHEMA = Schema.of(Flight.class).response("late");

    /** Logistic regression is compiled, a factorisation machine is not. */
    @Param({"logistic", "factorisation"})
    String model = "logistic";

    private List<Flight> flights = List.of();
    private List<Example<Label>> examples = List.of();
    private TribuoModel<Flight, Label> tribuo;
    private LiveModel<Flight, Label> live;
    private LiveModel<Flight, Label> monitored;
    private ModelMonitor<Flight> monitor;

    /** Trains, registers and loads the model. */
    @Setup(Level.Trial)
    public void setUp() {
        flights = make(ROWS);
        RowEncoder<Flight> encoder = RowEncoder.of(SCHEMA);
        examples = new ArrayList<>();
        flights.forEach(flight -> examples.add(encoder.example(flight, LabelFactory.UNKNOWN_LABEL)));
        tribuo = TribuoModel.classifier(SCHEMA, train(encoder), "true");
        MemoryRegistry registry = MemoryRegistry.create();
        registry.register("flights", ModelArtifact.of(tribuo.toBytes()).metadata("leeway.positive-class", "true"));
        registry.moveAlias("flights", "champion", 0, 1, "the first");
        live = LiveModel.classification(SCHEMA, registry, "flights", "champion").build();
        monitor = ModelMonitor.of(SCHEMA)
                .reference(Profiler.of(SCHEMA).addAll(flights).profile())
                .window(Integer.MAX_VALUE)
                .build();
        monitored = LiveModel.classification(SCHEMA, registry, "flights", "champion")
                .monitor(monitor)
                .build();
        if (live.isCompiled() != model.equals("logistic")) {
            throw new IllegalStateException(live.toString());
        }
    }

    private static List<Flight> make(int count) {
        SplittableRandom random = new SplittableRandom(1);
        List<Flight> flights = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int hour = random.nextInt(5, 24);
            flights.add(new Flight(
                    100 + 2000 * random.nextDouble(),
                    100 * random.nextDouble(),
                    80 * random.nextDouble(),
                    30 * random.nextDouble(),
                    random.nextInt(4) == 0 ? 40 * random.nextDouble() : Double.NaN,
                    1000 + 20 * random.nextDouble(),
                    10 * random.nextDouble(),
                    hour,
                    "C" + random.nextInt(16),
                    "O" + random.nextInt(3),
                    "D" + random.nextInt(100),
                    "W" + random.nextInt(7),
                    random.nextInt(24) < hour / 2));
        }
        return flights;
    }

    private Model<Label> train(RowEncoder<Flight> encoder) {
        LabelFactory labels = new LabelFactory();
        MutableDataset<Label> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("made-up flights", labels), labels);
        flights.forEach(flight -> data.add(encoder.example(flight, new Label(String.valueOf(flight.late())))));
        Trainer<Label> trainer = model.equals("logistic")
                ? new LogisticRegressionTrainer()
                : new FMClassificationTrainer(new LogMulticlass(), new AdaGrad(0.01), 3, 1L, 6, 0.1);
        Map<String, List<Transformation>> scaling = new HashMap<>();
        for (Feature<Flight> feature : SCHEMA.features()) {
            if (feature.type() == FeatureType.NUMERIC) {
                scaling.put(feature.name(), List.of(new MeanStdDevTransformation()));
            }
        }
        return new TransformTrainer<>(trainer, new TransformationMap(scaling)).train(data);
    }

    /** Tribuo, from examples that were made before. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public void tribuoFromAnExample(Blackhole sink) {
        for (int i = 0; i < BURST; i++) {
            sink.consume(tribuo.model().predict(examples.get(i & ROWS - 1)));
        }
    }

    /** Tribuo, from the rows. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public void tribuoFromTheRow(Blackhole sink) {
        for (int i = 0; i < BURST; i++) {
            sink.consume(tribuo.prediction(flights.get(i & ROWS - 1)));
        }
    }

    /** The live model's label and probability. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public void live(Blackhole sink) {
        for (int i = 0; i < BURST; i++) {
            sink.consume(live.predict(flights.get(i & ROWS - 1)));
        }
    }

    /** The same, recorded by a monitor. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public void liveMonitored(Blackhole sink, Burst burst) {
        for (int i = 0; i < BURST; i++) {
            sink.consume(monitored.predict(flights.get(i & ROWS - 1)));
        }
    }

    /** The live model's probability alone. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public void liveScore(Blackhole sink) {
        for (int i = 0; i < BURST; i++) {
            sink.consume(live.score(flights.get(i & ROWS - 1)));
        }
    }

    /** The same, recorded by a monitor. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public void liveScoreMonitored(Blackhole sink, Burst burst) {
        for (int i = 0; i < BURST; i++) {
            sink.consume(monitored.score(flights.get(i & ROWS - 1)));
        }
    }
}
