package io.leeway.examples.flights;

import io.leeway.serving.LiveModel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.tribuo.classification.Label;

/** Other threads that ask the live model all the time, so that every swap happens under load. */
public final class Traffic implements AutoCloseable {

    private static final long PAUSE_NANOS = 200_000;

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong answers = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean open = true;

    /**
     * Begins to ask.
     *
     * @param live the model
     * @param year the flights to ask about
     * @param threadCount how many threads ask
     * @param seed which flights they ask about
     */
    public Traffic(LiveModel<Flight, Label> live, Year year, int threadCount, long seed) {
        for (int i = 0; i < threadCount; i++) {
            SplittableRandom random = new SplittableRandom(seed + i);
            Thread thread = new Thread(() -> ask(live, year, random), "traffic-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void ask(LiveModel<Flight, Label> live, Year year, SplittableRandom random) {
        try {
            while (open) {
                double score = live.score(year.flight(random.nextInt(year.size())));
                if (!(score >= 0 && score <= 1)) {
                    throw new IllegalStateException("a score lies in [0, 1], was " + score);
                }
                answers.incrementAndGet();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    /** How many predictions were answered. */
    public long answers() {
        return answers.get();
    }

    /**
     * Ends the traffic.
     *
     * @throws IllegalStateException when a prediction failed
     */
    @Override
    public void close() {
        open = false;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        Throwable failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("a prediction failed while the model was in use", failed);
        }
    }
}
