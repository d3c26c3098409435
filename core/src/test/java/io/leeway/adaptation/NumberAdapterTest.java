package io.leeway.adaptation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.ProfileException;
import io.leeway.monitoring.profile.Profiler;
import io.leeway.schema.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers are corrected as probabilities are, by squared loss. */
class NumberAdapterTest {
    private static final double ROUNDING = 1e-6;
    private static final double LOW = 10;
    private static final double HIGH = 70;

    record Row(double size, String colour, double out) {}

    private static final Schema<Row> SCHEMA = Schema.of(Row.class).response("out");

    private static final Profile TRAINING = training();

    private static Profile training() {
        SplittableRandom random = new SplittableRandom(7);
        List<Row> rows = new ArrayList<>(List.of(new Row(0, "red", LOW), new Row(0, "red", HIGH)));
        while (rows.size() < 500) {
            rows.add(row(random));
        }
        return Profiler.withResponse(SCHEMA).addAll(rows).profile();
    }

    private static Row row(SplittableRandom random) {
        double size = 4 * random.nextDouble() - 2;
        return new Row(size, random.nextBoolean() ? "red" : "blue", learnable(size, random));
    }

    /** Most are near the mean, so that a nat is much less than the range. */
    private static double learnable(double size, SplittableRandom random) {
        return Math.max(LOW, Math.min(HIGH, 40 + 4 * size + 4 * (random.nextDouble() - 0.5)));
    }

    /** Who decides on the labels. */
    enum Labels {
        RANDOM,
        ALTERNATING,
        CONSTANT,
        BLOCKS,
        OUTSIDE,
        LEARNABLE,
        /** Whatever costs the answer most, compared with the champion. */
        HOSTILE;

        double of(int i, int delay, Row row, double champion, double answer, SplittableRandom random) {
            return switch (this) {
                case RANDOM -> LOW + (HIGH - LOW) * random.nextDouble();
                case ALTERNATING -> i % 2 == 0 ? LOW : HIGH;
                case CONSTANT -> HIGH;
                case BLOCKS -> i / (delay + 1) % 2 == 0 ? LOW : HIGH;
                case OUTSIDE -> random.nextBoolean() ? -1e9 : 1e9;
                case LEARNABLE -> row.out;
                case HOSTILE -> answer > champion ? LOW : HIGH;
            };
        }
    }

    private record Outcome(double worstExcess, double worstShare, AdaptationStanding standing) {}

    private static Adapter<Row> standard() {
        return Adaptation.standard().regressionAdapter(SCHEMA, TRAINING);
    }

    private static Outcome run(Adapter<Row> adapter, Labels labels, int rows, int delay, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Deque<Double> due = new ArrayDeque<>();
        double worst = Double.NEGATIVE_INFINITY;
        double share = Double.NEGATIVE_INFINITY;
        int next = 0;
        for (int i = 0; i < rows + delay; i++) {
            if (i < rows) {
                Row row = row(random);
                double wild = LOW - 10 + (HIGH - LOW + 20) * random.nextDouble();
                double champion = seed % 2 == 0 ? 40 : wild;
                double answer = adapter.predict(i, row, champion);
                due.add(labels.of(i, delay, row, Math.max(LOW, Math.min(HIGH, champion)), answer, random));
            }
            if (i >= delay) {
                adapter.label(next++, due.remove());
                if (i % 7 == 0) {
                    AdaptationStanding now = adapter.standing();
                    worst = Math.max(worst, now.excess());
                    share = Math.max(share, now.excess() / now.guarantee());
                }
            }
        }
        return new Outcome(worst, share, adapter.standing());
    }

    @Property(tries = 40)
    void howeverLateTheLabelsTheStandardNeverLosesMoreThanItsGuaranteeAboveTheChampion(
            @ForAll Labels labels,
            @ForAll @IntRange(min = 1, max = 1_000) int rows,
            @ForAll @IntRange(max = 300) int delay,
            @ForAll long seed) {
        Outcome outcome = run(standard(), labels, rows, delay, seed);

        double variance = TRAINING.numeric("out").variance();
        int most = Math.min(delay, rows - 1);
        assertThat(outcome.standing().guarantee())
                .isCloseTo((2 + most / 4.0) * Math.log(2) * 2 * variance, within(1e-6 * variance * (1 + most)));
        assertThat(outcome.worstShare()).isLessThanOrEqualTo(1 + ROUNDING);
    }

    @Property(tries = 40)
    void withLabelsAtOnceTheBayesianMixtureLosesAtMostHalfTheSquaredRangeTimesLnKMoreThanTheBestExpert(
            @ForAll Labels labels, @ForAll @IntRange(min = 1, max = 1_000) int rows, @ForAll long seed) {
        AdaptationStanding end = run(Adaptation.bayesian().regressionAdapter(SCHEMA, TRAINING), labels, rows, 0, seed)
                .standing();

        double range = HIGH - LOW;
        assertThat(end.guarantee())
                .isCloseTo(range * range / 2 * Math.log(end.experts().size()), within(1e-6));
        assertThat(end.loss()).isLessThanOrEqualTo(end.best().loss() + end.guarantee() + ROUNDING);
    }

