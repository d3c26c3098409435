package io.leeway.serving;

import static io.leeway.serving.Trips.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.model.tribuo.TribuoModel;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.serving.Trips.Trip;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tribuo.Model;
import org.tribuo.classification.Label;

class LiveModelSwapTest {

    private static final int PREDICTORS = 4;
    private static final int SWAPS = 150;

    private final List<Trip> trips = Trips.make(256, 4);

    /** What one thread counted of its own answers. */
    private record Seen(long answers, long wrong) {}

    @Test
    @Timeout(120)
    void noAnswerIsLostOrMixesTwoVersionsWhileTheModelIsSwapped() throws Exception {
        MemoryRegistry registry = MemoryRegistry.create();
        // Two compiled models and one answered by Tribuo, so that the way of answering is swapped as well.
        List<Model<Label>> models = List.of(
                Trips.classifier(Trips.standardised(Trips.logistic())),
                Trips.classifier(Trips.logistic(), Trips.make(300, 7), trip -> String.valueOf(!trip.late())),
                Trips.classifier(Trips.factorisation()));
        models.forEach(model -> Trips.register(registry, model));
        Trips.promote(registry, 1);
        List<double[]> expected = models.stream().map(this::scores).toList();
        LongAdder recorded = new LongAdder();
        LiveModel<Trip, Label> live = LiveModel.classification(SCHEMA, registry, Trips.MODEL, Trips.CHAMPION)
                .recorder((trip, score) -> recorded.increment())
                .build();

        AtomicBoolean swapping = new AtomicBoolean(true);
        ExecutorService threads = Executors.newFixedThreadPool(PREDICTORS + 1);
        List<Future<Seen>> predictors = new ArrayList<>();
        for (int i = 0; i < PREDICTORS; i++) {
            predictors.add(threads.submit(predictor(live, expected, swapping)));
        }
        // A second thread refreshes at the same time, as a scheduler beside a retrainer would.
        Future<?> refresher = threads.submit(() -> {
            while (swapping.get()) {
                live.refresh();
                // Otherwise it takes the lock again before the swapping thread has woken up.
                Thread.yield();
            }
        });
        for (int i = 1; i <= SWAPS; i++) {
            Trips.promote(registry, 1 + i % models.size());
            live.refresh();
        }
        swapping.set(false);
        refresher.get();
        threads.shutdown();
        long answers = 0;
        for (Future<Seen> each : predictors) {
            assertThat(each.get().wrong()).isZero();
            answers += each.get().answers();
        }

        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(answers).isGreaterThan(PREDICTORS * 256L);
        assertThat(recorded.sum()).isEqualTo(answers);
        assertThat(live.answersByVersion().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(answers);
        assertThat(live.answersByVersion()).containsOnlyKeys(1, 2, 3);
    }

    private double[] scores(Model<Label> model) {
        TribuoModel<Trip, Label> tribuo = TribuoModel.classifier(SCHEMA, model, "true");
        return trips.stream().mapToDouble(tribuo::score).toArray();
    }

    private Callable<Seen> predictor(LiveModel<Trip, Label> live, List<double[]> expected, AtomicBoolean swapping) {
        return () -> {
            long answers = 0;
            long wrong = 0;
            do {
                for (int j = 0; j < trips.size(); j++) {
                    Answer<Label> answer = live.answer(trips.get(j));
                    double score = expected.get(answer.version() - 1)[j];
                    boolean positive = answer.output().getLabel().equals("true");
                    double labelled = positive
                            ? answer.output().getScore()
                            : 1 - answer.output().getScore();
                    if (Math.abs(answer.score() - score) > 1e-9 || Math.abs(labelled - score) > 1e-9) {
                        wrong++;
                    }
                    answers++;
                }
            } while (swapping.get());
            return new Seen(answers, wrong);
        };
    }
}
