package io.leeway.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What recording allocates on the thread that records. Another thread looks at the windows; the first waits for it between
 * two windows, so that chunks come back to the pool as they do where looks keep pace.
 */
@Timeout(60)
class RecordingTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WINDOW = 20_000;
    private static final int ROWS = 10 * WINDOW;

    /** A chunk of {@link Trip}s would be 58,000 bytes, a boxed number in each row 3,200,000. */
    private static final long FEW_BYTES = ROWS / 10;

    /** Wind is missing in a tenth of them, the carrier in a fiftieth. */
    private static final List<Trip> TRIPS = Trip.from(START, WINDOW, 3);

    private final ExecutorService looks = Executors.newSingleThreadExecutor();

    @AfterEach
    void closeTheExecutor() {
        looks.shutdownNow();
    }

    private ModelMonitorBuilder<Trip> builder() {
        return ModelMonitor.of(Trip.SCHEMA).executor(looks);
    }

    /** Records rows and gives the bytes that this thread allocated while it did. */
    private long bytesOfRecording(ModelMonitor<Trip> monitor, int rows) throws Exception {
        double[] scores = TRIPS.stream().mapToDouble(Trip::score).toArray();
        long bytes = 0;
        for (int from = 0; from < rows; from += WINDOW) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < WINDOW; i++) {
                monitor.record(TRIPS.get(i), scores[i]);
            }
            bytes += THREADS.getCurrentThreadAllocatedBytes() - before;
            looks.submit(() -> {}).get();
        }
        return bytes;
    }

    @Test
    void aRowAllocatesNothingOnceWarm() throws Exception {
        ModelMonitor<Trip> monitor = builder()
                .reference(TRIPS.subList(0, 2_000), Trip::score)
                .window(WINDOW)
                .build();
        bytesOfRecording(monitor, 3 * WINDOW);
        assertThat(bytesOfRecording(monitor, ROWS)).isLessThan(FEW_BYTES);
        assertThat(monitor.history()).hasSize(13).allSatisfy(window -> {
            assertThat(window.rows()).isEqualTo(WINDOW);
            assertThat(window.profile().numeric("wind").missing()).isPositive();
            assertThat(window.profile().categorical("carrier").missing()).isPositive();
        });
    }

    @Test
    void aRowOfAWindowOfTimeAllocatesNothingOnceWarm() throws Exception {
        ModelMonitor<Trip> monitor =
                builder().window(Duration.ofDays(1)).maximumRows(WINDOW).build();
        bytesOfRecording(monitor, 3 * WINDOW);
        assertThat(bytesOfRecording(monitor, ROWS)).isLessThan(FEW_BYTES);
        assertThat(monitor.history()).hasSize(13);
    }

    @Test
    void categoriesBeyondTheCapacityAllocateNothingEither() {
        CategoryCodes codes = new CategoryCodes(List.of());
        List<String> names = IntStream.range(0, 3 * CategoryCodes.CAPACITY)
                .mapToObj(i -> "tail number " + i)
                .toList();
        names.forEach(codes::code);
        names.forEach(codes::code);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < ROWS; i++) {
            codes.code(names.get(i % names.size()));
        }
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(FEW_BYTES);
    }
}
