package io.leeway.adaptation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leeway.adaptation.Streams.Row;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Three classes are corrected as two are. */
class ClassAdapterTest {
    private static final double ROUNDING = 1e-6;
    private static final List<String> CLASSES = List.of("early", "on time", "late");

    /** Who decides on the labels. */
    enum Labels {
        RANDOM,
        ALTERNATING,
        CONSTANT,
        BLOCKS,
        LEARNABLE,
        /** Whatever costs the answer most, compared with the champion. */
        HOSTILE;

        int of(int i, int delay, Row row, double[] champion, double[] answer, SplittableRandom random) {
            return switch (this) {
                case RANDOM -> random.nextInt(3);
                case ALTERNATING -> i % 3;
                case CONSTANT -> 2;
                case BLOCKS -> i / (delay + 1) % 3;
                case LEARNABLE -> random.nextInt(10) == 0 ? 1 : row.size() > 0 ? 2 : 0;
                case HOSTILE -> worst(champion, answer);
            };
        }

        private static int worst(double[] champion, double[] answer) {
            int worst = 0;
            for (int j = 1; j < 3; j++) {
                worst = answer[j] / champion[j] < answer[worst] / champion[worst] ? j : worst;
            }
            return worst;
        }
    }

    private record Outcome(double worstExcess, double worstShare, AdaptationStanding standing) {}

    private static ClassAdapter<Row> standard() {
        return Adaptation.standard().classAdapter(Streams.SCHEMA, Streams.profile(), CLASSES);
    }

    private static double[] champion(SplittableRandom random, long seed) {
        if (seed % 2 == 0) {
            return new double[] {0.25, 0.5, 0.25};
        }
        double a = random.nextInt(50) == 0 ? 0 : random.nextDouble();
        double b = (1 - a) * random.nextDouble();
        return new double[] {a, b, 1 - a - b};
    }

    private static Outcome run(ClassAdapter<Row> adapter, Labels labels, int rows, int delay, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Deque<Integer> due = new ArrayDeque<>();
        double worst = Double.NEGATIVE_INFINITY;
        double share = Double.NEGATIVE_INFINITY;
        int next = 0;
        for (int i = 0; i < rows + delay; i++) {
            if (i < rows) {
                Row row = Streams.row(random);
                double[] champion = champion(random, seed);
                double[] answer = adapter.predict(i, row, champion);
                due.add(labels.of(i, delay, row, champion, answer, random));
            }
            if (i >= delay) {
                adapter.label(next++, CLASSES.get(due.remove()));
                if (i % 7 == 0) {
                    AdaptationStanding now = adapter.standing();
                    worst = Math.max(worst, now.excess());
                    share = Math.max(share, now.excess() / now.guarantee());
                }
            }
        }
        return new Outcome(worst, share, adapter.standing());
    }

    @Property(tries = 30)
    void howeverLateTheLabelsTheStandardNeverLosesMoreThanItsGuaranteeAboveTheChampion(
            @ForAll Labels labels,
            @ForAll @IntRange(min = 1, max = 700) int rows,
            @ForAll @IntRange(max = 300) int delay,
            @ForAll long seed) {
        Outcome outcome = run(standard(), labels, rows, delay, seed);

        assertThat(outcome.standing().guarantee())
                .isEqualTo((2 + outcome.standing().mostOutstanding() / 4.0) * Math.log(2));
        assertThat(outcome.worstShare()).isLessThanOrEqualTo(1 + ROUNDING);
    }

    @Property(tries = 30)
    void withLabelsAtOnceTheBayesianMixtureLosesAtMostLnKMoreThanTheBestExpert(
            @ForAll Labels labels, @ForAll @IntRange(min = 1, max = 700) int rows, @ForAll long seed) {
        ClassAdapter<Row> bayesian = Adaptation.bayesian().classAdapter(Streams.SCHEMA, Streams.profile(), CLASSES);
        AdaptationStanding end = run(bayesian, labels, rows, 0, seed).standing();

        assertThat(end.guarantee()).isCloseTo(Math.log(end.experts().size()), within(1e-12));
        assertThat(end.loss()).isLessThanOrEqualTo(end.best().loss() + end.guarantee() + ROUNDING);
    }

    /** The table of docs/adaptation.md. */
    @ParameterizedTest
    @CsvSource({
        "RANDOM, 0.20, 0.32, 0.03, 0.13",
        "ALTERNATING, 0.13, 0.02, 0.00, 0.02",
        "CONSTANT, 0.00, 0.00, 0.00, 0.00",
        "BLOCKS, 0.13, 1.73, 17.91, 150.67",
        "HOSTILE, 0.99, 3.12, 18.71, 150.71"
    })
    void theWorstSeenIsThatOfTheGuide(Labels labels, double atOnce, double late10, double late100, double late1000) {
        int[] delays = {0, 10, 100, 1_000};
        double[] expected = {atOnce, late10, late100, late1000};
        for (int i = 0; i < delays.length; i++) {
            double worst = Double.NEGATIVE_INFINITY;
            for (int seed = 0; seed < 2; seed++) {
                Outcome outcome = run(standard(), labels, 3_000, delays[i], seed);
                worst = Math.max(worst, outcome.worstExcess());
                assertThat(outcome.worstShare()).isLessThanOrEqualTo(1 + ROUNDING);
            }
            assertThat(worst).as(labels + " " + delays[i]).isCloseTo(expected[i], within(0.006));
        }
    }