    /** The table of docs/adaptation.md, in twice the variance of the training. */
    @ParameterizedTest
    @CsvSource({
        "RANDOM, 1.39, 2.95, 1.15, 2.00",
        "ALTERNATING, 1.39, 3.12, 14.09, 36.24",
        "CONSTANT, 0.00, 0.00, 0.00, 0.00",
        "BLOCKS, 1.39, 3.12, 18.41, 142.06",
        "OUTSIDE, 1.39, 3.11, 5.02, 4.22",
        "HOSTILE, 1.39, 3.12, 18.71, 171.43"
    })
    void theWorstSeenIsThatOfTheGuide(Labels labels, double atOnce, double late10, double late100, double late1000) {
        int[] delays = {0, 10, 100, 1_000};
        double[] expected = {atOnce, late10, late100, late1000};
        double unit = 2 * TRAINING.numeric("out").variance();
        for (int i = 0; i < delays.length; i++) {
            double worst = Double.NEGATIVE_INFINITY;
            for (int seed = 0; seed < 2; seed++) {
                Outcome outcome = run(standard(), labels, 5_000, delays[i], seed);
                worst = Math.max(worst, outcome.worstExcess() / unit);
                assertThat(outcome.worstShare()).isLessThanOrEqualTo(1 + ROUNDING);
            }
            assertThat(worst).as(labels + " " + delays[i]).isCloseTo(expected[i], within(0.006));
        }
    }

    @Test
    void whatCanBeLearntIsLearntAtOnceAndLate() {
        for (int delay : new int[] {0, 50}) {
            AdaptationStanding end =
                    run(standard(), Labels.LEARNABLE, 10_000, delay, 2).standing();

            assertThat(end.loss() / end.labels()).isLessThan(8);
            assertThat(end.champion().loss() / end.labels()).isGreaterThan(20);
        }
    }

    @Test
    void answersAsTheChampionDoesWithinTheRangeUntilLabelsCome() {
        Adapter<Row> adapter = standard();
        Row row = row(new SplittableRandom(1));

        assertThat(adapter.score(row, 33.3)).isCloseTo(33.3, within(1e-9));
        assertThat(adapter.predict(1, row, 33.3)).isEqualTo(adapter.score(row, 33.3));
        assertThat(adapter.score(row, 1e300)).isCloseTo(HIGH, within(1e-9));
        assertThat(adapter.score(row, -1e300)).isCloseTo(LOW, within(1e-9));
    }

    @Property(tries = 20)
    void aRestoredAdapterContinuesToTheBit(
            @ForAll @IntRange(max = 600) int rows, @ForAll boolean cautious, @ForAll long seed) {
        Adaptation adaptation = cautious ? Adaptation.standard() : Adaptation.bayesian();
        Adapter<Row> one = adaptation.regressionAdapter(SCHEMA, TRAINING);
        run(one, Labels.LEARNABLE, rows, 0, seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 10; i++) {
            one.predict(-1 - i, row(random), 30);
        }

        Adapter<Row> other = Adaptation.restore(SCHEMA, one.toBytes());

        assertThat(other.toBytes()).isEqualTo(one.toBytes());
        for (int i = 0; i < 10; i++) {
            Row row = row(random);
            one.label(-1 - i, row.out);
            other.label(-1 - i, row.out);
            assertThat(other.score(row, 40)).isEqualTo(one.score(row, 40));
        }
        assertThat(other.toBytes()).isEqualTo(one.toBytes());
    }

    @Test
    void whatIsNoNumberIsRefused() {
        Adapter<Row> adapter = standard();
        Row row = row(new SplittableRandom(1));
        adapter.predict(1, row, 30);

        refused(AdaptationException.Reason.INVALID_SCORE, () -> adapter.score(row, Double.NaN));
        refused(AdaptationException.Reason.INVALID_SCORE, () -> adapter.score(row, Double.POSITIVE_INFINITY));
        refused(AdaptationException.Reason.INVALID_LABEL, () -> adapter.label(1, Double.NaN));
        refused(AdaptationException.Reason.INVALID_LABEL, () -> adapter.label(1, true));
        assertThat(adapter.label(1, 30.0)).isTrue();
    }

    @Test
    void aResponseThatIsMissingConstantOrNoNumberIsRefused() {
        Profile constant = Profiler.withResponse(SCHEMA)
                .addAll(List.of(new Row(1, "red", 3), new Row(2, "red", 3)))
                .profile();

        refused(AdaptationException.Reason.OTHER_RESPONSE, () -> Adaptation.standard()
                .regressionAdapter(SCHEMA, constant));
        refused(AdaptationException.Reason.OTHER_RESPONSE, () -> Adaptation.standard()
                .regressionAdapter(Streams.SCHEMA, Streams.profile()));
        Profile without =
                Profiler.of(SCHEMA).addAll(List.of(new Row(1, "red", 3))).profile();
        assertThatThrownBy(() -> Adaptation.standard().regressionAdapter(SCHEMA, without))
                .isInstanceOf(ProfileException.class);
    }

    private static void refused(
            AdaptationException.Reason reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AdaptationException.class, e -> assertThat(e.reason())
                .isEqualTo(reason));
    }
}
