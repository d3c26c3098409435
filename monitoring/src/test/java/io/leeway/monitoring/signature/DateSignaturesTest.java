package io.leeway.monitoring.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Weeks of rows with a date that is written as text. */
class DateSignaturesTest {
    private static final int ROWS = 700;
    private static final LocalDate START = LocalDate.of(2024, 1, 1);
    private static final DateTimeFormatter DAY_FIRST = DateTimeFormatter.ofPattern("dd/MM/yyyy", Locale.ROOT);
    private static final DateTimeFormatter MONTH_FIRST = DateTimeFormatter.ofPattern("MM/dd/yyyy", Locale.ROOT);
    private static final DateTimeFormatter YEAR_FIRST = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter YEAR_FIRST_SWAPPED = DateTimeFormatter.ofPattern("yyyy-dd-MM", Locale.ROOT);

    /** How far the date of a row is from its day. */
    private enum Date {
        OF_THE_ROW {
            @Override
            LocalDate of(LocalDate day, SplittableRandom random) {
                return day;
            }
        },
        AHEAD {
            @Override
            LocalDate of(LocalDate day, SplittableRandom random) {
                return day.plusDays(Math.min(random.nextInt(200), random.nextInt(200)));
            }
        },
        OF_BIRTH {
            @Override
            LocalDate of(LocalDate day, SplittableRandom random) {
                return LocalDate.of(1940, 1, 1).plusDays(random.nextInt(24_000));
            }
        };

        abstract LocalDate of(LocalDate day, SplittableRandom random);
    }

    /** What becomes of the dates of some rows. */
    private interface Text {
        @Nullable
        String of(int row, LocalDate date);
    }

    private static Block week(int number, Date dates, Text text) {
        SplittableRandom random = new SplittableRandom(number);
        @Nullable String[] texts = new String[ROWS];
        long[] times = new long[ROWS];
        for (int row = 0; row < ROWS; row++) {
            LocalDate day = START.plusDays(7L * number + 7L * row / ROWS);
            times[row] = time(number, row);
            texts[row] = text.of(row, dates.of(day, random));
        }
        return Block.builder(ROWS)
                .categories("booked", texts)
                .times(times)
                .ids(Arrays.stream(times).map(time -> time / 1_000).toArray())
                .build();
    }

    private static long time(int number, int row) {
        return START.plusDays(7L * number).toEpochDay() * 86_400_000L + row * 7L * 86_400_000L / ROWS;
    }

    private static Signatures learnt(Date dates, DateTimeFormatter format) {
        List<Block> weeks = IntStream.range(0, 8)
                .mapToObj(number -> week(number, dates, (row, date) -> format.format(date)))
                .toList();
        return Signatures.of(weeks);
    }

    private static Finding named(List<Finding> findings) {
        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).kind()).isEqualTo(SignatureKind.DATE_ORDER);
        return findings.get(0);
    }

    @Test
    void weeksWithoutAFaultHaveNoFinding() {
        for (Date dates : Date.values()) {
            Signatures signatures = learnt(dates, DAY_FIRST);
            for (int number = 8; number < 52; number++) {
                assertThat(signatures.judge(week(number, dates, (row, date) -> DAY_FIRST.format(date))))
                        .as("%s, week %s", dates, number)
                        .isEmpty();
            }
        }
    }

    @Test
    void theMonthBeforeTheDayIsNamedSinceWhenAndInWhichRows() {
        Finding finding = named(learnt(Date.AHEAD, DAY_FIRST)
                .judge(week(8, Date.AHEAD, (row, date) -> (row < 300 ? DAY_FIRST : MONTH_FIRST).format(date))));

        assertThat(finding.sentence()).startsWith("booked has day and month swapped in ");
        assertThat(finding.affected()).isBetween(200L, 400L);
        assertThat(finding.since().orElseThrow())
                .isBetween(Instant.ofEpochMilli(time(8, 300)), Instant.ofEpochMilli(time(8, 310)));
        assertThat(finding.rows()).hasSize(Finding.EXAMPLES).allMatch(id -> id >= time(8, 300) / 1_000);
    }

    @Test
    void datesThatAReaderTookForThoseOfAnotherDayAreFoundByTheTimeOfTheirRow() {
        // As readers do that turn to the other order where the first number is no month: only days up to the 12th are
        // wrong.
        Finding finding = named(learnt(Date.OF_THE_ROW, YEAR_FIRST)
                .judge(week(
                        9,
                        Date.OF_THE_ROW,
                        (row, date) -> (date.getDayOfMonth() <= 12 ? YEAR_FIRST_SWAPPED : YEAR_FIRST).format(date))));

        assertThat(finding.sentence())
                .isEqualTo("booked has day and month swapped in 100% of the dates, such as \"2024-04-03\"");
    }

    @Test
    void datesOfWhichThoseAreMissingThatAreImpossibleTheOtherWayRoundAreNamed() {
        Finding finding = named(learnt(Date.OF_BIRTH, DAY_FIRST)
                .judge(week(
                        8,
                        Date.OF_BIRTH,
                        (row, date) -> row < 200
                                ? DAY_FIRST.format(date)
                                : date.getDayOfMonth() <= 12 ? MONTH_FIRST.format(date) : null)));

        assertThat(finding.sentence())
                .contains("no date after the 12th of a month, 6")
                .contains("as if day and month");
        assertThat(finding.since().orElseThrow())
                .isBetween(Instant.ofEpochMilli(time(8, 195)), Instant.ofEpochMilli(time(8, 215)));
    }

    @Test
    void textsThatAreNoDatesAreNamed() {
        Finding finding = learnt(Date.AHEAD, DAY_FIRST)
                .judge(week(8, Date.AHEAD, (row, date) -> row < 600 ? DAY_FIRST.format(date) : "soon"))
                .get(0);

        assertThat(finding.kind()).isEqualTo(SignatureKind.UNSEEN_VALUES);
        assertThat(finding.sentence()).isEqualTo("14% of booked are no dates, such as \"soon\"");
        assertThat(finding.affected()).isEqualTo(100);
    }

    @Test
    void aReferenceOfBothOrdersShowsNothing() {
        IntPredicate even = row -> row % 2 == 0;
        Text mixed = (row, date) -> (even.test(row) ? DAY_FIRST : MONTH_FIRST).format(date);
        List<Block> weeks = IntStream.range(0, 8)
                .mapToObj(number -> week(number, Date.AHEAD, mixed))
                .toList();

        assertThat(Signatures.of(weeks).judge(week(8, Date.AHEAD, (row, date) -> MONTH_FIRST.format(date))))
                .noneMatch(finding -> finding.kind() == SignatureKind.DATE_ORDER);
    }
}
