package io.leeway.adaptation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.adaptation.Streams.Row;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Another champion takes over. */
class TranslationTest {
    private static final ToDoubleFunction<Row> FIRST = row -> sigmoid(0.3 + 0.01 * (row.age() - 50));
    private static final ToDoubleFunction<Row> SECOND =
            row -> sigmoid(size(row) + ("red".equals(row.colour()) ? 0.8 : -0.4));
    private static final ToDoubleFunction<Row> TREE = row -> size(row) * (row.age() - 50) > 0 ? 0.9 : 0.1;

    private final Adapter<Row> adapter = Adaptation.standard().adapter(Streams.SCHEMA, Streams.profile());
    private final SplittableRandom random = new SplittableRandom(3);
    private final List<Row> recent =
            Stream.generate(() -> Streams.row(random)).limit(2_000).toList();

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double size(Row row) {
        return Double.isNaN(row.size()) ? 0 : row.size();
    }

    private void learn(int from, int to, ToDoubleFunction<Row> champion) {
        for (int i = from; i < to; i++) {
            Row row = Streams.row(random);
            adapter.predict(i, row, champion.applyAsDouble(row));
            adapter.label(i, random.nextDouble() < sigmoid(-1 + 1.5 * size(row)));
        }
    }

    private double distance(ToDoubleFunction<Row> champion, double[] before) {
        double sum = 0;
        for (int i = 0; i < before.length; i++) {
            Row row = recent.get(i);
            sum += Math.abs(adapter.score(row, champion.applyAsDouble(row)) - before[i]) / before.length;
        }
        return sum;
    }

    private double[] answers(ToDoubleFunction<Row> champion) {
        return recent.stream()
                .limit(200)
                .mapToDouble(row -> adapter.score(row, champion.applyAsDouble(row)))
                .toArray();
    }

    @Test
    void answersHardlyChangeWhenALinearChampionIsReplacedByAnother() {
        learn(0, 4_000, FIRST);
        double[] before = answers(FIRST);
        double carriedOver = distance(SECOND, before);

        adapter.championChanged(recent, FIRST, SECOND);

        assertThat(carriedOver).isGreaterThan(0.03);
        assertThat(distance(SECOND, before)).isLessThan(0.5 * carriedOver);
    }

    @Test
    void theSameChampionChangesNothing() {
        learn(0, 2_000, FIRST);
        double[] before = answers(FIRST);

        adapter.championChanged(recent, FIRST, FIRST);

        assertThat(answers(FIRST)).containsExactly(before);
    }

    @Test
    void withoutRowsTheExpertsCarryOn() {
        learn(0, 2_000, FIRST);
        double[] before = answers(SECOND);

        adapter.championChanged(List.of(), FIRST, SECOND);

        assertThat(answers(SECOND)).containsExactly(before);
    }

    @Test
    void whatExpertsCannotSayIsLeftToTheNewChampion() {
        learn(0, 4_000, TREE);
        double[] carried = answers(FIRST);

        adapter.championChanged(recent, TREE, FIRST);

        assertThat(distance(FIRST, carried)).isLessThan(0.01);
    }

    @Test
    void aRestoredAdapterGoesOnToTheBitBelowTheNewChampion() {
        learn(0, 1_500, FIRST);
        Adapter<Row> other = Adaptation.restore(Streams.SCHEMA, adapter.toBytes());

        adapter.championChanged(recent, FIRST, SECOND);
        other.championChanged(recent, FIRST, SECOND);

        assertThat(other.toBytes()).isEqualTo(adapter.toBytes());
        assertThat(Adaptation.restore(Streams.SCHEMA, other.toBytes()).toBytes())
                .isEqualTo(adapter.toBytes());
    }

    @Test
    void aScoreThatIsNoProbabilityIsRefusedAndNothingHasChanged() {
        learn(0, 1_500, FIRST);
        byte[] before = adapter.toBytes();

        assertThatThrownBy(() -> adapter.championChanged(recent, FIRST, row -> 2))
                .isInstanceOfSatisfying(AdaptationException.class, e -> assertThat(e.reason())
                        .isEqualTo(AdaptationException.Reason.INVALID_SCORE));
        assertThat(adapter.toBytes()).isEqualTo(before);
    }

    @Test
    void theGuaranteeHoldsAcrossChampions() {
        for (int i = 0; i < 6; i++) {
            learn(i * 300, (i + 1) * 300, i % 2 == 0 ? FIRST : SECOND);
            adapter.championChanged(recent, i % 2 == 0 ? FIRST : SECOND, i % 2 == 0 ? SECOND : FIRST);
        }

        AdaptationStanding end = adapter.standing();
        assertThat(end.excess()).isLessThan(end.guarantee());
        assertThat(end.labels()).isEqualTo(1_800);
    }

    @Test
    void classesAreTranslatedOneByOne() {
        ClassAdapter<Row> classes =
                Adaptation.standard().classAdapter(Streams.SCHEMA, Streams.profile(), List.of("no", "yes"));
        for (int i = 0; i < 4_000; i++) {
            Row row = Streams.row(random);
            double champion = FIRST.applyAsDouble(row);
            classes.predict(i, row, 1 - champion, champion);
            classes.label(i, random.nextDouble() < sigmoid(-1 + 1.5 * size(row)) ? "yes" : "no");
        }
        Row row = new Row(1, 90, "red", false);
        double before = classes.score(row, both(FIRST, row))[1];
        double carriedOver = classes.score(row, both(SECOND, row))[1];

        classes.championChanged(recent, each -> both(FIRST, each), each -> both(SECOND, each));

        double after = classes.score(row, both(SECOND, row))[1];
        assertThat(Math.abs(after - before)).isLessThan(0.5 * Math.abs(carriedOver - before));
    }

    private static double[] both(ToDoubleFunction<Row> champion, Row row) {
        double yes = champion.applyAsDouble(row);
        return new double[] {1 - yes, yes};
    }
}
