package io.leeway.monitoring.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leeway.monitoring.variation.FeatureColumns;
import io.leeway.schema.Feature;
import io.leeway.schema.RowCells;
import io.leeway.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the drift of a feature, alone, does to the answers of a model. */
class DriftPricesTest {
    record Trip(
            double temp, double wind, int hour, @Nullable String carrier, double minutes) {
        Trip inCelsius() {
            return new Trip((temp - 32) / 1.8, wind, hour, carrier, minutes);
        }

        Trip withHour(int other) {
            return new Trip(temp, wind, other, carrier, minutes);
        }

        Trip by(@Nullable String other) {
            return new Trip(temp, wind, hour, other, minutes);
        }

        Trip withTemp(double other) {
            return new Trip(other, wind, hour, carrier, minutes);
        }
    }

    private static final Schema<Trip> SCHEMA =
            Schema.of(Trip.class).categorical("hour").response("minutes");

    private static final double TEMP = 0.05;
    private static final double[] HOURS = {-0.5, 0.25, 1};

    /** Log odds that are a sum of functions of one feature each; wind has no part in it. */
    private static double logOdds(double temp, int hour, @Nullable String carrier) {
        return TEMP * (Double.isNaN(temp) ? 60 : temp)
                - 4
                + HOURS[hour]
                + (carrier == null ? 0.5 : carrier.equals("B6") ? 1 : 0);
    }

    private static ToDoubleFunction<RowCells> model(Schema<RowCells> cells) {
        Feature<RowCells> temp = cells.feature("temp");
        Feature<RowCells> hour = cells.feature("hour").asNumber().orElseThrow();
        Feature<RowCells> carrier = cells.feature("carrier");
        return row -> 1 / (1 + Math.exp(-logOdds(temp.number(row), (int) hour.number(row), carrier.category(row))));
    }

