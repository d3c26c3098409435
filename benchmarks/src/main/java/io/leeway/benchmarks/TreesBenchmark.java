package io.leeway.benchmarks;

import io.leeway.examples.flights.Flight;
import io.leeway.model.tribuo.RowEncoder;
import io.leeway.model.tribuo.TribuoModel;
import io.leeway.pipeline.Trainers;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.serving.LiveModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.xgboost.XGBoostClassificationTrainer;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Trees on real flights, one prediction at a time: Tribuo from an example that was made before, Tribuo from the row, and a live model. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class TreesBenchmark {
    private static final int ROWS = OnnxBenchmark.ROWS;
    private static final int BOOSTERS = 30;
    private static final double RATE_DROP = 0.1;

    /** XGBoost grows one tree a class in each round, so that 30 rounds of two classes are 60 trees. */
    @Param({"30 rounds", "60 rounds", "dart", "gblinear", "forest", "tree"})
    String model = "30 rounds";

    List<Flight> flights = List.of();
    private List<Example<Label>> examples = List.of();
    TribuoModel<Flight, Label> tribuo;
    LiveModel<Flight, Label> live;

    /** Trains, registers and loads the model. */
    @Setup(Level.Trial)
    public void setUp() throws IOException {
        flights = OnnxBenchmark.flights(100_000, 100_000 + ROWS);
        RowEncoder<Flight> encoder = RowEncoder.of(Flight.SCHEMA);
        examples = new ArrayList<>();
        flights.forEach(flight -> examples.add(encoder.example(flight, LabelFactory.UNKNOWN_LABEL)));
        LabelFactory labels = new LabelFactory();
        MutableDataset<Label> data = new MutableDataset<>(new SimpleDataSourceProvenance("flights", labels), labels);
        for (Flight flight : OnnxBenchmark.flights(80_000, 100_000)) {
            data.add(encoder.example(flight, new Label(String.valueOf(flight.late()))));
        }
        tribuo = TribuoModel.classifier(Flight.SCHEMA, trainer().train(data), "true");
        MemoryRegistry registry = MemoryRegistry.create();
        registry.register("flights", ModelArtifact.of(tribuo.toBytes()).metadata("leeway.positive-class", "true"));
        registry.moveAlias("flights", "champion", 0, 1, "the first");
        live = LiveModel.classification(Flight.SCHEMA, registry, "flights", "champion")
                .build();
        if (!live.isCompiled()) {
            throw new IllegalStateException(live.toString());
        }
    }

    private Trainer<Label> trainer() {
        return switch (model) {
            case "forest" -> Trainers.randomForest(1);
            case "tree" -> Trainers.decisionTree(1);
            case "dart", "gblinear" -> new XGBoostClassificationTrainer(BOOSTERS, booster(model));
            default -> new XGBoostClassificationTrainer(Integer.parseInt(model.split(" ", 2)[0]), 1, true);
        };
    }

    private static Map<String, Object> booster(String name) {
        return Map.of(
                "booster", name, "objective", "multi:softprob", "nthread", 1, "verbosity", 0, "rate_drop", RATE_DROP);
    }

    /** Tribuo, from examples that were made before. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void tribuoFromAnExample(Blackhole sink) {
        for (Example<Label> each : examples) {
            sink.consume(tribuo.model().predict(each));
        }
    }

    /** Tribuo, from the rows. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void tribuoFromTheRow(Blackhole sink) {
        for (Flight each : flights) {
            sink.consume(tribuo.prediction(each));
        }
    }

    /** The live model's label and probability. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void live(Blackhole sink) {
        for (Flight each : flights) {
            sink.consume(live.predict(each));
        }
    }

    /** The live model's probability alone. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void liveScore(Blackhole sink) {
        for (Flight each : flights) {
            sink.consume(live.score(each));
        }
    }
}
