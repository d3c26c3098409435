package io.leeway.examples.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.examples.flights.Year;
import io.leeway.monitoring.signature.Block;
import io.leeway.monitoring.signature.Finding;
import io.leeway.monitoring.signature.SignatureKind;
import io.leeway.monitoring.signature.Signatures;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The day of each flight as text, in New York, in the weeks that the benchmark of faults judges. */
class FlightDatesTest {
    private static final Instant FIRST = Instant.parse("2013-03-02T05:00:00Z");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final DateTimeFormatter DAY_FIRST = DateTimeFormatter.ofPattern("dd/MM/yyyy", Locale.ROOT);
    private static final DateTimeFormatter MONTH_FIRST = DateTimeFormatter.ofPattern("MM/dd/yyyy", Locale.ROOT);
    private static final List<Block> WEEKS = new ArrayList<>();
    private static Year year;

    @BeforeAll
    static void read() throws IOException {
        year = Year.read();
        IntStream.range(-Weeks.BEFORE, Weeks.JUDGED).forEach(week -> WEEKS.add(week(week, false)));
    }

    private static Block week(int number, boolean isTakenForMonthFirst) {
        Instant start = FIRST.plus(Duration.ofDays(7L * number));
        int[] flights = IntStream.range(year.firstAtOrAfter(start), year.firstAtOrAfter(start.plus(Duration.ofDays(7))))
                .toArray();
        String[] dates = new String[flights.length];
        long[] times = new long[flights.length];
        for (int row = 0; row < flights.length; row++) {
            ZonedDateTime scheduled = year.flight(flights[row]).scheduled().atZone(NEW_YORK);
            boolean isWrong = isTakenForMonthFirst && scheduled.getDayOfMonth() <= 12;
            dates[row] = (isWrong ? MONTH_FIRST : DAY_FIRST).format(scheduled);
            times[row] = scheduled.toInstant().toEpochMilli();
        }
        return Block.builder(flights.length)
                .categories("date", dates)
                .times(times)
                .period(start, start.plus(Duration.ofDays(7)))
                .build();
    }

    private static List<Finding> judge(int week, Block block) {
        return Signatures.of(WEEKS.subList(week, week + Weeks.BEFORE)).judge(block).stream()
                .filter(finding -> finding.feature().equals("date"))
                .toList();
    }

    @Test
    void weeksThatNobodyTouchedHaveNoFindingOfDates() {
        for (int week = 0; week < Weeks.JUDGED; week++) {
            assertThat(judge(week, WEEKS.get(week + Weeks.BEFORE)))
                    .as("week %s", week)
                    .isEmpty();
        }
    }

    @Test
    void datesThatAReaderTookForThoseOfAnotherDayAreNamedWithTheirRows() {
        // From 6 to 12 April.
        Finding finding = judge(5, week(5, true)).get(0);

        assertThat(finding.kind()).isEqualTo(SignatureKind.DATE_ORDER);
        assertThat(finding.sentence())
                .isEqualTo("date has day and month swapped in 100% of the dates, such as \"04/06/2013\"");
        assertThat(finding.since())
                .contains(year.flight(year.firstAtOrAfter(FIRST.plus(Duration.ofDays(35))))
                        .scheduled());
    }
}