    @Test
    void whatCanBeLearntIsLearntAtOnceAndLate() {
        for (int delay : new int[] {0, 300}) {
            AdaptationStanding end =
                    run(standard(), Labels.LEARNABLE, 6_000, delay, 2).standing();

            assertThat(end.loss() / end.labels()).isLessThan(0.75);
            assertThat(end.champion().loss() / end.labels()).isGreaterThan(1.2);
        }
    }

    @Test
    void twoClassesAreCorrectedNearlyAsByTheAdapterOfTwoClasses() {
        ClassAdapter<Row> classes =
                Adaptation.standard().classAdapter(Streams.SCHEMA, Streams.profile(), List.of("no", "yes"));
        Adapter<Row> two = Adaptation.standard().adapter(Streams.SCHEMA, Streams.profile());
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 4_000; i++) {
            Row row = Streams.row(random);
            double champion = 0.1 + 0.8 * random.nextDouble();
            two.predict(i, row, champion);
            classes.predict(i, row, 1 - champion, champion);
            boolean label = random.nextDouble() < 1 / (1 + Math.exp(-2 * row.size()));
            two.label(i, label);
            classes.label(i, label ? "yes" : "no");
        }

        double gained = two.standing().excess();
        assertThat(gained).isLessThan(-500);
        assertThat(classes.standing().excess()).isBetween(1.1 * gained, 0.9 * gained);
    }

    @Test
    void answersAsTheChampionDoesUntilLabelsCome() {
        ClassAdapter<Row> adapter = standard();
        Row row = Streams.row(new SplittableRandom(1));

        assertThat(adapter.score(row, 0.2, 0.3, 0.5))
                .usingComparatorWithPrecision(1e-9)
                .containsExactly(0.2, 0.3, 0.5);
        // All experts but the champion's own are limited, as those of two classes are.
        assertThat(adapter.predict(1, row, 0, 1, 0))
                .usingComparatorWithPrecision(1e-5)
                .containsExactly(0, 1, 0);
    }

    @Property(tries = 15)
    void aRestoredAdapterContinuesToTheBit(@ForAll @IntRange(max = 400) int rows, @ForAll long seed) {
        ClassAdapter<Row> one = standard();
        run(one, Labels.LEARNABLE, rows, 0, seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 10; i++) {
            one.predict(-1 - i, Streams.row(random), champion(random, seed));
        }

        ClassAdapter<Row> other = Adaptation.restoreClasses(Streams.SCHEMA, one.toBytes());

        assertThat(other.classes()).isEqualTo(CLASSES);
        assertThat(other.toBytes()).isEqualTo(one.toBytes());
        for (int i = 0; i < 10; i++) {
            String label = CLASSES.get(random.nextInt(3));
            one.label(-1 - i, label);
            other.label(-1 - i, label);
            Row row = Streams.row(random);
            assertThat(other.score(row, 0.2, 0.3, 0.5)).isEqualTo(one.score(row, 0.2, 0.3, 0.5));
        }
        assertThat(other.toBytes()).isEqualTo(one.toBytes());
    }

    @Test
    void whatAreNoProbabilitiesOrClassesIsRefused() {
        ClassAdapter<Row> adapter = standard();
        Row row = Streams.row(new SplittableRandom(1));
        adapter.predict(1, row, 0.2, 0.3, 0.5);
        for (double[] bad : new double[][] {{0.5, 0.5}, {0.2, 0.3, 0.6}, {-0.5, 1, 0.5}, {Double.NaN, 0.5, 0.5}}) {
            refused(AdaptationException.Reason.INVALID_SCORE, () -> adapter.score(row, bad));
        }
        refused(AdaptationException.Reason.INVALID_LABEL, () -> adapter.label(1, "never"));
        refused(AdaptationException.Reason.OTHER_RESPONSE, () -> Adaptation.standard()
                .classAdapter(Streams.SCHEMA, Streams.profile(), List.of("a", "a")));
        assertThat(adapter.label(1, "late")).isTrue();
    }

    @Test
    void bytesOfAnotherKindOfAdapterAreRefused() {
        byte[] two =
                Adaptation.standard().adapter(Streams.SCHEMA, Streams.profile()).toBytes();

        refused(AdaptationException.Reason.OTHER_RESPONSE, () -> Adaptation.restoreClasses(Streams.SCHEMA, two));
        refused(
                AdaptationException.Reason.OTHER_RESPONSE,
                () -> Adaptation.restore(Streams.SCHEMA, standard().toBytes()));
    }

    private static void refused(
            AdaptationException.Reason reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AdaptationException.class, e -> assertThat(e.reason())
                .isEqualTo(reason));
    }
}
