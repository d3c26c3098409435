package io.leeway.monitoring.signature;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Texts of a feature that are dates such as 25/04/2013 or 2013-04-25. Of the two numbers beside the year, the day is the only one that exceeds 12 in the reference; if there
 * is no such number, or both do, the order is not known.
 */
final class DateTexts {
    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})[-./](\\d{1,2})[-./](\\d{1,2})(?:[T ].*)?");
    private static final Pattern YEAR_LAST = Pattern.compile("(\\d{1,2})[-./](\\d{1,2})[-./](\\d{4})(?:[T ].*)?");

    /** The share of texts that are dates, from which a feature is one of dates. */
    private static final double MOST = 0.95;

    static final int MONTHS = 12;
    private static final long DAY = 86_400_000L;

    private final String feature;
    private final boolean isOrderKnown;
    private final boolean dayFirst;
    private final Map<Block, Dates> known = new IdentityHashMap<>();

    /** A date as it stands there: the number in the place of the day, that in the place of the month, and the year. */
    record Read(int day, int month, int year) {
        Read swapped() {
            return new Read(month, day, year);
        }
    }

    /**
     * The dates of a block.
     *
     * @param ofRows of each row; null if it has none
     */
    private record Dates(@Nullable Read[] ofRows, Lags lags) {}

    /** The least and the greatest number of days from the time of a row to its date. */
    private record Lags(long least, long greatest) {
        static final Lags NONE = new Lags(Long.MAX_VALUE, Long.MIN_VALUE);

        Lags and(Lags other) {
            return new Lags(Math.min(least, other.least), Math.max(greatest, other.greatest));
        }

        /** Whether another one is not empty and lies within. */
        boolean contains(Lags other) {
            return other.least <= other.greatest && other.least >= least && other.greatest <= greatest;
        }
    }

    private DateTexts(String feature, boolean isOrderKnown, boolean dayFirst, List<Block> reference) {
        this.feature = feature;
        this.isOrderKnown = isOrderKnown;
        this.dayFirst = dayFirst;
        reference.forEach(block -> known.put(block, read(block)));
    }

    /** The dates of a feature; null if it has others. */
    static @Nullable DateTexts of(String feature, List<Block> reference) {
        boolean first = false;
        boolean second = false;
        for (Block block : reference) {
            int dates = 0;
            for (Map.Entry<Object, Integer> entry : block.counts(feature).rows().entrySet()) {
                int[] numbers = numbers((String) entry.getKey());
                if (numbers.length > 0) {
                    dates += entry.getValue();
                    first |= numbers[0] > MONTHS;
                    second |= numbers[1] > MONTHS;
                }
            }
            if (dates == 0 || dates < MOST * block.counts(feature).present()) {
                return null;
            }
        }
        return new DateTexts(feature, first != second, first, reference);
    }

    boolean isOrderKnown() {
        return isOrderKnown;
    }

    /** The two numbers beside the year in their order, and the year; empty if it is no date. */
    private static int[] numbers(String text) {
        Matcher first = YEAR_FIRST.matcher(text);
        Matcher last = YEAR_LAST.matcher(text);
        if (first.matches()) {
            return new int[] {number(first, 2), number(first, 3), number(first, 1)};
        }
        return last.matches() ? new int[] {number(last, 1), number(last, 2), number(last, 3)} : new int[0];
    }

    private static int number(Matcher date, int group) {
        return Integer.parseInt(date.group(group));
    }

    /** The date of each row; null if it has none. */
    @Nullable
    Read[] reads(Block block) {
        return dates(block).ofRows;
    }

    private Dates dates(Block block) {
        Dates dates = known.get(block);
        return dates == null ? read(block) : dates;
    }

    private Dates read(Block block) {
        Map<String, Optional<Read>> texts = new HashMap<>();
        @Nullable String[] values = block.categories(feature);
        @Nullable Read[] ofRows = new Read[values.length];
        Lags lags = Lags.NONE;
        for (int row = 0; row < ofRows.length; row++) {
            String text = values[row];
            if (text != null) {
                ofRows[row] = texts.computeIfAbsent(text, this::read).orElse(null);
                lags = lags.and(lag(block, row, ofRows[row]));
            }
        }
        return new Dates(ofRows, lags);
    }

    private Optional<Read> read(String text) {
        int[] numbers = numbers(text);
        return numbers.length == 0
                ? Optional.empty()
                : Optional.of(
                        dayFirst
                                ? new Read(numbers[0], numbers[1], numbers[2])
                                : new Read(numbers[1], numbers[0], numbers[2]));
    }

    /**
     * The rows whose date has day and month swapped: the month exceeds 12, or the date is farther from the time of its row than any of the others, and would not be if it
     * were read the other way round.
     */
    boolean[] swapped(Block block, List<Block> others) {
        Lags usual = Lags.NONE;
        for (Block other : others) {
            usual = usual.and(dates(other).lags);
        }
        @Nullable Read[] reads = reads(block);
        boolean[] swapped = new boolean[reads.length];
        for (int row = 0; row < swapped.length; row++) {
            Read read = reads[row];
            swapped[row] = read != null
                    && (read.month > MONTHS && read.day <= MONTHS
                            || !usual.contains(lag(block, row, read))
                                    && usual.contains(lag(block, row, read.swapped())));
        }
        return swapped;
    }

    /** Days from the time of the row to the date; none if there is no such date, or no time. */
    private static Lags lag(Block block, int row, @Nullable Read read) {
        if (read == null || !block.hasTimes()) {
            return Lags.NONE;
        }
        try {
            long lag = LocalDate.of(read.year, read.month, read.day).toEpochDay() - Math.floorDiv(block.time(row), DAY);
            return new Lags(lag, lag);
        } catch (DateTimeException noSuchDate) {
            return Lags.NONE;
        }
    }
}
