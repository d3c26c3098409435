package io.leeway.retraining;

import static io.leeway.retraining.Conditions.newLabels;
import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.retraining.Deliveries.Delivery;
import io.leeway.retraining.RetrainingOutcome.Status;
import io.leeway.serving.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tribuo.classification.Label;

/** Several threads at one retrainer and one live model. */
@Timeout(60)
class RetrainerThreadsTest {
    private static final int PREDICTORS = 3;
    private static final int PROMOTIONS = 12;

    private final ExecutorService threads = Executors.newFixedThreadPool(PREDICTORS);

    @AfterEach
    void endThreads() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    private static RetrainingPolicy afterLabels(long count) {
        return RetrainingPolicy.named("p").when(newLabels().atLeast(count)).build();
    }

    @Test
    void oneLookAtATimeWorksAndTheOtherIsBusy() throws Exception {
        ClosedLoop loop = new ClosedLoop();
        CountDownLatch training = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<Status> told = Collections.synchronizedList(new ArrayList<>());
        var retrainer = loop.retrainer(afterLabels(100))
                .trainingData(now -> {
                    training.countDown();
                    await(goOn);
                    return loop.known;
                })
                .listener(outcome -> told.add(outcome.status()))
                .build();
        loop.serve(100, 1);

        Future<RetrainingOutcome<Delivery, Label>> first = threads.submit(retrainer::tick);
        await(training);
        var second = retrainer.tick();
        goOn.countDown();

        assertThat(second.status()).isEqualTo(Status.BUSY);
        assertThat(second.sentence()).isEqualTo("another tick is running");
        assertThat(second.decision()).isEmpty();
        assertThat(first.get().status()).isEqualTo(Status.PROMOTED);
        assertThat(told).containsExactly(Status.PROMOTED);
        assertThat(retrainer.tick().status()).isEqualTo(Status.HELD);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What one thread saw of its own answers. */
    private record Seen(long answers, boolean versionsGrew) {}

    @Test
    void otherThreadsPredictWithoutAGapOrAFailureThroughManyPromotions() throws Exception {
        ClosedLoop loop = new ClosedLoop();
        var retrainer = loop.retrainer(afterLabels(100)).build();
        AtomicBoolean open = new AtomicBoolean(true);
        // Rows of their own ids, which are never labelled, so that the retrainer's world stays as it is.
        List<Delivery> rows = Deliveries.from(1_000_000, 200, 1);
        List<Future<Seen>> predictors = new ArrayList<>();
        for (int i = 0; i < PREDICTORS; i++) {
            predictors.add(threads.submit(() -> ask(loop, rows, open)));
        }
        long own = 0;
        for (int i = 0; i < PROMOTIONS; i++) {
            loop.serve(100, i % 2 == 0 ? -1 : 1);
            own += 100;
            assertThat(retrainer.tick().status()).isEqualTo(Status.PROMOTED);
        }
        open.set(false);

        long answers = own;
        for (Future<Seen> each : predictors) {
            assertThat(each.get().answers()).isPositive();
            assertThat(each.get().versionsGrew()).isTrue();
            answers += each.get().answers();
        }
        assertThat(loop.champion()).isEqualTo(1 + PROMOTIONS);
        assertThat(loop.live.answersByVersion().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(answers);
        assertThat(loop.live.unrecorded()).isZero();
        assertThat(loop.monitor.rows()).isEqualTo(answers);
    }

    private static Seen ask(ClosedLoop loop, List<Delivery> rows, AtomicBoolean open) {
        long answers = 0;
        int newest = 0;
        boolean grew = true;
        do {
            for (Delivery row : rows) {
                Answer<Label> answer = loop.live.answer(row);
                grew &= answer.version() >= newest && answer.score() > 0 && answer.score() < 1;
                newest = answer.version();
                answers++;
            }
        } while (open.get());
        return new Seen(answers, grew);
    }

    @Test
    void theStateCanBeReadWhileATrainingIsUnderWayAndCountsIt() throws Exception {
        ClosedLoop loop = new ClosedLoop();
        CountDownLatch training = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        var retrainer = loop.retrainer(afterLabels(100))
                .trainingData(now -> {
                    training.countDown();
                    await(goOn);
                    return loop.known;
                })
                .build();
        loop.serve(100, 1);
        Future<RetrainingOutcome<Delivery, Label>> look = threads.submit(retrainer::tick);
        await(training);

        RetrainerState during = retrainer.state();
        goOn.countDown();
        look.get();

        assertThat(during.policy().trainings()).containsExactly(loop.clock.instant());
        assertThat(during.newLabels()).isZero();
        assertThat(during.tenure().version()).isEqualTo(1);
        assertThat(retrainer.state().tenure().version()).isEqualTo(2);
    }
}
