package io.leeway.monitoring.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SignaturesTest {
    private static final List<Block> WEEKS =
            IntStream.range(0, 8).mapToObj(week -> new Feed(week).block()).toList();
    private static final Signatures SIGNATURES = Signatures.of(WEEKS);
    private static final IntPredicate ALL = row -> true;

    private static List<Finding> findings(Consumer<Feed> fault) {
        Feed week = new Feed(8);
        fault.accept(week);
        return SIGNATURES.judge(week.block());
    }

    private static Finding first(Consumer<Feed> fault) {
        List<Finding> findings = findings(fault);
        assertThat(findings).isNotEmpty();
        return findings.get(0);
    }

    private static Consumer<Feed> numbers(String name, IntPredicate rows, DoubleUnaryOperator map) {
        return week -> {
            double[] values = week.number(name);
            for (int row = 0; row < week.rows; row++) {
                values[row] = rows.test(row) ? map.applyAsDouble(values[row]) : values[row];
            }
        };
    }

    private static Consumer<Feed> categories(String name, IntPredicate rows, UnaryOperator<@Nullable String> map) {
        return week -> {
            @Nullable String[] values = week.category(name);
            for (int row = 0; row < week.rows; row++) {
                values[row] = rows.test(row) ? map.apply(values[row]) : values[row];
            }
        };
    }

    private static void assertFinding(Finding finding, String feature, SignatureKind kind, String part) {
        assertThat(finding.feature()).as(finding.toString()).isEqualTo(feature);
        assertThat(finding.kind()).as(finding.toString()).isEqualTo(kind);
        assertThat(finding.sentence()).contains(part);
    }

    @Test
    void weeksWithoutAFaultHaveNoFinding() {
        for (int week = 8; week < 48; week++) {
            assertThat(SIGNATURES.judge(new Feed(week).block()))
                    .as("week %s", week)
                    .isEmpty();
        }
    }

    @Test
    void temperaturesInCelsiusAreNamed() {
        Finding finding = first(numbers("temp", ALL, f -> Feed.inTenths((f - 32) / 1.8)));
        assertFinding(finding, "temp", SignatureKind.UNIT_CHANGED, "degrees Celsius, not Fahrenheit (32 + 1.8 x");
        assertThat(finding.affected()).isGreaterThan(1_900);
    }

    @Test
    void kilometresAreNamedThoughOnlySomeRowsAreInThem() {
        Finding finding = first(numbers("distance", new Feed(8).share(0.3), miles -> Math.rint(miles * 1.609344)));
        assertFinding(finding, "distance", SignatureKind.UNIT_CHANGED, "kilometres, not miles");
    }

    @Test
    void aFactorThatNoTableKnowsIsFound() {
        Finding finding = first(numbers("distance", ALL, miles -> miles * 1.2));
        assertFinding(finding, "distance", SignatureKind.UNIT_CHANGED, "1.2 times what it was");
    }

    @Test
    void aLineThatNoTableKnowsIsFoundFromNumbersOfFewValues() {
        Finding finding = first(numbers("distance", ALL, miles -> 3 * miles + 40));
        assertFinding(finding, "distance", SignatureKind.UNIT_CHANGED, "distance reads like another unit (-13.3");
    }

    @Test
    void aLineThatNoTableKnowsIsFoundFromNumbersThatAllDiffer() {
        Finding finding = first(numbers("minutes", ALL, minutes -> 1_000 + 2.5 * minutes));
        assertFinding(finding, "minutes", SignatureKind.UNIT_CHANGED, "minutes reads like another unit (");
    }

    @Test
    void aLineIsFoundFromSingleRowsByTheirSensor() {
        Finding finding = first(numbers("temp", new Feed(8).share(0.1), f -> Feed.inTenths(0.5 * f + 20)));
        assertFinding(finding, "temp", SignatureKind.UNIT_CHANGED, "temp reads like another unit (");
    }

    @Test
    void celsiusInSingleRowsIsNotTakenForSwappedColumns() {
        Finding finding = first(numbers("temp", new Feed(8).share(0.3), f -> Feed.inTenths((f - 32) / 1.8)));
        assertFinding(finding, "temp", SignatureKind.UNIT_CHANGED, "degrees Celsius, not Fahrenheit (32 + 1.8 x");
    }

    @Test
    void celsiusOfOneStationIsNamedWithTheStation() {
        Finding finding = first(numbers("temp", row -> row % 3 == 1, f -> Feed.inTenths((f - 32) / 1.8)));
        assertFinding(finding, "temp", SignatureKind.UNIT_CHANGED, "degrees Celsius, not Fahrenheit (32 + 1.8 x");
        assertThat(finding.segment().map(Segment::category)).contains("south");
        assertThat(finding.rows()).startsWith(10_000L * 8 + 1, 10_000L * 8 + 4);
    }

    @Test
    void logarithmsAreNamed() {
        Finding finding = first(numbers("distance", ALL, Math::log));
        assertFinding(finding, "distance", SignatureKind.UNIT_CHANGED, "natural logarithms");
    }

    @Test
    void numbersWithTheOppositeSignAreNamed() {
        Finding finding = first(numbers("distance", new Feed(8).share(0.2), miles -> -miles));
        assertFinding(finding, "distance", SignatureKind.SIGN, "opposite sign");
    }

    @Test
    void aFrequentNewValueInRowsOfASensorThatSaysOtherwiseIsNamed() {
        Finding finding = first(numbers("wind", new Feed(8).share(0.2), wind -> 0));
        assertFinding(finding, "wind", SignatureKind.NEW_MOST_FREQUENT_VALUE, "wind is 0 in");
    }

    @Test
    void aFrequentNewValueOfANumberThatNoSensorMeasuresIsNamed() {
        Finding finding = first(numbers("minutes", new Feed(8).share(0.3), minutes -> -1));
        assertFinding(finding, "minutes", SignatureKind.NEW_MOST_FREQUENT_VALUE, "minutes is -1 in");
    }

    @Test
    void aStuckSensorIsNamedWithItsPlaceAndItsTime() {
        Finding finding = first(week -> {
            for (int row = 800; row < week.rows; row++) {
                week.number("temp")[row] = row % 3 == 1 ? week.number("temp")[796] : week.number("temp")[row];
            }
        });
        assertFinding(finding, "temp", SignatureKind.STUCK, "where station is south");
        Feed week = new Feed(8);
        assertThat(finding.since()).contains(Instant.ofEpochMilli(week.times[793]));
        assertThat(finding.until()).contains(Instant.ofEpochMilli(week.times[2_014]));
        assertThat(finding.segment().map(Segment::category)).contains("south");
        assertThat(finding.rows()).startsWith(week.ids[793], week.ids[796]).hasSize(Finding.EXAMPLES);
    }

    @Test
    void roundedNumbersAreNamed() {
        Finding finding = first(numbers("wind", ALL, wind -> Math.rint(wind / 10) * 10));
        assertFinding(finding, "wind", SignatureKind.PRECISION, "are multiples of 10");
    }

    @Test
    void singleRowsThatDisagreeWithTheirSensorAreNamed() {
        double[] other = new Feed(9).number("temp");
        Finding finding = first(week -> {
            IntPredicate rows = week.share(0.1);
            for (int row = 0; row < week.rows; row++) {
                week.number("temp")[row] = rows.test(row) ? other[row] : week.number("temp")[row];
            }
        });
        assertFinding(finding, "temp", SignatureKind.INCONSISTENT, "differs from those just before and after");
    }

    @Test
    void numbersThatAreLongerForTheSameCategoryAreNamed() {
        Finding finding = first(numbers("minutes", ALL, minutes -> Math.rint(minutes * 1.05)));
        assertFinding(finding, "minutes", SignatureKind.GIVEN_CATEGORY, "for the same to");
    }

    @Test
    void numbersThatWereNeverSeenAreNamed() {
        Finding finding =
                first(numbers("minutes", new Feed(8).share(0.1), minutes -> 5_000 + 17 * minutes * minutes % 997));
        assertFinding(finding, "minutes", SignatureKind.UNSEEN_VALUES, "never had");
    }

    @Test
    void aShiftInTimeIsNamed() {
        Finding finding = first(categories("hour", ALL, hour -> String.valueOf(Integer.parseInt(hour) + 2)));
        assertFinding(finding, "hour", SignatureKind.TIME_SHIFT, "hour is 2 too high");
    }

    @Test
    void swappedColumnsAreNamed() {
        Finding finding = first(week -> {
            double[] temp = week.number("temp");
            week.numbers.put("temp", week.number("dew"));
            week.numbers.put("dew", temp);
        });
        assertThat(finding.kind()).isEqualTo(SignatureKind.COLUMNS_SWAPPED);
        assertThat(finding.sentence()).contains("dew and temp are swapped");
    }

    @Test
    void dayAndMonthThatAreSwappedAreNamed() {
        List<Block> weeks =
                IntStream.range(0, 8).mapToObj(week -> dated(week, 0)).toList();

        Finding finding = Signatures.of(weeks).judge(dated(8, 0.4)).get(0);

        assertThat(Signatures.of(weeks).judge(dated(8, 0))).isEmpty();
        assertThat(finding.kind()).as(finding.toString()).isEqualTo(SignatureKind.COLUMNS_SWAPPED);
        assertThat(finding.sentence()).contains("swapped in 3").contains("day").contains("month");
    }

    /** Bookings for days from June to September, some of which have day and month swapped. */
    private static Block dated(int number, double swapped) {
        SplittableRandom random = new SplittableRandom(number);
        double[] day = new double[1_000];
        double[] month = new double[1_000];
        for (int row = 0; row < day.length; row++) {
            double d = 1 + random.nextInt(30);
            double m = 6 + random.nextInt(4);
            boolean swaps = random.nextDouble() < swapped;
            day[row] = swaps ? m : d;
            month[row] = swaps ? d : m;
        }
        return Block.builder(day.length)
                .numbers("day", day)
                .numbers("month", month)
                .ids(IntStream.range(0, 1_000)
                        .mapToLong(row -> 1_000L * number + row)
                        .toArray())
                .build();
    }

    @Test
    void aCopiedColumnIsNamed() {
        Finding finding =
                first(week -> week.numbers.put("dew", week.number("temp").clone()));
        assertThat(finding.kind()).isEqualTo(SignatureKind.COLUMN_COPIED);
        assertThat(List.of("dew", "temp")).contains(finding.feature());
    }

    @Test
    void aBrokenEncodingIsNamed() {
        Finding finding = first(categories("to", ALL, to -> "Köln".equals(to) ? "KÃ¶ln" : to));
        assertFinding(finding, "to", SignatureKind.ENCODING, "KÃ¶ln");
    }

    @Test
    void aRenamedCategoryIsNamedWithItsOldName() {
        Finding finding = first(categories("station", ALL, station -> "west".equals(station) ? "WEST" : station));
        assertThat(finding.feature()).isEqualTo("station");
        assertThat(finding.kind()).isIn(SignatureKind.CATEGORY_RENAMED, SignatureKind.UNSEEN_VALUES);
        assertThat(finding.sentence()).contains("WEST");
    }

    @Test
    void mergedCategoriesAreNamed() {
        Finding finding = first(categories("to", ALL, to -> "Ulm".equals(to) ? "Köln" : to));
        assertFinding(finding, "to", SignatureKind.CATEGORIES_MERGED, "\"Köln\" where it was \"Ulm\"");
    }

    @Test
    void aCategoryWhoseRowsNoLongerComeIsNamed() {
        Feed week = new Feed(8);
        int[] kept = IntStream.range(0, week.rows)
                .filter(row -> !"Ulm".equals(week.category("to")[row]))
                .toArray();
        assertThat(SIGNATURES.judge(week.select(kept))).anySatisfy(finding -> assertThat(finding.kind())
                .isIn(SignatureKind.CATEGORY_LOST, SignatureKind.CATEGORIES_MERGED));
    }

    @Test
    void missingValuesAreNamedSinceWhenAndFromWhere() {
        Finding finding = first(categories("to", row -> row >= 1_000 && row % 3 == 0, to -> null));
        assertFinding(finding, "to", SignatureKind.MISSING, "to is missing in 17% of the rows, 0% before");
        Feed week = new Feed(8);
        assertThat(finding.since()).contains(Instant.ofEpochMilli(week.times[1_002]));
        assertThat(finding.segment().map(Segment::feature)).contains("station");
        assertThat(finding.segment().map(Segment::category)).contains("north");
        assertThat(finding.rows()).startsWith(week.ids[1_002]);
        assertThat(finding.affected()).isEqualTo(338);
    }

    @Test
    void rowsThatComeTwiceAreNamed() {
        Feed week = new Feed(8);
        int[] twice = IntStream.range(0, week.rows)
                .flatMap(row -> row % 5 == 0 ? IntStream.of(row, row) : IntStream.of(row))
                .toArray();
        Finding finding = SIGNATURES.judge(week.select(twice)).get(0);
        assertFinding(finding, Finding.ROWS, SignatureKind.DUPLICATES, "17% of the rows came before");
        assertThat(finding.rows()).startsWith(week.ids[0], week.ids[5]);
    }

    @Test
    void aWeekWithHalfOfItsRowsIsNamed() {
        Feed week = new Feed(8);
        IntPredicate kept = week.share(0.5);
        Finding finding = SIGNATURES
                .judge(week.select(IntStream.range(0, week.rows).filter(kept).toArray()))
                .get(0);
        assertThat(finding.feature()).isEqualTo(Finding.ROWS);
        assertThat(finding.kind()).isEqualTo(SignatureKind.VOLUME);
        assertThat(finding.affected()).isBetween(900L, 1_100L);
        assertThat(finding.segment()).isEmpty();
    }

    @Test
    void rowsOfOneStationThatNoLongerComeAreNamedSinceWhenAndFromWhere() {
        Feed week = new Feed(8);
        int[] kept = IntStream.range(0, week.rows)
                .filter(row -> row < 1_000 || row % 3 != 0)
                .toArray();
        List<Finding> findings = SIGNATURES.judge(week.select(kept));

        Finding volume = findings.get(0);
        assertFinding(volume, Finding.ROWS, SignatureKind.VOLUME, "1,678 rows came, 2,016 on average before");
        assertThat(volume.segment().map(Segment::category)).contains("north");
        assertThat(volume.affected()).isBetween(300L, 350L);
        assertThat(volume.since().orElseThrow())
                .isBetween(Instant.ofEpochMilli(week.times[928]), Instant.ofEpochMilli(week.times[1_072]));
        assertThat(volume.rows()).hasSize(Finding.EXAMPLES);
    }

    @Test
    void aCategoryThatIsLostIsNamedSinceWhenAndFromWhere() {
        Finding finding = findings(
                        categories("to", row -> row >= 1_000 && row % 3 == 0, to -> "Ulm".equals(to) ? "Kiel Hbf" : to))
                .stream()
                .filter(each -> each.feature().equals("to"))
                .findFirst()
                .orElseThrow();
        assertThat(finding.segment().map(Segment::category))
                .as(finding.toString())
                .contains("north");

        Feed week = new Feed(8);
        int[] kept = IntStream.range(0, week.rows)
                .filter(row -> row < 1_000 || !"Ulm".equals(week.category("to")[row]))
                .toArray();
        Finding lost = SIGNATURES.judge(week.select(kept)).stream()
                .filter(each -> each.kind() == SignatureKind.CATEGORY_LOST)
                .findFirst()
                .orElseThrow();
        assertThat(lost.sentence()).startsWith("to is \"Ulm\" in only ");
        assertThat(lost.since().orElseThrow())
                .isBetween(Instant.ofEpochMilli(week.times[920]), Instant.ofEpochMilli(week.times[1_080]));
        assertThat(lost.affected()).isBetween(180L, 300L);
        assertThat(lost.rows()).isNotEmpty();
    }

    @Test
    void aWeekThatEndsEarlyIsNamed() {
        Feed week = new Feed(8);
        Finding finding = SIGNATURES
                .judge(week.select(IntStream.range(0, 1_400).toArray()))
                .get(0);
        assertFinding(finding, Finding.ROWS, SignatureKind.FRESHNESS, "no row came for 51.4 hours");
        assertThat(finding.since()).contains(Instant.ofEpochMilli(week.times[1_399]));
    }

    @Test
    void aWeekWithoutARowIsNamedAndHarmless() {
        List<Finding> findings = SIGNATURES.judge(new Feed(8).select(new int[0]));
        assertThat(findings).extracting(Finding::feature).containsOnly(Finding.ROWS);
    }

    @Test
    void allFeaturesBrokenAtOnceAreAllNamed() {
        List<Finding> findings = findings(week -> {
            week.numbers.replaceAll((name, values) -> new double[week.rows]);
            week.categories.replaceAll((name, values) -> new String[week.rows]);
        });
        assertThat(findings)
                .extracting(Finding::feature)
                .contains("temp", "dew", "wind", "distance", "minutes", "station", "to", "hour");
    }

    @Test
    void aFeatureThatNeverVariedIsNoFindingUntilItDoes() {
        List<Block> constant =
                IntStream.range(0, 4).mapToObj(SignaturesTest::constant).toList();
        Signatures signatures = Signatures.of(constant);
        assertThat(signatures.judge(constant(4))).isEmpty();
        Block changed = Block.builder(500)
                .numbers(
                        "x", IntStream.range(0, 500).mapToDouble(row -> row % 4).toArray())
                .categories(
                        "c", IntStream.range(0, 500).mapToObj(row -> "other").toArray(String[]::new))
                .ids(IntStream.range(0, 500).mapToLong(row -> row).toArray())
                .build();
        assertThat(signatures.judge(changed)).extracting(Finding::feature).containsExactlyInAnyOrder("x", "c");
    }

    @Test
    void anExposureThatWasAlwaysOneIsNamedWhereItIsNot() {
        List<Block> years =
                IntStream.range(0, 4).mapToObj(week -> exposed(week, 0)).toList();
        assertThat(Signatures.of(years).judge(exposed(4, 0))).isEmpty();

        Finding finding = Signatures.of(years).judge(exposed(4, 0.1)).get(0);

        assertFinding(finding, "exposure", SignatureKind.NEW_MOST_FREQUENT_VALUE, "exposure is 12 in");
        assertThat(finding.affected()).isBetween(30L, 70L);
    }

    private static Block exposed(int number, double inMonths) {
        SplittableRandom random = new SplittableRandom(number);
        return Block.builder(500)
                .numbers(
                        "exposure",
                        IntStream.range(0, 500)
                                .mapToDouble(row -> random.nextDouble() < inMonths ? 12 : 1)
                                .toArray())
                .ids(IntStream.range(0, 500)
                        .mapToLong(row -> 1_000L * number + row)
                        .toArray())
                .build();
    }

    private static Block constant(int number) {
        return Block.builder(500)
                .numbers("x", new double[500])
                .categories("c", IntStream.range(0, 500).mapToObj(row -> "one").toArray(String[]::new))
                .ids(IntStream.range(0, 500)
                        .mapToLong(row -> 1_000L * number + row)
                        .toArray())
                .build();
    }

    @Test
    void blocksOfTwoRowsAreTooFewToFindAnything() {
        List<Block> tiny = IntStream.range(0, 3)
                .mapToObj(week -> new Feed(week).select(new int[] {0, 1}))
                .toList();
        assertThat(Signatures.of(tiny).judge(new Feed(3).select(new int[] {0, 1})))
                .isEmpty();
    }

    @Test
    void fewerThanThreeBlocksWithRowsAreRefused() {
        Block empty = new Feed(0).select(new int[0]);
        assertThatThrownBy(() -> Signatures.of(List.of(WEEKS.get(0), WEEKS.get(1), empty)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give at least 3");
    }

    @Test
    void oneBlockIsRefused() {
        assertThatThrownBy(() -> Signatures.of(List.of(WEEKS.get(0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a reference of 1 blocks");
    }

    @Test
    void aBlockOfOtherFeaturesIsRefused() {
        assertThatThrownBy(() -> SIGNATURES.judge(constant(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[x][c]");
    }

    @Test
    void aColumnOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> Block.builder(3).numbers("x", new double[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("column \"x\" has 2 values for 3 rows");
    }

    @Test
    void aLevelThatIsNoProbabilityIsRefused() {
        assertThatThrownBy(() -> SIGNATURES.withLevel(1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFindingPrintsAsOneLine() {
        Finding finding = first(categories("to", row -> row >= 1_000 && row % 3 == 0, to -> null));
        assertThat(finding)
                .hasToString("to is missing in 17% of the rows, 0% before since 2024-02-29T11:30:00Z, "
                        + "where station is north; 338 rows");
    }

    @Test
    void theSameBlocksGiveTheSameFindingsAgain() {
        List<Block> again =
                IntStream.range(0, 8).mapToObj(week -> new Feed(week).block()).toList();
        Feed week = new Feed(8);
        numbers("temp", week.share(0.3), f -> Feed.inTenths((f - 32) / 1.8)).accept(week);
        numbers("minutes", ALL, minutes -> Math.rint(minutes * 1.05)).accept(week);

        assertThat(Signatures.of(again).judge(week.block())).isNotEmpty().isEqualTo(SIGNATURES.judge(week.block()));
    }
}
