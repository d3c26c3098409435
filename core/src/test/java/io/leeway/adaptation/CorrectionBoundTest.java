package io.leeway.adaptation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leeway.adaptation.Streams.Labels;
import io.leeway.adaptation.Streams.Row;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.Profiler;
import io.leeway.schema.Schema;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the labels say, an answer is near the champion's, and so costs little more whatever is true. */
class CorrectionBoundTest {
    private static final double ROUNDING = 1e-6;
    private static final double CERTAIN = 1e-3;
    private static final List<String> CLASSES = List.of("a", "b", "c");

    private static double logOdds(double probability) {
        return Math.log(probability / (1 - probability));
    }

    /** How far an answer is from a champion that counts as no surer than that. */
    private static double distance(double answer, double champion) {
        return answer > champion
                ? Math.max(0, logOdds(answer) - logOdds(Math.max(CERTAIN, champion)))
                : Math.max(0, logOdds(Math.min(1 - CERTAIN, champion)) - logOdds(answer));
    }

    @Property(tries = 40)
    void theLogOddsOfAnAnswerLeaveTheChampionsByNoMore(
            @ForAll Labels labels, @ForAll @DoubleRange(min = 0.01, max = 6) double bound, @ForAll long seed) {
        Adapter<Row> adapter = Adaptation.standard().correctingAtMost(bound).adapter(Streams.SCHEMA, Streams.profile());
        SplittableRandom random = new SplittableRandom(seed);
        double excess = 0;
        int rows = 600;
        for (int i = 0; i < rows; i++) {
            Row row = Streams.row(random);
            double champion = random.nextInt(10) == 0 ? random.nextInt(2) : random.nextDouble();
            double answer = adapter.predict(i, row, champion);
            adapter.label(i, labels.of(i, 0, row, champion, answer, random));

            assertThat(distance(answer, champion)).isLessThanOrEqualTo(bound + ROUNDING);
            // What is true has nothing to do with the labels: it is whatever costs the answer most.
            boolean truth = answer < champion;
            excess += Logistic.loss(answer, truth) - Logistic.loss(Logistic.clip(champion), truth);
        }

        assertThat(excess).isLessThanOrEqualTo(rows * bound);
    }

    @Property(tries = 15)
    void soDoThoseOfEachClass(@ForAll @DoubleRange(min = 0.01, max = 6) double bound, @ForAll long seed) {
        ClassAdapter<Row> adapter =
                Adaptation.standard().correctingAtMost(bound).classAdapter(Streams.SCHEMA, Streams.profile(), CLASSES);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 500; i++) {
            double first = random.nextInt(10) == 0 ? random.nextInt(2) : random.nextDouble();
            double[] champion = {first, (1 - first) * 0.25, (1 - first) * 0.75};
            double[] answer = adapter.predict(i, Streams.row(random), champion);
            adapter.label(i, CLASSES.get(random.nextInt(4) / 2));

            for (int j = 0; j < 3; j++) {
                assertThat(distance(answer[j], champion[j])).isLessThanOrEqualTo(bound + ROUNDING);
                assertThat(-Math.log(answer[j]))
                        .isLessThanOrEqualTo(-Math.log(Math.max(1e-9, champion[j])) + bound + ROUNDING);
            }
        }
    }

    record Trip(double size, double minutes) {}

    private static final Schema<Trip> TRIPS = Schema.of(Trip.class).response("minutes");
    private static final Profile MINUTES = Profiler.withResponse(TRIPS)
            .addAll(IntStream.range(0, 200)
                    .mapToObj(i -> new Trip(i % 7, i == 0 ? -200 : i == 1 ? 900 : i % 11))
                    .toList())
            .profile();

    private static Adapter<Trip> minutes(double bound) {
        return Adaptation.standard().correctingAtMost(bound).regressionAdapter(TRIPS, MINUTES);
    }

    @Property(tries = 40)
    void aNumberLeavesTheChampionsBySoManyDeviations(
            @ForAll @DoubleRange(min = 0.01, max = 6) double bound, @ForAll long seed) {
        Adapter<Trip> adapter = minutes(bound);
        double most = bound * MINUTES.numeric("minutes").standardDeviation();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 600; i++) {
            double champion = -200 + 1_100 * random.nextDouble();
            double answer = adapter.predict(i, new Trip(random.nextInt(7), 0), champion);
            adapter.label(i, random.nextInt(3) == 0 ? 1e9 : i - i % 100);

            assertThat(Math.abs(answer - champion)).isLessThanOrEqualTo(most + ROUNDING);
        }
    }

    @Test
    void theBoundIsReachedByLabelsThatContradictTheChampion() {
        Adapter<Row> adapter = Adaptation.standard().correctingAtMost(1).adapter(Streams.SCHEMA, Streams.profile());
        Row row = Streams.row(new SplittableRandom(1));
        for (int i = 0; i < 300; i++) {
            adapter.predict(i, row, 0.3);
            adapter.label(i, true);
        }

        assertThat(logOdds(adapter.score(row, 0.3)) - logOdds(0.3)).isCloseTo(1, within(ROUNDING));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, Double.POSITIVE_INFINITY})
    void aRestoredAdapterKeepsItsBound(double bound) {
        Adapter<Trip> adapter = minutes(bound);
        for (int i = 0; i < 300; i++) {
            adapter.predict(i, new Trip(1, 0), 5);
            adapter.label(i, 800.0);
        }
        Adapter<Trip> restored = Adaptation.restore(TRIPS, adapter.toBytes());

        double most = bound * MINUTES.numeric("minutes").standardDeviation();
        assertThat(restored.score(new Trip(1, 0), 5)).isEqualTo(adapter.score(new Trip(1, 0), 5));
        assertThat(restored.score(new Trip(1, 0), 5)).isCloseTo(Math.min(800, 5 + most), within(60.0));
        assertThat(restored.toBytes()).isEqualTo(adapter.toBytes());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 0.009, Double.NaN})
    void aBoundThatLeavesNothingToCorrectIsRefused(double bound) {
        assertThatThrownBy(() -> Adaptation.standard().correctingAtMost(bound))
                .isInstanceOfSatisfying(AdaptationException.class, e -> assertThat(e.reason())
                        .isEqualTo(AdaptationException.Reason.INVALID_BOUND))
                .hasMessageContaining("must be at least 0.01");
    }
}