    private static List<Trip> trips(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> new Trip(
                        random.nextDouble(40, 80),
                        random.nextInt(20),
                        random.nextInt(3),
                        random.nextInt(10) == 0 ? null : random.nextInt(3) == 0 ? "B6" : "UA",
                        random.nextDouble(100)))
                .toList();
    }

    private static FeatureColumns columns(List<Trip> trips) {
        return FeatureColumns.of(SCHEMA, trips);
    }

    private static DriftPrices prices(List<Trip> reference) {
        return DriftPrices.classification(SCHEMA, SampledRows.of(SCHEMA, reference), DriftPricesTest::model, 0.5);
    }

    private static List<Trip> each(List<Trip> trips, java.util.function.UnaryOperator<Trip> change) {
        return trips.stream().map(change).toList();
    }

    private static double mean(List<Trip> trips, ToDoubleFunction<Trip> of) {
        return trips.stream().mapToDouble(of).average().orElseThrow();
    }

    @Test
    void aWindowLikeTheReferenceCostsNothingAtAll() {
        List<Trip> reference = trips(10_000, 1);

        List<DriftPrice> found =
                prices(reference).prices(List.of("temp", "wind", "hour", "carrier"), columns(reference));

        assertThat(found).allSatisfy(price -> {
            assertThat(price.meanChange()).isZero();
            assertThat(price.rise()).isZero();
            assertThat(price.crossing()).isZero();
            assertThat(price.isBelow(0.0001)).isTrue();
        });
    }

    @Test
    void thePriceOfAnAdditiveModelIsTheDifferenceOfTheFeaturesOwnMeans() {
        List<Trip> reference = trips(SampledRows.MOST_ROWS, 1);
        List<Trip> window = each(trips(SampledRows.MOST_ROWS, 2), Trip::inCelsius);

        DriftPrice price = prices(reference).price("temp", columns(window));

        double byHand = TEMP * (mean(window, Trip::temp) - mean(reference, Trip::temp));
        assertThat(price.logOddsChange()).isCloseTo(byHand, within(1e-9));
        assertThat(byHand).isLessThan(-2);
    }

    @Test
    void pricesOfAnAdditiveModelAddUpWhateverTheFeaturesHaveToDoWithEachOther() {
        List<Trip> reference = each(trips(50_000, 1), trip -> trip.withHour(trip.temp() > 65 ? 2 : 0));
        List<Trip> window = each(trips(8_000, 2), trip -> trip.withTemp(trip.temp() + 5)
                .withHour(trip.temp() > 50 ? 1 : 2)
                .by(trip.carrier() == null ? null : "B6"));

        List<DriftPrice> found = prices(reference).prices(List.of("temp", "hour", "carrier"), columns(window));

        double sum = found.stream().mapToDouble(DriftPrice::logOddsChange).sum();
        double whole = mean(window, DriftPricesTest::logOdds) - mean(reference, DriftPricesTest::logOdds);
        assertThat(sum).isCloseTo(whole, within(0.06));
        assertThat(whole).isGreaterThan(0.5);
    }

    private static double logOdds(Trip trip) {
        return logOdds(trip.temp(), trip.hour(), trip.carrier());
    }

    @Test
    void ifTheValuesAreWrongThePriceIsWhatTheLossRisesByWithTheLabelsOfTheRows() {
        List<Trip> reference = trips(SampledRows.MOST_ROWS, 1);
        DriftPrice price = prices(reference).price("temp", columns(each(reference, Trip::inCelsius)));

        SplittableRandom random = new SplittableRandom(3);
        double rise = 0;
        int draws = 200;
        for (Trip trip : reference) {
            double then = 1 / (1 + Math.exp(-logOdds(trip)));
            double now = 1 / (1 + Math.exp(-logOdds(trip.inCelsius())));
            for (int i = 0; i < draws; i++) {
                boolean positive = random.nextDouble() < then;
                rise += positive ? Math.log(then / now) : Math.log((1 - then) / (1 - now));
            }
        }

        assertThat(price.lossIfWrong()).isCloseTo(rise / draws / reference.size(), within(0.01));
        assertThat(price.rise()).isGreaterThan(0.3);
        assertThat(price.crossing()).isGreaterThan(0.2);
        assertThat(price.sentence()).startsWith("predictions ").contains(" points lower, ", "log loss up to ");
    }

    @Test
    void ifTheValuesAreTrueThePriceIsTheChangeOfTheExpectedLossOfTheChangedRows() {
        List<Trip> reference = trips(SampledRows.MOST_ROWS, 1);
        List<Trip> window = each(reference, trip -> trip.withTemp(trip.temp() + 60));

        DriftPrice price = prices(reference).price("temp", columns(window));

        double change = mean(window, DriftPricesTest::entropy) - mean(reference, DriftPricesTest::entropy);
        assertThat(price.lossIfTrue()).isCloseTo(change, within(1e-9));
        assertThat(price.lossIfTrue()).isNegative();
        assertThat(price.lossIfWrong()).isPositive();
        assertThat(price.rise()).isEqualTo(price.lossIfWrong() / price.referenceLoss());
    }

    private static double entropy(Trip trip) {
        double p = 1 / (1 + Math.exp(-logOdds(trip)));
        return -p * Math.log(p) - (1 - p) * Math.log(1 - p);
    }

    @Test
    void aFeatureThatTheModelDoesNotReadCostsNothing() {
        DriftPrice price = prices(trips(5_000, 1))
                .price("wind", columns(each(trips(5_000, 2), trip -> new Trip(trip.temp, 500, trip.hour, "UA", 0))));

        assertThat(price.isBelow(0.0001)).isTrue();
        assertThat(price.sentence()).startsWith("mean prediction unchanged, 0.0% of answers change");
    }

    @Test
    void valuesThatAreMissingMoreOftenOrLessOftenArePriced() {
        List<Trip> whole = trips(10_000, 1);
        List<Trip> holes = IntStream.range(0, whole.size())
                .mapToObj(i -> i % 4 == 0 ? whole.get(i).withTemp(Double.NaN) : whole.get(i))
                .toList();

        double more = prices(whole).price("temp", columns(holes)).logOddsChange();
        double less = prices(holes).price("temp", columns(whole)).logOddsChange();

        double byHand = mean(holes, DriftPricesTest::logOdds) - mean(whole, DriftPricesTest::logOdds);
        assertThat(more).isCloseTo(byHand, within(0.05));
        assertThat(less).isCloseTo(-byHand, within(0.05));
    }

    @Test
    void aCategoryThatIsGoneIsReplacedByWhatThereIsMoreOf() {
        List<Trip> reference = trips(20_000, 1);
        List<Trip> window = each(reference, trip -> trip.by("B6".equals(trip.carrier()) ? "new" : trip.carrier()));
        SampledRows rows = SampledRows.of(SCHEMA, reference);

        @Nullable String[] mapped = new Coupling(rows, columns(window)).categories("carrier");

        int[] codes = Objects.requireNonNull(rows.codes().get("carrier"));
        List<String> names = Objects.requireNonNull(rows.categories().get("carrier"));
        List<@Nullable String> expected = new ArrayList<>();
        for (int code : codes) {
            String name = code < 0 ? null : names.get(code);
            expected.add("B6".equals(name) ? "new" : name);
        }
        assertThat(mapped).containsExactlyElementsOf(expected);
    }

    @Test
    void theLossOfARegressionIsItsSquaredErrorComparedWithThatOfTheReferencesResponses() {
        List<Trip> reference = each(
                trips(SampledRows.MOST_ROWS, 1),
                trip -> new Trip(trip.temp, trip.wind, trip.hour, trip.carrier, trip.temp + (trip.hour - 1) * 10));
        DriftPrices prices = DriftPrices.regression(SCHEMA, SampledRows.of(SCHEMA, reference), cells -> {
            Feature<RowCells> temp = cells.feature("temp");
            return temp::number;
        });

        DriftPrice price = prices.price("temp", columns(each(reference, trip -> trip.withTemp(trip.temp() + 2))));

        assertThat(price.meanChange()).isCloseTo(2, within(1e-9));
        assertThat(price.lossIfWrong()).isCloseTo(4, within(1e-9));
        assertThat(price.lossIfTrue()).isZero();
        assertThat(price.referenceLoss())
                .isCloseTo(mean(reference, trip -> Math.pow(trip.minutes - trip.temp, 2)), within(1e-9));
        assertThat(price.crossing()).isNaN();
        assertThat(price.sentence()).matches("predictions 2.00 higher, squared error up to .*% higher");
    }

    @Test
    void withoutTheLossOfTheReferenceNothingIsSaidToCostNothing() {
        List<Trip> reference = each(trips(500, 1), trip -> new Trip(trip.temp, trip.wind, trip.hour, "UA", Double.NaN));
        DriftPrices prices = DriftPrices.regression(SCHEMA, SampledRows.of(SCHEMA, reference), cells -> row -> 1);

        DriftPrice price = prices.price("temp", columns(reference));

        assertThat(price.rise()).isNaN();
        assertThat(price.isBelow(1)).isFalse();
    }

    @Test
    void standardErrorsCoverTheChangeOfAllRowsAboutAsOftenAsTheyShould() {
        int covered = 0;
        for (int run = 0; run < 25; run++) {
            List<Trip> all = trips(5_000, 10 + run);
            DriftPrice price = prices(all).price("temp", columns(each(all, Trip::inCelsius)));
            double change = mean(all, trip -> 1 / (1 + Math.exp(-logOdds(trip.inCelsius()))))
                    - mean(all, trip -> 1 / (1 + Math.exp(-logOdds(trip))));
            covered += Math.abs(price.meanChange() - change) < 2 * price.meanChangeError() ? 1 : 0;
        }
        assertThat(covered).isBetween(20, 25);
    }
}
