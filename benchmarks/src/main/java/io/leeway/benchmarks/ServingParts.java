package io.leeway.benchmarks;

import io.leeway.adaptation.Adaptation;
import io.leeway.adaptation.Adapter;
import io.leeway.adaptation.CorrectedScore;
import io.leeway.examples.flights.Flight;
import io.leeway.examples.flights.Year;
import io.leeway.feedback.Admission;
import io.leeway.feedback.FeedbackLog;
import io.leeway.monitoring.ModelMonitor;
import io.leeway.monitoring.profile.Profile;
import io.leeway.schema.CellReader;
import io.leeway.schema.RowCells;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToDoubleBiFunction;

/**
 * What each part of a served prediction costs by itself, on the flights' cells, by the time of the processor that the thread took: each is warm before it
 * is measured, and an adapter has learnt. Each round has rows of its own, whose ids go on.
 */
public final class ServingParts {
    private static final int ROUNDS = 1_200;
    private static final int ROWS = 512;
    private static final int TAUGHT = 3_000;
    private static final long MOST_BYTES = 1 << 23;
    private static final double ANSWER = 0.3123456789123;
    private static final double CHAMPION = 0.29123456789;
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final Admission ALL = new Admission() {
        @Override
        public boolean admits() {
            return true;
        }

        @Override
        public void recorded(long position) {
            // nobody needs it
        }
    };

    private static double sink;

    private final Flight[] flights = new Flight[ROWS];
    private final RowCells[] cells = new RowCells[ROWS];
    private final Year year;
    private final CellReader<Flight> reader = CellReader.of(Flight.SCHEMA);
    private int next;

    private ServingParts(Year year) {
        this.year = year;
        Arrays.setAll(cells, i -> reader.cells());
    }

    /** Prints a line for each part: the twentieth and the median of the rounds, in ns a row. */
    public static void main(String[] arguments) throws IOException {
        new ServingParts(Year.read()).measureAll();
    }

    private void measureAll() throws IOException {
        Profile training = ServedFlights.profile(year);
        RowCells again = reader.cells();
        measure("read all columns", (row, flight) -> {
            reader.read(flight, again);
            return again.number(1);
        });
        Clock clock = Clock.systemUTC();
        measure("a look at the clock", (row, flight) -> clock.millis());
        ExecutorService windows = Executors.newSingleThreadExecutor();
        ModelMonitor<Flight> monitor = ModelMonitor.of(Flight.SCHEMA)
                .reference(training)
                .window(50_000)
                .executor(windows)
                .build();
        measure("monitor", (row, flight) -> {
            monitor.recordCells(row, ANSWER, 7);
            return 0;
        });
        windows.shutdown();
        measureLogs();
        measureAdapter(Adaptation.standard().adapter(Flight.SCHEMA, training));
        System.out.println("(" + sink + ")");
    }

    private void measureLogs() throws IOException {
        FeedbackLog<Flight> memory =
                FeedbackLog.of(Flight.SCHEMA).maxBytes(MOST_BYTES).inMemory();
        measure("log in memory", (row, flight) -> record(memory, row));
        try (FeedbackLog<Flight> folder =
                FeedbackLog.of(Flight.SCHEMA).maxBytes(MOST_BYTES).open(Files.createTempDirectory("feedback"))) {
            measure("log in a folder", (row, flight) -> record(folder, row));
        }
    }

    private static double record(FeedbackLog<Flight> log, RowCells row) {
        return log.recordCells(row, ANSWER, CHAMPION, 7, 1204, ALL) ? 1 : 0;
    }

    private void measureAdapter(Adapter<Flight> adapter) {
        for (int i = 0; i < TAUGHT; i++) {
            Flight flight = year.flight(i);
            adapter.predict(flight.id(), flight, CHAMPION);
            adapter.label(flight.id(), flight.late());
        }
        measure("correct", (row, flight) -> adapter.correctCells(adapter.revision(), row, CHAMPION)
                .answer());
        measure(
                "correct and keep",
                (row, flight) -> {
                    keep(adapter, row, flight);
                    return 0;
                },
                () -> adapter.forgetBefore(Long.MAX_VALUE));
        measure("correct, keep and forget", (row, flight) -> {
            keep(adapter, row, flight);
            return adapter.forget(flight.id()) ? 1 : 0;
        });
        measure("correct, keep and label", (row, flight) -> {
            keep(adapter, row, flight);
            return adapter.label(flight.id(), flight.late()) ? 1 : 0;
        });
    }

    private static void keep(Adapter<Flight> adapter, RowCells row, Flight flight) {
        CorrectedScore correction = adapter.correctCells(adapter.revision(), row, CHAMPION);
        if (!adapter.admit(correction) || !adapter.keep(flight.id(), correction)) {
            throw new IllegalStateException("another thread changes the adapter");
        }
    }

    private void nextRows() {
        for (int i = 0; i < ROWS; i++) {
            flights[i] = ServedFlights.flight(year, next++);
            reader.read(flights[i], cells[i]);
        }
    }

    private void measure(String part, ToDoubleBiFunction<RowCells, Flight> body) {
        measure(part, body, () -> {});
    }

    /** Measures the rows of a round, but not what follows. */
    private void measure(String part, ToDoubleBiFunction<RowCells, Flight> body, Runnable afterwards) {
        double[] nanos = new double[ROUNDS];
        for (int round = -ROUNDS; round < ROUNDS; round++) {
            nextRows();
            long before = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < ROWS; i++) {
                sink += body.applyAsDouble(cells[i], flights[i]);
            }
            long after = THREADS.getCurrentThreadCpuTime();
            afterwards.run();
            if (round >= 0) {
                nanos[round] = (double) (after - before) / ROWS;
            }
        }
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT, "%-26s %6.0f ns (twentieth %6.0f)%n", part, nanos[ROUNDS / 2], nanos[ROUNDS / 20]);
    }
}
