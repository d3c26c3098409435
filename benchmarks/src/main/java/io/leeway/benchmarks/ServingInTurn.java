package io.leeway.benchmarks;

import io.leeway.adaptation.Adaptation;
import io.leeway.adaptation.Adapter;
import io.leeway.examples.flights.Flight;
import io.leeway.examples.flights.Year;
import io.leeway.feedback.FeedbackLog;
import io.leeway.monitoring.ModelMonitor;
import io.leeway.monitoring.profile.Profile;
import io.leeway.serving.LiveModel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToDoubleFunction;
import org.tribuo.classification.Label;

/**
 * What a prediction costs with a monitor, a log of feedback and an adaptation, on the flights' 17 features, and what a label costs: by turns in one
 * JVM, by the time of the processor that the thread took, so that the ratios hold where other processes take the processor away.
 */
public final class ServingInTurn {
    private static final int WARM_UP = 500;
    private static final int ROUNDS = 120;
    private static final int ROWS = 512;
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Logs are full when the measuring begins, and windows have been evaluated: from then on nothing grows, as in a service that has run for a while. */
    private static final long MOST_BYTES = 1 << 23;

    private static final ExecutorService WINDOWS = Executors.newSingleThreadExecutor();

    private static double sink;

    private ServingInTurn() {}

    /** Prints a line for each way: the median in ns and the bytes that a row allocates. */
    public static void main(String[] arguments) throws IOException {
        ServedFlights flights = ServedFlights.train();
        Profile training = flights.training();

        LiveModel<Flight, Label> bare = flights.live().build();
        LiveModel<Flight, Label> monitored =
                flights.live().monitor(monitor(training)).build();
        LiveModel<Flight, Label> stored = flights.live()
                .feedback(
                        FeedbackLog.of(Flight.SCHEMA).maxBytes(MOST_BYTES).open(Files.createTempDirectory("feedback")))
                .build();
        LiveModel<Flight, Label> logged = flights.live().feedback(log()).build();
        FeedbackLog<Flight> ofAdapted = log();
        LiveModel<Flight, Label> adapted = flights.live()
                .feedback(ofAdapted)
                .adaptation(Adaptation.standard().adapter(Flight.SCHEMA, training))
                .build();
        FeedbackLog<Flight> ofAll = log();
        LiveModel<Flight, Label> all = flights.live()
                .monitor(monitor(training))
                .feedback(ofAll)
                .adaptation(Adaptation.standard())
                .build();
        Adapter<Flight> adapter = Adaptation.standard().adapter(Flight.SCHEMA, training);

        Map<String, ToDoubleFunction<Flight>> ways = new LinkedHashMap<>();
        // Brings the rows near to the processor.
        ways.put("(reading a few columns)", flight -> flight.distance() + flight.pressure() + flight.seats());
        ways.put("the compiled model", bare::score);
        ways.put("model and monitor", monitored::score);
        ways.put("model and log in memory", logged::score);
        ways.put("model and log in a folder", stored::score);
        ways.put("model, log and adaptation", adapted::score);
        ways.put("its label, given to the log", flight -> label(ofAdapted, flight));
        ways.put("model, monitor, log and adaptation", all::score);
        ways.put("its label, given to the log ", flight -> label(ofAll, flight));
        ways.put("the adaptation of a known score", flight -> adapter.score(flight, 0.3));
        ways.put("Adapter.predict and Adapter.label", flight -> {
            double answer = adapter.predict(flight.id(), flight, 0.3);
            adapter.label(flight.id(), flight.late());
            return answer;
        });
        measure(flights.year(), ways);
        WINDOWS.shutdown();
    }

    private static double label(FeedbackLog<Flight> log, Flight flight) {
        return log.label(flight.id(), flight.late()).ordinal();
    }

    private static ModelMonitor<Flight> monitor(Profile training) {
        return ModelMonitor.of(Flight.SCHEMA)
                .reference(training)
                .window(50_000)
                .executor(WINDOWS)
                .build();
    }

    private static FeedbackLog<Flight> log() {
        return FeedbackLog.of(Flight.SCHEMA).maxBytes(MOST_BYTES).inMemory();
    }

    private static void measure(Year year, Map<String, ToDoubleFunction<Flight>> ways) {
        Map<String, double[]> nanos = new LinkedHashMap<>();
        Map<String, double[]> bytes = new LinkedHashMap<>();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            List<Flight> flights = new ArrayList<>();
            for (int i = 0; i < ROWS; i++) {
                flights.add(year.flight((round + WARM_UP) * ROWS + i));
            }
            for (Map.Entry<String, ToDoubleFunction<Flight>> way : ways.entrySet()) {
                long allocated = THREADS.getCurrentThreadAllocatedBytes();
                long before = THREADS.getCurrentThreadCpuTime();
                for (Flight flight : flights) {
                    sink += way.getValue().applyAsDouble(flight);
                }
                long after = THREADS.getCurrentThreadCpuTime();
                if (round >= 0) {
                    nanos.computeIfAbsent(way.getKey(), key -> new double[ROUNDS])[round] =
                            (double) (after - before) / ROWS;
                    bytes.computeIfAbsent(way.getKey(), key -> new double[ROUNDS])[round] =
                            (double) (THREADS.getCurrentThreadAllocatedBytes() - allocated) / ROWS;
                }
            }
        }
        nanos.forEach((way, each) -> {
            Arrays.sort(each);
            double[] allocated = bytes.getOrDefault(way, each);
            Arrays.sort(allocated);
            System.out.printf(
                    Locale.ROOT,
                    "%-36s %6.0f ns (tenth %6.0f) %8.1f bytes%n",
                    way,
                    each[ROUNDS / 2],
                    each[ROUNDS / 10],
                    allocated[ROUNDS / 2]);
        });
        System.out.println("(" + sink + ")");
    }
}
