package io.leeway.monitoring.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LabelJoinTest {
    private static final LabelJoin.Match IGNORED = (prediction, actual, predicted, labelled) -> {};

    @Test
    void aLabelMeetsItsPrediction() {
        LabelJoin join = LabelJoin.of(10);
        join.predicted(7, 0.25, 1_000);
        double[] seen = new double[4];
        assertThat(join.labelled(7, 1, 5_000, (prediction, actual, predicted, labelled) -> {
                    seen[0] = prediction;
                    seen[1] = actual;
                    seen[2] = predicted;
                    seen[3] = labelled;
                }))
                .isTrue();
        assertThat(seen).containsExactly(0.25, 1, 1_000, 5_000);
        assertThat(join.counts()).isEqualTo(new LabelCounts(1, 1, 0, 0, 0, 0));
    }

    @Test
    void aSecondLabelIsUnknown() {
        LabelJoin join = LabelJoin.of(10);
        join.predicted(7, 0.25, 0);
        join.labelled(7, 1, 0, IGNORED);
        assertThat(join.labelled(7, 1, 0, IGNORED)).isFalse();
        assertThat(join.counts().unknown()).isEqualTo(1);
    }

    @Test
    void theOldestGivesWayWhenThereIsNoRoom() {
        LabelJoin join = LabelJoin.of(2);
        join.predicted(1, 0.1, 0);
        join.predicted(2, 0.2, 0);
        join.predicted(3, 0.3, 0);
        assertThat(join.labelled(1, 1, 0, IGNORED)).isFalse();
        assertThat(join.labelled(2, 1, 0, IGNORED)).isTrue();
        assertThat(join.counts()).isEqualTo(new LabelCounts(3, 1, 1, 0, 1, 1));
    }

    @Test
    void aPredictionRepeatedReplacesTheOneThatWaits() {
        LabelJoin join = LabelJoin.of(2);
        join.predicted(1, 0.1, 0);
        join.predicted(1, 0.9, 0);
        double[] prediction = new double[1];
        join.labelled(1, 1, 0, (p, actual, predicted, labelled) -> prediction[0] = p);
        assertThat(prediction[0]).isEqualTo(0.9);
        assertThat(join.counts()).isEqualTo(new LabelCounts(2, 1, 0, 1, 0, 0));
    }

    @Test
    void whatIsTooOldExpires() {
        LabelJoin join = LabelJoin.of(10).expiringAfter(Duration.ofSeconds(10));
        join.predicted(1, 0.1, 0);
        join.predicted(2, 0.1, 5_000);
        join.expire(10_000);
        assertThat(join.counts().expired()).isZero();
        join.expire(10_001);
        assertThat(join.counts().expired()).isEqualTo(1);
        join.predicted(3, 0.1, 20_000);
        assertThat(join.counts()).isEqualTo(new LabelCounts(3, 0, 0, 0, 2, 1));
    }

    @Test
    void badOptionsAreRefused() {
        assertThatThrownBy(() -> LabelJoin.of(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LabelJoin.of(1).expiringAfter(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Ids from a small range and one far away make collisions, removals in the middle of runs and reuse of places. */
    @Property(tries = 200)
    void behavesAsAnOrderedMapWithABound(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 200) int capacity,
            @ForAll @IntRange(min = 1, max = 400) int ids) {
        Random random = new Random(seed);
        LabelJoin join = LabelJoin.of(capacity);
        Map<Long, Double> model = new LinkedHashMap<>();
        long matched = 0;
        for (int step = 0; step < 2_000; step++) {
            long id = random.nextInt(ids) * (random.nextBoolean() ? 1L : 1L << 40);
            if (random.nextInt(3) > 0) {
                double prediction = random.nextDouble();
                join.predicted(id, prediction, step);
                if (model.remove(id) == null && model.size() == capacity) {
                    model.remove(model.keySet().iterator().next());
                }
                model.put(id, prediction);
            } else {
                double[] met = {Double.NaN};
                boolean known = join.labelled(id, 1, step, (p, actual, predicted, labelled) -> met[0] = p);
                Double expected = model.remove(id);
                assertThat(known).isEqualTo(expected != null);
                if (expected != null) {
                    matched++;
                    assertThat(met[0]).isEqualTo(expected);
                }
            }
            LabelCounts counts = join.counts();
            assertThat(counts.waiting()).isEqualTo(model.size());
            assertThat(counts.matched()).isEqualTo(matched);
            assertThat(counts.matched() + counts.replaced() + counts.expired() + counts.waiting())
                    .isEqualTo(counts.predictions());
        }
    }
}
