package io.leeway.adaptation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leeway.adaptation.Streams.Labels;
import io.leeway.adaptation.Streams.Outcome;
import io.leeway.adaptation.Streams.Row;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an adaptation promises over any stream, tried on random, simple and hostile ones. */
class AdaptationBoundTest {
    private static final double ROUNDING = 1e-6;

    private static Adapter<Row> standard() {
        return Adaptation.standard().adapter(Streams.SCHEMA, Streams.profile());
    }

    private static Adapter<Row> bayesian() {
        return Adaptation.bayesian().adapter(Streams.SCHEMA, Streams.profile());
    }

    @Property(tries = 60)
    void withLabelsAtOnceTheBayesianMixtureLosesAtMostLnKMoreThanTheBestExpert(
            @ForAll Labels labels, @ForAll @IntRange(min = 1, max = 1_500) int rows, @ForAll long seed) {
        AdaptationStanding end =
                Streams.run(bayesian(), labels, rows, 0, false, seed).standing();

        assertThat(end.guarantee()).isEqualTo(StrictMath.log(end.experts().size()));
        assertThat(end.loss()).isLessThanOrEqualTo(end.best().loss() + end.guarantee() + ROUNDING);
    }

    @Property(tries = 60)
    void withLabelsAtOnceTheStandardLosesAtMostLn4MoreThanTheChampion(
            @ForAll Labels labels, @ForAll @IntRange(min = 1, max = 1_500) int rows, @ForAll long seed) {
        assertThat(Streams.run(standard(), labels, rows, 0, false, seed).worstExcess())
                .isLessThanOrEqualTo(Math.log(4) + ROUNDING);
    }

    @Property(tries = 120)
    void howeverLateTheLabelsTheStandardNeverLosesMoreThanItsGuaranteeAboveTheChampion(
            @ForAll Labels labels,
            @ForAll @IntRange(min = 1, max = 1_500) int rows,
            @ForAll @IntRange(min = 1, max = 700) int delay,
            @ForAll boolean shuffled,
            @ForAll @LongRange(min = 0) long seed) {
        Outcome outcome = Streams.run(standard(), labels, rows, delay, shuffled, seed);

        assertThat(outcome.standing().mostOutstanding()).isLessThanOrEqualTo(delay);
        assertThat(outcome.standing().guarantee())
                .isEqualTo((2 + outcome.standing().mostOutstanding() / 4.0) * Math.log(2));
        assertThat(outcome.worstShareOfGuarantee()).isLessThanOrEqualTo(1 + ROUNDING);
    }

    /** A revision answers many rows: labels come in batches, and executors are slow. */
    @Property(tries = 100)
    void howeverManyAnswersOneRevisionGivesTheGuaranteeHolds(
            @ForAll Labels labels,
            @ForAll @IntRange(min = 1, max = 1_000) int rows,
            @ForAll @IntRange(max = 300) int delay,
            @ForAll boolean executor,
            @ForAll @LongRange(min = 0) long seed) {
        assertThat(Streams.runInTurns(standard(), labels, rows, delay, executor, seed))
                .isLessThanOrEqualTo(1 + ROUNDING);
    }

    @Test
    void theBayesianMixtureIsNotSafeWithLateLabelsAndTheStandardIs() {
        double pure = Streams.run(bayesian(), Labels.HOSTILE, 20_000, 400, false, 2)
                .standing()
                .excess();
        double safe =
                Streams.run(standard(), Labels.HOSTILE, 20_000, 400, false, 2).worstExcess();

        double guarantee = (2 + 400 / 4.0) * Math.log(2);
        assertThat(pure).isGreaterThan(5 * guarantee);
        assertThat(safe).isLessThanOrEqualTo(guarantee + ROUNDING);
    }

    @Test
    void whatCanBeLearntIsLearntWithLabelsAtOnceAndLate() {
        for (int delay : new int[] {0, 50, 1_000}) {
            AdaptationStanding end = Streams.run(standard(), Labels.LEARNABLE, 20_000, delay, true, 3)
                    .standing();

            assertThat(end.loss() / end.labels()).isLessThan(0.6);
            assertThat(end.champion().loss() / end.labels()).isGreaterThan(1.0);
        }
    }

    @Test
    void aChampionThatIsAlwaysWrongIsGivenUp() {
        AdaptationStanding end =
                Streams.run(standard(), Labels.FLIPPED, 3_000, 20, false, 5).standing();

        assertThat(end.champion().weight()).isLessThan(0.05);
        assertThat(end.loss()).isLessThan(0.5 * end.champion().loss());
    }

    /** The table of docs/adaptation.md; the arithmetic is the same on every machine, so the figures are. */
    @ParameterizedTest
    @CsvSource({
        "RANDOM, 1.04, 1.34, 1.64, 5.09",
        "ALTERNATING, 1.06, 2.71, 5.14, 8.86",
        "BLOCKS, 1.06, 2.80, 15.29, 161.85",
        "HOSTILE, 1.07, 3.12, 18.71, 174.64"
    })
    void theWorstSeenIsThatOfTheGuide(Labels labels, double atOnce, double late10, double late100, double late1000) {
        int[] delays = {0, 10, 100, 1_000};
        double[] expected = {atOnce, late10, late100, late1000};
        for (int i = 0; i < delays.length; i++) {
            double worst = Double.NEGATIVE_INFINITY;
            for (int seed = 0; seed < 4; seed++) {
                Outcome outcome = Streams.run(standard(), labels, 10_000, delays[i], false, seed);
                worst = Math.max(worst, outcome.worstExcess());
                assertThat(outcome.worstShareOfGuarantee()).isLessThanOrEqualTo(1 + ROUNDING);
            }
            assertThat(worst).isCloseTo(expected[i], within(0.006));
        }
    }
}
