package io.leeway.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.schema.Schema;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Eight threads record and one more does what else a monitor can: no row is lost, and none is counted twice. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConcurrentRecordingTest {
    private static final int THREADS = 8;
    private static final int ROWS = 25_000;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stopTheThreads() {
        threads.shutdownNow();
    }

    /** Its number is another power of two in each thread, so that a sum tells whose row is missing. */
    record Event(long id, long millis, double number, String thread) {
        static final Schema<Event> SCHEMA = Schema.of(Event.class).id("id").time("millis");

        static Event of(int thread, int i) {
            return new Event(
                    (long) thread * ROWS + i, START.toEpochMilli() + i, Math.scalb(1.0, 3 * thread), "t" + thread);
        }

        double score() {
            return id % 2 == 0 ? 0.25 : 0.75;
        }
    }

    /** What the snapshots counted, summed up over them. */
    private static final class Sums {
        long windows;
        long rows;
        double numbers;
        double scores;
        final Map<String, Long> ofThread = new TreeMap<>();

        void add(MonitoringSnapshot snapshot) {
            windows++;
            rows += snapshot.rows();
            numbers += snapshot.profile().numeric("number").sum();
            scores += snapshot.profile().numeric(ModelMonitor.PREDICTION).sum();
            snapshot.profile().categorical("thread").counts().forEach((name, n) -> ofThread.merge(name, n, Long::sum));
        }

        void assertEachRowOnce() {
            assertThat(ofThread)
                    .hasSize(THREADS)
                    .allSatisfy((name, n) -> assertThat(n).as(name).isEqualTo(ROWS));
            assertThat(rows).isEqualTo(THREADS * ROWS);
            assertThat(numbers).isEqualTo(ROWS * (Math.scalb(1.0, 3 * THREADS) - 1) / 7);
            assertThat(scores).isEqualTo(THREADS * ROWS * 0.5);
        }
    }

    private static ModelMonitorBuilder<Event> builder() {
        return ModelMonitor.of(Event.SCHEMA).history(1).clock(Clock.fixed(START, ZoneOffset.UTC));
    }

    private interface Step {
        void take(Event event);
    }

    /** Takes a step with each row, in eight threads, and meanwhile does something else until they are through. */
    private void inThreads(Step step, Runnable meanwhile) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS + 1);
        CountDownLatch recording = new CountDownLatch(THREADS);
        List<Future<?>> all = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            int thread = t;
            all.add(threads.submit((Callable<Void>) () -> {
                try {
                    start.await();
                    for (int i = 0; i < ROWS; i++) {
                        step.take(Event.of(thread, i));
                    }
                } finally {
                    recording.countDown();
                }
                return null;
            }));
        }
        all.add(threads.submit((Callable<Void>) () -> {
            start.await();
            while (recording.getCount() > 0) {
                meanwhile.run();
            }
            return null;
        }));
        for (Future<?> each : all) {
            each.get();
        }
    }

    @Test
    void eachRowIsInOneWindowWhereTheRecordingThreadsLook() throws Exception {
        Sums sums = new Sums();
        ModelMonitor<Event> monitor =
                builder().window(700).onSnapshot(sums::add).build();
        inThreads(event -> monitor.record(event, event.score()), Thread::yield);
        monitor.flush();
        sums.assertEachRowOnce();
        assertThat(sums.windows).isGreaterThan(100);
        assertThat(monitor.rows()).isEqualTo(THREADS * ROWS);
    }

    @Test
    void eachRowIsInOneWindowWhereAnExecutorLooks() throws Exception {
        Sums sums = new Sums();
        ModelMonitor<Event> monitor =
                builder().window(700).executor(threads).onSnapshot(sums::add).build();
        inThreads(event -> monitor.record(event, event.score()), Thread::yield);
        monitor.flush();
        sums.assertEachRowOnce();
        assertThat(sums.windows).isGreaterThan(100);
    }

    @Test
    void aWindowHasAtMostSixtyFourRowsMoreForEachFurtherThread() throws Exception {
        List<Long> sizes = new ArrayList<>();
        ModelMonitor<Event> monitor = builder()
                .window(100)
                .onSnapshot(snapshot -> sizes.add(snapshot.rows()))
                .build();
        inThreads(event -> monitor.record(event, event.score()), Thread::yield);
        assertThat(sizes).allSatisfy(rows -> assertThat(rows).isLessThanOrEqualTo(100 + 64 * (THREADS - 1)));
    }

    @Test
    void eachRowIsInOneWindowOfTime() throws Exception {
        Sums sums = new Sums();
        ModelMonitor<Event> monitor = builder()
                .window(Duration.ofSeconds(1))
                .maximumRows(2_000)
                .onSnapshot(sums::add)
                .build();
        inThreads(event -> monitor.record(event, event.score()), Thread::yield);
        monitor.flush();
        sums.assertEachRowOnce();
        assertThat(sums.windows).isGreaterThanOrEqualTo(25);
    }

    @Test
    void eachRowIsInOneWindowWhereThreadsFlushAndRebase() throws Exception {
        Sums sums = new Sums();
        ModelMonitor<Event> monitor =
                builder().window(5_000).onSnapshot(sums::add).build();
        List<Event> reference = List.of(Event.of(0, 1), Event.of(1, 1));
        inThreads(
                event -> {
                    monitor.record(event, event.score());
                    if (event.id() % 200 == 0) {
                        if (event.thread().equals("t0")) {
                            monitor.rebase(reference, Event::score);
                        } else {
                            monitor.flush();
                        }
                    }
                },
                Thread::yield);
        monitor.flush();
        sums.assertEachRowOnce();
        assertThat(monitor.rows()).isEqualTo(THREADS * ROWS);
    }

    @Test
    void rowsAskedForMeanwhileNeverBecomeFewer() throws Exception {
        ModelMonitor<Event> monitor = builder().window(300).build();
        AtomicLong last = new AtomicLong();
        inThreads(event -> monitor.record(event, event.score()), () -> assertThat(monitor.rows())
                .isGreaterThanOrEqualTo(last.get())
                .satisfies(last::set));
        assertThat(monitor.rows()).isEqualTo(THREADS * ROWS);
    }

    @Test
    void countersReadMeanwhileNeverFall() throws Exception {
        MeterRegistry registry = new SimpleMeterRegistry();
        ModelMonitor<Event> monitor = builder().window(300).bindTo(registry).build();
        Map<Meter.Id, Double> last = new HashMap<>();
        inThreads(
                event -> {
                    monitor.record(event, event.score());
                    monitor.label(event.id(), event.id() % 3 == 0);
                },
                () -> registry.getMeters().stream()
                        .filter(FunctionCounter.class::isInstance)
                        .map(FunctionCounter.class::cast)
                        .forEach(counter -> assertThat(counter.count())
                                .isGreaterThanOrEqualTo(last.getOrDefault(counter.getId(), 0.0))
                                .satisfies(count -> last.put(counter.getId(), count))));
        assertThat(last).isNotEmpty();
        assertThat(registry.get("leeway.monitor.rows").functionCounter().count())
                .isEqualTo(THREADS * ROWS);
        assertThat(registry.get("leeway.monitor.labels")
                        .tags("outcome", "matched")
                        .functionCounter()
                        .count())
                .isEqualTo(THREADS * ROWS);
    }

    @Test
    void aLabelHandedInAfterItsRowAlwaysMeetsIt() throws Exception {
        ModelMonitor<Event> monitor = builder().window(300).build();
        inThreads(
                event -> {
                    monitor.record(event, event.score());
                    monitor.label(event.id(), event.id() % 3 == 0);
                },
                monitor::labels);
        assertThat(monitor.labels().unknown()).isZero();
        assertThat(monitor.labels().matched()).isEqualTo(THREADS * ROWS);
        assertThat(monitor.labels().waiting()).isZero();
    }

    @Test
    void aLabelFromAnotherThreadMeetsItsRowWhileWindowsClose() throws Exception {
        ModelMonitor<Event> monitor = builder().window(300).executor(threads).build();
        List<Event> reference = List.of(Event.of(0, 1), Event.of(1, 1));
        BlockingQueue<Event> recorded = new LinkedBlockingQueue<>();
        Event end = Event.of(-1, 0);
        List<Future<?>> labelling = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            labelling.add(threads.submit((Callable<Void>) () -> {
                for (Event event = recorded.take(); !event.equals(end); event = recorded.take()) {
                    monitor.label(event.id(), event.id() % 3 == 0);
                }
                recorded.add(end);
                return null;
            }));
        }
        inThreads(
                event -> {
                    monitor.record(event, event.score());
                    recorded.add(event);
                },
                () -> {
                    monitor.flush();
                    monitor.rebase(reference, Event::score);
                });
        recorded.add(end);
        for (Future<?> each : labelling) {
            each.get();
        }
        assertThat(monitor.labels().unknown()).isZero();
        assertThat(monitor.labels().matched()).isEqualTo(THREADS * ROWS);
        assertThat(monitor.performance().total()).isEqualTo(THREADS * ROWS);
        assertThat(monitor.rows()).isEqualTo(THREADS * ROWS);
    }

    @Test
    void aFlushHasLookedAtWhatItsThreadRecordedBefore() throws Exception {
        AtomicLongArray seen = new AtomicLongArray(THREADS);
        ModelMonitor<Event> monitor = builder()
                .window(300)
                .onSnapshot(snapshot -> snapshot.profile()
                        .categorical("thread")
                        .counts()
                        .forEach((name, n) -> seen.addAndGet(Integer.parseInt(name.substring(1)), n)))
                .build();
        inThreads(
                event -> {
                    monitor.record(event, event.score());
                    long recorded = event.id() % ROWS + 1;
                    if (recorded % 500 == 0) {
                        monitor.flush();
                        assertThat(seen.get((int) (event.id() / ROWS))).isEqualTo(recorded);
                    }
                },
                Thread::yield);
    }
}
