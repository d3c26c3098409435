package io.leeway.benchmarks;

import io.leeway.adaptation.Adaptation;
import io.leeway.examples.flights.Flight;
import io.leeway.examples.flights.Year;
import io.leeway.feedback.FeedbackLog;
import io.leeway.monitoring.ModelMonitor;
import io.leeway.monitoring.profile.Profile;
import io.leeway.serving.LiveModel;
import io.leeway.serving.LiveModelBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
import org.tribuo.classification.Label;

/**
 * A prediction for a flight of 17 features, alone and with a monitor, a log of feedback and an adaptation. Of each thousand rows the labels come before the
 * next thousand, which is not measured.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class ServingBenchmark {
    private static final int ROWS = 1_000;

    /** What is beside the model; a log is in a folder. */
    @Param({"nothing", "monitor", "log", "log and adaptation", "monitor, log and adaptation"})
    public String beside;

    private final ExecutorService windows = Executors.newSingleThreadExecutor();
    private final Flight[] flights = new Flight[ROWS];
    private Year year;
    private Path folder;
    private FeedbackLog<Flight> log;
    private LiveModel<Flight, Label> live;
    private int next;

    /**
     * Trains the champion.
     *
     * @throws IOException if the flights cannot be read
     */
    @Setup(Level.Trial)
    public void setUp() throws IOException {
        ServedFlights champion = ServedFlights.train();
        year = champion.year();
        Profile training = champion.training();
        LiveModelBuilder<Flight, Label> builder = champion.live();
        if (beside.contains("monitor")) {
            builder.monitor(ModelMonitor.of(Flight.SCHEMA)
                    .reference(training)
                    .window(100_000)
                    .executor(windows)
                    .build());
        }
        if (beside.contains("log")) {
            folder = Files.createTempDirectory("feedback");
            log = FeedbackLog.of(Flight.SCHEMA).maxBytes(1 << 26).open(folder);
            builder.feedback(log);
        }
        if (beside.contains("adaptation")) {
            builder.adaptation(Adaptation.standard().adapter(Flight.SCHEMA, training));
        }
        live = builder.build();
    }

    /**
     * Deletes the folder.
     *
     * @throws IOException if it cannot be deleted
     */
    @TearDown(Level.Trial)
    public void tearDown() throws IOException {
        windows.shutdownNow();
        if (log != null) {
            log.close();
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    /** Labels the rows before, and brings the next ones near to the processor. */
    @Setup(Level.Invocation)
    public void nextRows() {
        for (int i = 0; i < ROWS; i++) {
            Flight before = flights[i];
            if (before != null && log != null) {
                log.label(before.id(), before.late());
            }
            flights[i] = ServedFlights.flight(year, next++);
        }
    }

    /** The scores of the rows. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double score() {
        double sum = 0;
        for (Flight flight : flights) {
            sum += live.score(flight);
        }
        return sum;
    }
}
