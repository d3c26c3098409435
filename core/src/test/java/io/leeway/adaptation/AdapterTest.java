package io.leeway.adaptation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.leeway.adaptation.Streams.Labels;
import io.leeway.adaptation.Streams.Row;
import io.leeway.schema.Schema;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AdapterTest {
    private final Adapter<Row> adapter = Adaptation.standard().adapter(Streams.SCHEMA, Streams.profile());

    @Test
    void answersAsTheChampionDoesUntilLabelsCome() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 100; i++) {
            double champion = 0.01 + 0.98 * random.nextDouble();
            assertThat(adapter.predict(i, Streams.row(random), champion))
                    .isCloseTo(champion, org.assertj.core.api.Assertions.within(1e-12));
        }
    }

    @Test
    void scoreReturnsWhatPredictReturns() {
        Streams.run(adapter, Labels.LEARNABLE, 500, 10, true, 2);
        Row row = Streams.row(new SplittableRandom(3));

        assertThat(adapter.score(row, 0.3))
                .isEqualTo(adapter.predict(9_999, row, 0.3))
                .isNotEqualTo(0.3);
    }

    @Property(tries = 30)
    void aRestoredAdapterContinuesToTheBit(
            @ForAll @IntRange(max = 1_200) int rows, @ForAll boolean standard, @ForAll long seed) {
        Adaptation adaptation = standard ? Adaptation.standard() : Adaptation.bayesian();
        Adapter<Row> one = adaptation.adapter(Streams.SCHEMA, Streams.profile());
        Streams.run(one, Labels.LEARNABLE, rows, 30, true, seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20; i++) {
            one.predict(-1 - i, Streams.row(random), random.nextDouble());
        }

        Adapter<Row> other = Adaptation.restore(Streams.SCHEMA, one.toBytes());

        assertThat(other.toBytes()).isEqualTo(one.toBytes());
        for (int i = 0; i < 20; i++) {
            boolean label = random.nextBoolean();
            one.label(-1 - i, label);
            other.label(-1 - i, label);
            Row row = Streams.row(random);
            assertThat(other.score(row, 0.4)).isEqualTo(one.score(row, 0.4));
        }
        assertThat(other.toBytes()).isEqualTo(one.toBytes());
        assertThat(other.standing()).isEqualTo(one.standing());
    }

    @Test
    void changedBytesAreRefused() {
        Streams.run(adapter, Labels.RANDOM, 100, 5, false, 1);
        byte[] bytes = adapter.toBytes();
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 300; i++) {
            byte[] changed = bytes.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> Adaptation.restore(Streams.SCHEMA, changed))
                    .isInstanceOf(AdaptationFormatException.class);
            byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            assertThatThrownBy(() -> Adaptation.restore(Streams.SCHEMA, cut))
                    .isInstanceOf(AdaptationFormatException.class);
        }
    }

    @Test
    void aNewerVersionIsNamed() {
        byte[] bytes = adapter.toBytes();
        bytes[5] = 3;

        assertThatThrownBy(() -> Adaptation.restore(Streams.SCHEMA, bytes))
                .isInstanceOfSatisfying(AdaptationFormatException.class, e -> assertThat(e.reason())
                        .isEqualTo(AdaptationFormatException.Reason.NEWER_VERSION))
                .hasMessageContaining("version 3");
    }

    @Test
    void bytesOfAnotherSchemaAreRefused() {
        Schema<Row> other = Streams.SCHEMA.without("age");

        assertThatThrownBy(() -> Adaptation.restore(other, adapter.toBytes()))
                .isInstanceOfSatisfying(AdaptationException.class, e -> assertThat(e.reason())
                        .isEqualTo(AdaptationException.Reason.OTHER_SCHEMA));
    }

    @Test
    void aScoreThatIsNoProbabilityIsRefusedAndNothingWaits() {
        Row row = Streams.row(new SplittableRandom(1));
        for (double bad : new double[] {Double.NaN, -0.1, 1.1, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> adapter.predict(1, row, bad))
                    .isInstanceOfSatisfying(AdaptationException.class, e -> assertThat(e.reason())
                            .isEqualTo(AdaptationException.Reason.INVALID_SCORE));
        }

        assertThat(adapter.standing().outstanding()).isZero();
    }

    @Test
    void anIdThatWaitsIsRefusedAndTheFirstRowStays() {
        Row row = Streams.row(new SplittableRandom(1));
        adapter.predict(1, row, 0.2);

        assertThatThrownBy(() -> adapter.predict(1, row, 0.9))
                .isInstanceOfSatisfying(AdaptationException.class, e -> assertThat(e.reason())
                        .isEqualTo(AdaptationException.Reason.DUPLICATE_ID));
        adapter.label(1, true);
        assertThat(adapter.standing().champion().loss())
                .isCloseTo(-Math.log(0.2), org.assertj.core.api.Assertions.within(1e-9));
    }

    @Test
    void aLabelOfARowThatDoesNotWaitIsCountedAndTeachesNothing() {
        double before = adapter.score(Streams.row(new SplittableRandom(1)), 0.2);

        assertThat(adapter.label(77, true)).isFalse();

        assertThat(adapter.standing().unknownLabels()).isEqualTo(1);
        assertThat(adapter.standing().labels()).isZero();
        assertThat(adapter.score(Streams.row(new SplittableRandom(1)), 0.2)).isEqualTo(before);
    }

    @Test
    void aForgottenRowNoLongerWaits() {
        adapter.predict(1, Streams.row(new SplittableRandom(1)), 0.2);

        assertThat(adapter.forget(1)).isTrue();
        assertThat(adapter.forget(1)).isFalse();
        assertThat(adapter.label(1, true)).isFalse();
        assertThat(adapter.standing().outstanding()).isZero();
    }

    @Test
    void whateverTheRowTheAnswerIsAProbability() {
        Streams.run(adapter, Labels.CRUEL, 2_000, 3, true, 2);
        double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MAX_VALUE, -0.0, 1e300};
        int id = 10_000;
        for (double number : odd) {
            for (double champion : new double[] {0, Double.MIN_VALUE, 0.5, Math.nextDown(1.0), 1}) {
                Row row = new Row(number, -number, "a colour that nobody has seen", false);
                assertThat(adapter.predict(id, row, champion)).isStrictlyBetween(0.0, 1.0);
                adapter.label(id++, champion < 0.5);
            }
        }
        Row plain = new Row(0, 50, "red", false);
        assertThat(adapter.score(plain, 0.5)).isStrictlyBetween(0.0, 1.0);
        assertThat(adapter.standing().loss()).isFinite();
    }

    @Test
    void unseenCategoriesShareAPlaceThatIsLearnt() {
        Row orange = new Row(0, 50, "orange", false);
        double before = adapter.score(orange, 0.5);
        for (int i = 0; i < 300; i++) {
            adapter.predict(i, new Row(0, 50, "unseen " + i, false), 0.5);
            adapter.label(i, true);
            adapter.predict(1_000 + i, new Row(0, 50, "red", false), 0.5);
            adapter.label(1_000 + i, false);
        }

        assertThat(adapter.score(orange, 0.5)).isGreaterThan(before + 0.3);
        assertThat(adapter.score(new Row(0, 50, "red", false), 0.5)).isLessThan(before - 0.3);
    }

    @Test
    void scoringAllocatesNothing() {
        Streams.run(adapter, Labels.RANDOM, 2_000, 5, true, 2);
        Row row = new Row(0.5, 50, "red", false);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double sum = 0;
        for (int i = 0; i < 20_000; i++) {
            sum += adapter.score(row, 0.3);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 20_000; i++) {
            sum += adapter.score(row, 0.3);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(sum).isPositive();
        // One byte a score: the measurement itself allocates a little.
        assertThat(allocated).isLessThan(20_000);
    }

    @Test
    void otherThreadsScoreWhileOneLearns() {
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Long> scored = CompletableFuture.supplyAsync(() -> {
            SplittableRandom random = new SplittableRandom(4);
            long count = 0;
            do {
                double score = adapter.score(Streams.row(random), random.nextDouble());
                if (!(score > 0 && score < 1)) {
                    throw new AssertionError("a score is " + score);
                }
                count++;
            } while (!stop.get());
            return count;
        });

        Streams.run(adapter, Labels.RANDOM, 3_000, 20, true, 6);
        stop.set(true);

        assertThat(scored.join()).isPositive();
    }
}
