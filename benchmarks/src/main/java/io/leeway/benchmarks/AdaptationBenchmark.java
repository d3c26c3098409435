package io.leeway.benchmarks;

import io.leeway.adaptation.Adaptation;
import io.leeway.adaptation.Adapter;
import io.leeway.examples.flights.Flight;
import io.leeway.examples.flights.Year;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.Profiler;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.PipelineRun;
import io.leeway.pipeline.Scaling;
import io.leeway.pipeline.Trainers;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.serving.LiveModel;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tribuo.classification.Label;

/** An adaptation of a real flight's score, and what a label costs, beside the champion's own compiled score of the same flight. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class AdaptationBenchmark {
    private static final int ROWS = 4096;
    private static final Instant TODAY = Instant.parse("2013-02-12T09:00:00Z");

    private final List<Flight> flights = new ArrayList<>();
    private final double[] scores = new double[ROWS];
    private LiveModel<Flight, Label> live;
    private Adapter<Flight> adapter;
    private int next;
    private long id;

    /**
     * Trains the champion and lets the adapter learn 10,000 labels.
     *
     * @throws IOException if the flights cannot be read
     */
    @Setup(Level.Trial)
    public void setUp() throws IOException {
        Year year = Year.read();
        MemoryRegistry registry = MemoryRegistry.create();
        Pipeline<Flight, Label> pipeline = Pipeline.classification("flights", Flight.SCHEMA)
                .candidate("logistic", Trainers::logisticRegression, Scaling.STANDARDIZED)
                .register(registry)
                .build();
        PipelineRun<Flight, Label> run = pipeline.run(year.labelledAt(TODAY, Duration.ofDays(60)));
        pipeline.promote(run);
        live = LiveModel.classification(Flight.SCHEMA, registry, "flights", "champion")
                .build();
        Profile profile = Profiler.of(Flight.SCHEMA)
                .addAll(year.labelledAt(TODAY, Duration.ofDays(60)))
                .profile();
        adapter = Adaptation.standard().adapter(Flight.SCHEMA, profile);
        int first = year.firstAtOrAfter(TODAY);
        for (int i = 0; i < ROWS; i++) {
            flights.add(year.flight(first + i));
            scores[i] = live.score(flights.get(i));
        }
        for (int i = 0; i < 10_000; i++) {
            label();
        }
    }

    private int place() {
        return next++ & ROWS - 1;
    }

    /** The champion's compiled score. */
    @Benchmark
    public double champion() {
        return live.score(flights.get(place()));
    }

    /** The adaptation of a score that is known. */
    @Benchmark
    public double adapted() {
        int i = place();
        return adapter.score(flights.get(i), scores[i]);
    }

    /** A prediction that waits, and its label. */
    @Benchmark
    public boolean label() {
        int i = place();
        adapter.predict(id, flights.get(i), scores[i]);
        return adapter.label(id++, flights.get(i).late());
    }
}
