package io.leeway.benchmarks;

import io.leeway.examples.flights.Flight;
import io.leeway.examples.flights.Year;
import io.leeway.feedback.Durability;
import io.leeway.feedback.FeedbackLog;
import io.leeway.feedback.RowId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Rows a second that two threads record: flights into a log in memory and in a folder, and, for comparison, as many bytes a row into a bare
 * {@link FileChannel}, one write a row as the log does it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class FeedbackLogBenchmark {

    /** What a flight takes in the log, with an id of 16 bytes. */
    private static final int BYTES = 88;

    private static final long MOST_BYTES = 1 << 28;

    /** The flights, and where a thread is among them. */
    @State(Scope.Thread)
    public static class Cursor {
        private static final Year YEAR = read();
        private int next = (int) (Thread.currentThread().getId() * 10_000 % YEAR.size());
        private long id = Thread.currentThread().getId() << 40;
        private final ByteBuffer buffer = ByteBuffer.allocate(BYTES);

        private static Year read() {
            try {
                return Year.read();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        /** A new id, which is not that of the flight: the year begins again and again. */
        RowId id() {
            return RowId.of(id++);
        }

        Flight flight() {
            next = next + 1 == YEAR.size() ? 0 : next + 1;
            return YEAR.flight(next);
        }
    }

    /** A log in memory. */
    @State(Scope.Benchmark)
    public static class Memory {
        private final FeedbackLog<Flight> log =
                FeedbackLog.of(Flight.SCHEMA).maxBytes(MOST_BYTES).inMemory();
    }

    /** A folder with a log and a bare file. */
    @State(Scope.Benchmark)
    public static class Disk {
        private final Path folder;
        private final FeedbackLog<Flight> log;
        private final FileChannel channel;
        private long position;

        /** Makes the folder. */
        public Disk() {
            try {
                folder = Files.createTempDirectory("feedback");
                log = FeedbackLog.of(Flight.SCHEMA)
                        .maxBytes(MOST_BYTES)
                        .durability(Durability.PROCESS_CRASH)
                        .open(folder.resolve("log"));
                channel = FileChannel.open(folder.resolve("bare"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        synchronized void write(ByteBuffer buffer) throws IOException {
            position += channel.write(buffer, position);
            if (position > MOST_BYTES) {
                position = 0;
            }
        }

        /** Lets an iteration begin with little to write back. */
        @Setup(Level.Iteration)
        public void force() throws IOException {
            log.sync();
            channel.force(true);
        }

        /** Deletes the folder. */
        @TearDown
        public void delete() throws IOException {
            log.close();
            channel.close();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Records a flight in memory. */
    @Benchmark
    public void memory(Memory memory, Cursor cursor) {
        memory.log.record(cursor.id(), cursor.flight(), 0.123456789, 1, 0);
    }

    /** Records a flight in a folder; it survives the end of the process. */
    @Benchmark
    public void folder(Disk disk, Cursor cursor) {
        disk.log.record(cursor.id(), cursor.flight(), 0.123456789, 1, 0);
    }

    /** Writes as many bytes to a file, by a call for each row. */
    @Benchmark
    public void bareFileChannel(Disk disk, Cursor cursor) throws IOException {
        cursor.buffer.clear();
        disk.write(cursor.buffer);
    }
}
