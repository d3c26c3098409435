package io.leeway.adaptation;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.adaptation.Streams.Labels;
import io.leeway.adaptation.Streams.Row;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.Profiler;
import io.leeway.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LabelLimitTest {
    private static final double MOST = LabelLimit.MOST + 1e-6;
    private static final List<String> CLASSES = List.of("a", "b", "c");

    /** Rows of all kinds, the ends of what features can be among them. */
    private static List<Row> rows(SplittableRandom random) {
        List<Row> rows = new ArrayList<>();
        for (double size : new double[] {-1e9, 1e9}) {
            for (double age : new double[] {-1e9, 1e9}) {
                rows.add(new Row(size, age, Streams.row(random).colour(), false));
            }
        }
        for (int i = 0; i < 8; i++) {
            rows.add(Streams.row(random));
        }
        return rows;
    }

    private static double champion(SplittableRandom random) {
        return random.nextInt(4) == 0 ? random.nextInt(2) : random.nextDouble();
    }

    @Property(tries = 25)
    void noLabelMovesWhatIsSaidOfAnyRowByMore(@ForAll Labels labels, @ForAll long seed) {
        Adapter<Row> adapter = Adaptation.standard().adapter(Streams.SCHEMA, Streams.profile());
        SplittableRandom random = new SplittableRandom(seed);
        // Beyond the label with which experts wake that begin with nothing.
        for (int i = 0; i < 1_050; i++) {
            Row row = rows(random).get(random.nextInt(12));
            double champion = champion(random);
            double answer = adapter.predict(i, row, champion);
            Revision before = adapter.revision();
            adapter.label(i, labels.of(i, 0, row, champion, answer, random));
            Revision after = adapter.revision();
            for (Row other : i % 25 == 0 || i >= 995 && i < 1_005 ? rows(random) : List.of(row)) {
                double score = champion(random);
                double said = adapter.correct(before, other, score).mixed[0];
                assertThat(Math.abs(adapter.correct(after, other, score).mixed[0] - said))
                        .isLessThanOrEqualTo(MOST);
            }
        }
    }

    @Property(tries = 10)
    void ofThreeClassesNoProbabilityMovesByMore(@ForAll long seed) {
        ClassAdapter<Row> adapter = Adaptation.standard().classAdapter(Streams.SCHEMA, Streams.profile(), CLASSES);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 300; i++) {
            adapter.predict(i, rows(random).get(random.nextInt(12)), 0.2, 0.5, 0.3);
            Revision before = adapter.revision();
            adapter.label(i, CLASSES.get(random.nextInt(3)));
            for (Row other : rows(random)) {
                double[] said =
                        adapter.correct(before, other, 0.1, 0.1, 0.8).mixed.clone();
                double[] now = adapter.correct(adapter.revision(), other, 0.1, 0.1, 0.8).mixed;
                for (int j = 0; j < 3; j++) {
                    assertThat(Math.abs(now[j] - said[j])).isLessThanOrEqualTo(MOST);
                }
            }
        }
    }

    private static final Schema<Row> NUMBERS = Schema.builder(Row.class)
            .numeric("size", Row::size)
            .numeric("age", Row::age)
            .categorical("colour", Row::colour)
            .numericResponse("out", row -> 3 * row.size())
            .build();

    private static final Profile TRAINING = training();

    private static Profile training() {
        SplittableRandom random = new SplittableRandom(5);
        return Profiler.withResponse(NUMBERS)
                .addAll(Stream.concat(
                                Stream.of(new Row(-30, 0, "red", false), new Row(40, 0, "red", false)),
                                Stream.generate(() -> Streams.row(random)).limit(500))
                        .filter(row -> !Double.isNaN(row.size()))
                        .toList())
                .profile();
    }

    private static Adapter<Row> numbers(Adaptation adaptation) {
        return adaptation.regressionAdapter(NUMBERS, TRAINING);
    }

    /** The most that one label moved what is said of any row, in standard deviations, of labels within the range and far beyond it. */
    private static double mostMoved(Adapter<Row> adapter, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double most = 0;
        for (int i = 0; i < 1_050; i++) {
            Row row = rows(random).get(random.nextInt(12));
            adapter.predict(i, row, 8 * random.nextDouble() - 4);
            Revision before = adapter.revision();
            double wild = random.nextBoolean() ? 1e9 : -90 + 210 * random.nextDouble();
            adapter.label(i, random.nextInt(4) == 0 ? wild : 2.0);
            for (Row other : i % 25 == 0 || i >= 995 && i < 1_005 ? rows(random) : List.of(row)) {
                double champion = -90 + 210 * random.nextDouble();
                double said = adapter.correct(before, other, champion).mixed[0];
                most = Math.max(most, Math.abs(adapter.correct(adapter.revision(), other, champion).mixed[0] - said));
            }
        }
        return most;
    }

    @Property(tries = 10)
    void noLabelMovesANumberByMoreThanATenthOfItsDeviation(@ForAll long seed) {
        assertThat(mostMoved(numbers(Adaptation.standard()), seed)).isLessThanOrEqualTo(MOST);
    }

    @Test
    void withoutABoundOnCorrectionsALabelMovesANumberMore() {
        Adaptation unlimited = Adaptation.standard().correctingAtMost(Double.POSITIVE_INFINITY);

        assertThat(mostMoved(numbers(unlimited), 3)).isGreaterThan(LabelLimit.MOST);
    }

    /** So the limit is what limits, not the rates. */
    @Test
    void withoutTheLimitALabelMovesMore() {
        Adapter<Row> adapter = Adaptation.bayesian().adapter(Streams.SCHEMA, Streams.profile());
        SplittableRandom random = new SplittableRandom(3);
        double most = 0;
        for (int i = 0; i < 300; i++) {
            Row row = rows(random).get(random.nextInt(12));
            adapter.predict(i, row, 0.9);
            Revision before = adapter.revision();
            adapter.label(i, false);
            for (Row other : rows(random)) {
                double said = adapter.correct(before, other, 0.9).mixed[0];
                most = Math.max(most, Math.abs(adapter.score(other, 0.9) - said));
            }
        }

        assertThat(most).isGreaterThan(LabelLimit.MOST);
    }
}
