package io.leeway.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.data.Rows;
import io.leeway.schema.CellReader;
import io.leeway.schema.RowCells;
import io.leeway.schema.Schema;
import io.leeway.schema.SchemaException;
import io.leeway.schema.TableColumn;
import io.leeway.schema.TableRow;
import io.leeway.schema.TableSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FeedbackLogTest {
    private final TestClock clock = new TestClock();
    private final FeedbackLog<Parcel> log =
            FeedbackLog.of(Parcel.SCHEMA).clock(clock).inMemory();

    private void recordAll(int rows) {
        LongStream.range(0, rows).forEach(id -> log.record(Parcel.of(id), id / 10.0, 3));
    }

    private static List<Long> ids(Rows<Parcel> rows) {
        return rows.stream().map(Parcel::id).toList();
    }

    @Test
    void rowsComeBackEqualWhateverTheKindsOfTheirComponents() {
        recordAll(500);

        assertThat(log.entries(clock.instant()))
                .extracting(FeedbackEntry::row)
                .containsExactlyElementsOf(
                        LongStream.range(0, 500).mapToObj(Parcel::of).toList());
    }

    @Test
    void anEntryHasTheAnswerItsVersionAndRevisionAndTheTimes() {
        clock.at(5);
        log.record(RowId.of(1), Parcel.of(1), 0.123456789012345, 7, 1204);
        clock.at(9);
        log.label(1, true);

        FeedbackEntry<Parcel> entry = log.entries(clock.instant()).iterator().next();

        assertThat(entry.answer()).hasValue(0.123456789012345);
        assertThat(entry.answerClass()).isEmpty();
        assertThat(entry.version()).isEqualTo(7);
        assertThat(entry.revision()).isEqualTo(1204);
        assertThat(entry.recorded()).isEqualTo(TestClock.START.plusSeconds(5));
        assertThat(entry.labelled()).contains(TestClock.START.plusSeconds(9));
        assertThat(entry.row()).isEqualTo(Parcel.of(1).withLate(true));
    }

    @Test
    void anAnswerMayBeAClass() {
        log.record(Parcel.of(1), "red", 2);

        FeedbackEntry<Parcel> entry = log.entries(clock.instant()).iterator().next();

        assertThat(entry.answerClass()).contains("red");
        assertThat(entry.answer()).isEmpty();
    }

    @Test
    void anAnswerMayBeAClassWithTheProbabilityOfEach() {
        double[] probabilities = {0.1, 1 / 3.0, 1 - 0.1 - 1 / 3.0};
        log.record(Parcel.of(1), 0.5, 1);
        log.record(Parcel.of(2), "red", probabilities, 2);
        log.record(Parcel.of(3), "blue", 3);

        List<FeedbackEntry<Parcel>> entries = new ArrayList<>();
        log.entries(clock.instant()).forEach(entries::add);
        assertThat(entries)
                .extracting(FeedbackEntry::probabilities)
                .containsExactly(List.of(), List.of(probabilities[0], probabilities[1], probabilities[2]), List.of());
        assertThat(entries.get(1).answerClass()).contains("red");
        assertThat(entries.get(1).championProbabilities()).isEmpty();
        assertThat(entries.get(1).row()).isEqualTo(Parcel.of(2));
        assertThat(log.label(2, true)).isEqualTo(LabelOutcome.JOINED);
    }

    @Test
    void anAdaptedAnswerOfClassesHasTheChampionsProbabilitiesBesideIt() {
        CellReader<Parcel> reader = CellReader.of(Parcel.SCHEMA);
        RowCells cells = reader.cells();
        reader.read(Parcel.of(1), cells);
        Admission always = new Admission() {
            @Override
            public boolean admits() {
                return true;
            }

            @Override
            public void recorded(long position) {
                assertThat(position).isPositive();
            }
        };
        log.recordCells(cells, "b", new double[] {0.25, 0.75}, new double[] {0.5, 0.5}, 4, 17, always);

        FeedbackEntry<Parcel> entry = log.entries(clock.instant()).iterator().next();
        assertThat(entry.probabilities()).containsExactly(0.25, 0.75);
        assertThat(entry.championProbabilities()).containsExactly(0.5, 0.5);
        assertThat(entry.revision()).isEqualTo(17);
        assertThatThrownBy(() -> log.recordCells(
                        cells, "b", new double[] {0.25, 0.75}, new double[] {0.5, 0.25, 0.25}, 4, 17, always))
                .isInstanceOf(InvalidFeedbackException.class)
                .hasMessageContaining("2 classes");
    }

    @Test
    void numbersThatAreNoProbabilitiesOfClassesAreRefused() {
        for (double[] wrong : new double[][] {{1}, {0.5, Double.NaN}, {-0.1, 1.1}, new double[70_000]}) {
            assertThatThrownBy(() -> log.record(Parcel.of(1), "red", wrong, 2))
                    .isInstanceOf(InvalidFeedbackException.class);
        }
        assertThat(log.counts().rows()).isZero();
    }

    @Test
    void aNumberIsKeptWithItsBandToTheBit() {
        log.record(Parcel.of(1), 0.1, new double[] {-1e-300, Math.PI}, 4);
        CellReader<Parcel> reader = CellReader.of(Parcel.SCHEMA);
        RowCells cells = reader.cells();
        reader.read(Parcel.of(2), cells);
        log.recordCells(cells, 2, new double[] {2, 2}, 1.5, 4, 17, new StoredLog.Always());

        List<FeedbackEntry<Parcel>> entries = new ArrayList<>();
        log.entries(clock.instant()).forEach(entries::add);
        assertThat(entries.get(0).answer()).hasValue(0.1);
        assertThat(entries.get(0).band()).containsExactly(-1e-300, Math.PI);
        assertThat(entries.get(0).probabilities()).isEmpty();
        assertThat(entries.get(0).row()).isEqualTo(Parcel.of(1));
        assertThat(entries.get(1).band()).containsExactly(2.0, 2.0);
        assertThat(entries.get(1).champion()).hasValue(1.5);
        assertThat(entries.get(1).row()).isEqualTo(Parcel.of(2));
    }

    @Test
    void numbersThatAreNoBandAreRefused() {
        for (double[] wrong : new double[][] {{1}, {1, Double.NaN}, {2, 1}, {1, 2, 3}, {1, Double.POSITIVE_INFINITY}}) {
            assertThatThrownBy(() -> log.record(Parcel.of(1), 1.5, wrong, 2))
                    .isInstanceOf(InvalidFeedbackException.class)
                    .hasMessageContaining("its lower and its upper end");
        }
        assertThat(log.counts().rows()).isZero();
    }

    @Test
    void labelledRowsHaveTheLabelInPlaceOfTheResponse() {
        recordAll(3);

        assertThat(log.label(2, true)).isEqualTo(LabelOutcome.JOINED);
        assertThat(log.label(0, "false")).isEqualTo(LabelOutcome.JOINED);

        clock.at(10);
        assertThat(log.last(Duration.ofDays(1)).toList())
                .containsExactly(Parcel.of(0), Parcel.of(2).withLate(true));
    }

    @Test
    void lastFollowsTheClockAndBetweenDoesNot() {
        recordAll(20);
        LongStream.range(0, 20).forEach(id -> log.label(id, false));
        Rows<Parcel> last = log.last(Duration.ofSeconds(5));

        clock.at(8);
        assertThat(ids(last)).containsExactly(3L, 4L, 5L, 6L, 7L, 8L);
        clock.at(19);
        assertThat(ids(last)).containsExactly(14L, 15L, 16L, 17L, 18L, 19L);
        assertThat(ids(log.between(TestClock.START.plusSeconds(2), TestClock.START.plusSeconds(4))))
                .containsExactly(2L, 3L);
    }

    @Test
    void aMomentKnowsTheRowsAndLabelsThatHadComeByThen() {
        clock.at(0);
        log.record(Parcel.of(1), 0.5, 1);
        clock.at(10);
        log.label(1, true);
        log.record(Parcel.of(2), 0.5, 1);
        clock.at(20);
        log.label(2, true);
        assertThat(log.label(1, false)).isEqualTo(LabelOutcome.CORRECTED);

        assertThat(log.labelledAt(TestClock.START.plusSeconds(9)).toList()).isEmpty();
        assertThat(log.labelledAt(TestClock.START.plusSeconds(10)).toList())
                .containsExactly(Parcel.of(1).withLate(true));
        assertThat(log.labelledAt(TestClock.START.plusSeconds(20)).toList())
                .containsExactly(Parcel.of(1), Parcel.of(2).withLate(true));
        assertThat(log.counts().corrected()).isEqualTo(1);
    }

    @Test
    void theSameLabelAgainIsCountedAndNotStored() {
        log.record(Parcel.of(1), 0.5, 1);
        log.label(1, true);
        long bytes = log.counts().bytes();

        assertThat(log.label(1, true)).isEqualTo(LabelOutcome.DUPLICATE);

        assertThat(log.counts().duplicate()).isEqualTo(1);
        assertThat(log.counts().bytes()).isEqualTo(bytes);
    }

    @Test
    void aLabelBeforeItsRowIsJoinedWhenTheRowComesAndKnownNoEarlier() {
        clock.at(0);
        assertThat(log.label(4, true)).isEqualTo(LabelOutcome.EARLY);
        assertThat(log.label(4, true)).isEqualTo(LabelOutcome.DUPLICATE);
        assertThat(log.counts().earlyWaiting()).isEqualTo(1);
        clock.at(30);
        log.record(Parcel.of(4), 0.5, 1);

        assertThat(log.counts().early()).isEqualTo(1);
        assertThat(log.counts().earlyWaiting()).isZero();
        assertThat(log.counts().waiting()).isZero();
        assertThat(log.labelledAt(TestClock.START.plusSeconds(29)).toList()).isEmpty();
        assertThat(log.labelledAt(TestClock.START.plusSeconds(30)).toList())
                .containsExactly(Parcel.of(4).withLate(true));
        assertThat(log.entries(clock.instant()).iterator().next().labelled()).contains(clock.instant());
    }

    @Test
    void aLabelOfNoRowIsCountedAsUnknownWhereNoneMayWait() {
        FeedbackLog<Parcel> strict =
                FeedbackLog.of(Parcel.SCHEMA).clock(clock).earlyLabels(0).inMemory();

        assertThat(strict.label(99, true)).isEqualTo(LabelOutcome.UNKNOWN);

        assertThat(strict.counts().unknown()).isEqualTo(1);
        assertThat(strict.counts().bytes()).isZero();
    }

    @Test
    void labelsThatWaitForTheirRowAreBoundedAndTheOldestIsCountedAsUnknown() {
        FeedbackLog<Parcel> small =
                FeedbackLog.of(Parcel.SCHEMA).clock(clock).earlyLabels(2).inMemory();
        LongStream.of(7, 8, 9).forEach(id -> small.label(id, true));

        assertThat(small.counts().unknown()).isEqualTo(1);
        small.record(Parcel.of(7), 0.5, 1);
        small.record(Parcel.of(8), 0.5, 1);
        assertThat(small.counts().waiting()).isEqualTo(1);
    }

    @Test
    void labelsThatComeLaterThanExpectedAreJoinedAndCountedAsLate() {
        FeedbackLog<Parcel> hasty = FeedbackLog.of(Parcel.SCHEMA)
                .clock(clock)
                .labelsWithin(Duration.ofMinutes(1))
                .inMemory();
        hasty.record(Parcel.of(1), 0.5, 1);
        hasty.record(Parcel.of(2), 0.5, 1);
        clock.at(60);
        assertThat(hasty.label(1, true)).isEqualTo(LabelOutcome.JOINED);
        clock.at(61);
        assertThat(hasty.label(2, true)).isEqualTo(LabelOutcome.LATE);

        assertThat(hasty.counts().late()).isEqualTo(1);
        assertThat(hasty.counts().labels()).isEqualTo(2);
        assertThat(ids(hasty.last(Duration.ofHours(1)))).containsExactly(1L, 2L);
    }

    @Test
    void rowsThatAreDroppedWithoutALabelAreCounted() {
        FeedbackLog<Parcel> small =
                FeedbackLog.of(Parcel.SCHEMA).clock(clock).maxRows(80).inMemory();
        LongStream.range(0, 100).forEach(id -> {
            small.record(Parcel.of(id), 0.5, 1);
            if (id % 2 == 0) {
                small.label(id, true);
            }
        });

        FeedbackCounts counts = small.counts();
        assertThat(counts.rows()).isBetween(70L, 80L);
        assertThat(counts.neverLabelled()).isEqualTo((100 - counts.rows()) / 2);
        assertThat(counts.waiting() + counts.labelled()).isEqualTo(counts.rows());
    }

    @Test
    void anIdThatComesTwiceIsCountedAndItsLabelGoesToTheNewerRow() {
        log.record(Parcel.of(1), 0.1, 1);
        log.record(Parcel.of(1), 0.2, 1);

        log.label(1, true);

        assertThat(log.counts().repeatedIds()).isEqualTo(1);
        assertThat(log.entries(clock.instant()))
                .extracting(entry -> entry.labelled().isPresent())
                .containsExactly(false, true);
    }

    @Test
    void idsMayBeTextsOrUuids() {
        UUID uuid = new UUID(12345, -6789);
        log.record(RowId.of("order/1"), Parcel.of(1), 0.5, 1, 0);
        log.record(RowId.of(uuid), Parcel.of(2), 0.5, 1, 0);

        assertThat(log.label(RowId.of("order/1"), true)).isEqualTo(LabelOutcome.JOINED);
        assertThat(log.label(RowId.of(uuid), true)).isEqualTo(LabelOutcome.JOINED);
        assertThat(log.label(RowId.of("order/2"), true)).isEqualTo(LabelOutcome.EARLY);
        assertThat(log.label(1, true)).isEqualTo(LabelOutcome.EARLY);
        clock.at(10);
        assertThat(log.last(Duration.ofHours(1)).toList())
                .containsExactly(Parcel.of(1).withLate(true), Parcel.of(2).withLate(true));
    }

    private record Letter(String id, double weight, boolean late) {}

    private record Card(UUID id, double weight, boolean late) {}

    @Test
    void theIdOfTheSchemaMayBeATextOrAUuid() {
        FeedbackLog<Letter> letters =
                FeedbackLog.inMemory(Schema.of(Letter.class).id("id").response("late"));
        FeedbackLog<Card> cards =
                FeedbackLog.inMemory(Schema.of(Card.class).id("id").response("late"));
        UUID uuid = new UUID(0x0123456789ABCDEFL, 0x8123456789ABCDEFL);
        letters.record(new Letter("a7", 3, false), 0.5, 1);
        letters.record(new Letter("a8", 4, false), 0.5, 1);
        letters.record(RowId.of(0), new Letter("a9", 5, false), 0.5, 1, 0);
        cards.record(new Card(uuid, 3, false), 0.5, 1);

        assertThat(letters.label(RowId.of("a8"), true)).isEqualTo(LabelOutcome.JOINED);
        assertThat(letters.label(0, true)).isEqualTo(LabelOutcome.JOINED);
        assertThat(letters.label(RowId.of("b7"), true)).isEqualTo(LabelOutcome.EARLY);
        assertThat(cards.label(RowId.of(uuid), true)).isEqualTo(LabelOutcome.JOINED);
        assertThat(letters.entries(Instant.parse("9999-01-01T00:00:00Z")))
                .extracting(FeedbackEntry::row)
                .containsExactly(new Letter("a7", 3, false), new Letter("a8", 4, true), new Letter("a9", 5, true));
        assertThat(cards.entries(Instant.parse("9999-01-01T00:00:00Z")))
                .extracting(FeedbackEntry::row)
                .containsExactly(new Card(uuid, 3, true));
    }

    @Test
    void aClockThatStepsBackIsCountedAndEveryTimeIsKeptAsTheClockSaidIt() {
        clock.at(100);
        log.record(Parcel.of(1), 0.5, 1);
        clock.at(40);
        log.record(Parcel.of(2), 0.5, 1);
        log.label(1, true);

        assertThat(log.counts().clockStepsBack()).isEqualTo(1);
        assertThat(log.entries(TestClock.START.plusSeconds(100)))
                .extracting(FeedbackEntry::recorded)
                .containsExactly(TestClock.START.plusSeconds(100), TestClock.START.plusSeconds(40));
        // The label's time lies before its row's; it is known no earlier than its row.
        assertThat(log.labelledAt(TestClock.START.plusSeconds(99)).toList()).isEmpty();
        assertThat(ids(log.labelledAt(TestClock.START.plusSeconds(100)))).containsExactly(1L);
    }

    @Test
    void aSampleIsDrawnWithoutReplacementFromTheLabelledRowsAndRepeatsItself() {
        recordAll(1000);
        LongStream.range(0, 1000).filter(id -> id % 2 == 0).forEach(id -> log.label(id, true));

        List<Long> drawn = ids(log.sample(100, 42));

        assertThat(drawn).hasSize(100).isSorted().doesNotHaveDuplicates().allMatch(id -> id % 2 == 0);
        assertThat(ids(log.sample(100, 42))).isEqualTo(drawn);
        assertThat(ids(log.sample(100, 43))).isNotEqualTo(drawn);
        assertThat(ids(log.sample(9999, 1))).hasSize(500);
        assertThat(log.sample(0, 1).toList()).isEmpty();
    }

    @Test
    void everyLabelledRowIsDrawnEquallyOften() {
        recordAll(20);
        LongStream.range(0, 20).forEach(id -> log.label(id, true));
        int[] drawn = new int[20];
        int draws = 2000;
        for (int seed = 0; seed < draws; seed++) {
            ids(log.sample(5, seed)).forEach(id -> drawn[id.intValue()]++);
        }

        // 500 of 2,000, standard deviation 19.4: five of them
        assertThat(drawn).hasSize(20);
        for (int times : drawn) {
            assertThat(times).isBetween(403, 597);
        }
    }

    @Test
    void labelsThatAreNoValueOfTheResponseAreRefused() {
        log.record(Parcel.of(1), 0.5, 1);

        assertThatThrownBy(() -> log.label(1, Double.NaN))
                .isInstanceOf(InvalidFeedbackException.class)
                .hasMessageContaining("\"NaN\" cannot be a label");
        assertThatThrownBy(() -> log.label(1, 1.0))
                .isInstanceOf(InvalidFeedbackException.class)
                .hasMessageContaining("\"late\" is no number");
        assertThatThrownBy(() -> log.label(1, "perhaps"))
                .isInstanceOf(InvalidFeedbackException.class)
                .hasMessageContaining("no such value");
        assertThat(log.counts().labels()).isZero();
    }

    record House(int rooms, int price) {}

    @Test
    void labelsOfARegressionAreNumbersOfTheRangeOfTheResponse() {
        Schema<House> schema = Schema.of(House.class).response("price");
        FeedbackLog<House> houses = FeedbackLog.of(schema).clock(clock).inMemory();
        houses.record(RowId.of("a"), new House(3, 0), 90_000, 1, 0);

        assertThat(houses.label(RowId.of("a"), 100_000.0)).isEqualTo(LabelOutcome.JOINED);
        assertThat(houses.last(Duration.ofDays(1)).toList()).containsExactly(new House(3, 100_000));
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1.5, 1e10}) {
            assertThatThrownBy(() -> houses.label(RowId.of("a"), bad))
                    .as("label %s", bad)
                    .isInstanceOf(InvalidFeedbackException.class);
        }
        assertThatThrownBy(() -> houses.label(RowId.of("a"), true)).isInstanceOf(InvalidFeedbackException.class);
    }

    @Test
    void answersThatAreNoNumbersAndNegativeVersionsAreRefused() {
        assertThatThrownBy(() -> log.record(Parcel.of(1), Double.NaN, 1))
                .isInstanceOf(InvalidFeedbackException.class)
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> log.record(Parcel.of(1), 0.5, -1)).isInstanceOf(InvalidFeedbackException.class);
        assertThat(log.counts().rows()).isZero();
    }

    record Order(@Nullable Instant at, String item, boolean late) {}

    @Test
    void aRowWithoutItsTimeIsRefused() {
        FeedbackLog<Order> orders = FeedbackLog.of(
                        Schema.of(Order.class).time("at").response("late"))
                .inMemory();

        assertThatThrownBy(() -> orders.record(new Order(null, "book", false), 0.5, 1))
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("\"at\"");
        assertThat(orders.counts().rows()).isZero();
    }

    @Test
    void aRowThatIsTooLongIsRefusedAndTheLogGoesOn() {
        FeedbackLog<Order> orders = FeedbackLog.of(
                        Schema.of(Order.class).time("at").response("late"))
                .clock(clock)
                .inMemory();
        orders.record(new Order(clock.instant(), "book", false), 0.5, 1);

        assertThatThrownBy(() -> orders.record(new Order(clock.instant(), "x".repeat(3_000_000), false), 0.5, 1))
                .isInstanceOf(InvalidFeedbackException.class)
                .hasMessageContaining("too long");
        orders.record(new Order(clock.instant(), "pen", false), 0.5, 1);

        assertThat(orders.entries(clock.instant()))
                .extracting(entry -> entry.row().item())
                .containsExactly("book", "pen");
    }

    @Test
    void rowsOfATableNeedNoClass() {
        TableSchema table = new TableSchema(List.of(
                TableColumn.time("at"),
                TableColumn.numeric("key").as(io.leeway.schema.Role.ID),
                TableColumn.numeric("distance"),
                TableColumn.categorical("carrier"),
                TableColumn.categorical("late").as(io.leeway.schema.Role.RESPONSE)));
        Schema<TableRow> schema = table.bind();
        FeedbackLog<TableRow> rows = FeedbackLog.of(schema).clock(clock).inMemory();
        rows.record(
                table.rows()
                        .id(5)
                        .time(clock.instant())
                        .number(2, 12.5)
                        .text(3, "UA")
                        .build(),
                0.5,
                1);
        rows.label(5, true);

        TableRow back = rows.last(Duration.ofDays(1)).toList().get(0);

        assertThat(schema.id(back)).isEqualTo(5);
        assertThat(schema.time(back)).isEqualTo(clock.instant());
        assertThat(schema.feature("distance").number(back)).isEqualTo(12.5);
        assertThat(schema.feature("carrier").category(back)).isEqualTo("UA");
        assertThat(schema.feature("late").category(back)).isEqualTo("true");
    }

    private static final class Point {
        final double x;
        final @Nullable String colour;

        Point(double x, @Nullable String colour) {
            this.x = x;
            this.colour = colour;
        }
    }

    @Test
    void otherRowsAreMadeByAFunctionOfTheApplication() {
        Schema<Point> schema = Schema.<Point>builder(Point.class)
                .numeric("x", point -> point.x)
                .response("colour", point -> point.colour)
                .id(point -> (long) point.x)
                .build();
        assertThatThrownBy(() -> FeedbackLog.inMemory(schema))
                .isInstanceOf(FeedbackSchemaException.class)
                .hasMessageContaining("rowsBy");
        FeedbackLog<Point> points = FeedbackLog.of(schema)
                .clock(clock)
                .rowsBy(row -> new Point(row.number("x"), row.text("colour")))
                .inMemory();
        points.record(new Point(2.5, "grey"), 0.5, 1);
        points.label(2, "red");

        Point back = points.last(Duration.ofDays(1)).toList().get(0);

        assertThat(back.x).isEqualTo(2.5);
        assertThat(back.colour).isEqualTo("red");
    }

    record Odd(double x, List<String> tags, boolean late) {}

    @Test
    void aRecordWithAComponentThatCannotBeStoredIsRefusedAtOnce() {
        Schema<Odd> schema = Schema.of(Odd.class).without("tags").response("late");

        assertThatThrownBy(() -> FeedbackLog.inMemory(schema))
                .isInstanceOf(FeedbackSchemaException.class)
                .hasMessageContaining("\"tags\"")
                .hasMessageContaining("use a number");
    }

    @Test
    void manyThreadsRecordAndLabelAtOnceAndNothingIsLost() throws InterruptedException {
        int threads = 4;
        long each = 5_000;
        List<Thread> started = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            long first = t * each;
            Thread thread =
                    new Thread(() -> LongStream.range(first, first + each).forEach(id -> {
                        log.record(Parcel.of(id), 0.5, 1);
                        log.label(id, id % 3 == 0);
                    }));
            thread.start();
            started.add(thread);
        }
        for (Thread thread : started) {
            thread.join();
        }
        clock.at(threads * each);

        assertThat(log.counts().labels()).isEqualTo(threads * each);
        assertThat(log.between(TestClock.START, TestClock.START.plusSeconds(threads * each)).stream()
                        .sorted(java.util.Comparator.comparing(Parcel::id)))
                .containsExactlyElementsOf(LongStream.range(0, threads * each)
                        .mapToObj(id -> Parcel.of(id).withLate(id % 3 == 0))
                        .toList());
    }

    @Test
    void aClosedLogTakesNothing() {
        log.close();
        log.close();

        assertThatThrownBy(() -> log.record(Parcel.of(1), 0.5, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }
}
