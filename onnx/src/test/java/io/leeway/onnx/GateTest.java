package io.leeway.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GateTest {
    private static final int ROUNDS = 500;
    private static final int VISITORS = 3;

    @Test
    void whoShutsAnEmptyGateClearsUpAndNobodyElse() {
        Gate gate = new Gate();

        assertThat(gate.enter()).isTrue();
        assertThat(gate.leave()).isFalse();
        assertThat(gate.shut()).isTrue();
        assertThat(gate.shut()).isFalse();
        assertThat(gate.enter()).isFalse();
    }

    @Test
    void theLastOneOutOfAShutGateClearsUp() {
        Gate gate = new Gate();

        assertThat(gate.enter()).isTrue();
        assertThat(gate.enter()).isTrue();
        assertThat(gate.shut()).isFalse();
        assertThat(gate.enter()).isFalse();
        assertThat(gate.leave()).isFalse();
        assertThat(gate.leave()).isTrue();
    }

    @Test
    void exactlyOneOfManyThreadsReleasesAndNobodyIsInsideAfterwards() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(VISITORS + 2);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                Round now = new Round();
                List<Callable<Integer>> all = new ArrayList<>();
                for (int i = 0; i < VISITORS; i++) {
                    all.add(now::visit);
                }
                all.add(now::shut);
                all.add(now::shut);
                for (Future<Integer> each : threads.invokeAll(all)) {
                    each.get();
                }
                assertThat(now.released.get()).isOne();
                assertThat(now.insideAfterRelease.get()).isFalse();
            }
        } finally {
            threads.shutdown();
        }
    }

    /** A gate that three threads go through, while two others shut it. */
    private static final class Round {
        private final Gate gate = new Gate();
        private final CountDownLatch start = new CountDownLatch(VISITORS + 2);
        private final AtomicInteger released = new AtomicInteger();
        private final AtomicBoolean insideAfterRelease = new AtomicBoolean();

        Integer visit() throws InterruptedException {
            start.countDown();
            start.await();
            for (int i = 0; i < 100 && gate.enter(); i++) {
                if (released.get() > 0) {
                    insideAfterRelease.set(true);
                }
                if (gate.leave()) {
                    released.incrementAndGet();
                }
            }
            return released.get();
        }

        Integer shut() throws InterruptedException {
            start.countDown();
            start.await();
            if (gate.shut()) {
                released.incrementAndGet();
            }
            return released.get();
        }
    }
}
