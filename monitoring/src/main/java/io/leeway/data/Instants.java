package io.leeway.data;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Reads times from cells: ISO-8601 or milliseconds since 1970. */
final class Instants {
    private static final int DATE_TIME = 20;
    private static final int SECONDS_OF_DAY = 86_400;
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private Instants() {}

    static Instant read(Cell cell) {
        cell.trim();
        if (cell.length() == DATE_TIME && cell.at(DATE_TIME - 1) == 'Z') {
            long seconds = utcSeconds(cell);
            if (seconds != Long.MIN_VALUE) {
                return Instant.ofEpochSecond(seconds);
            }
        }
        String text = cell.text();
        if (text.indexOf('T') < 0 && text.indexOf('t') < 0) {
            try {
                return Instant.ofEpochMilli(Numbers.whole(cell, Long.MIN_VALUE, Long.MAX_VALUE));
            } catch (CellFormatException e) {
                throw notATime();
            }
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw notATime();
        }
    }

    private static CellFormatException notATime() {
        return new CellFormatException(
                "not a time", "use ISO-8601 with an offset, as 2013-01-01T10:15:00Z, or milliseconds since 1970");
    }

    /** Reads {@code yyyy-MM-ddTHH:mm:ssZ}; the least long if the cell is anything else. */
    private static long utcSeconds(Cell cell) {
        boolean form = cell.at(4) == '-'
                && cell.at(7) == '-'
                && cell.at(10) == 'T'
                && cell.at(13) == ':'
                && cell.at(16) == ':';
        int year = 100 * two(cell, 0) + two(cell, 2);
        int month = two(cell, 5);
        int day = two(cell, 8);
        int hour = two(cell, 11);
        int minute = two(cell, 14);
        int second = two(cell, 17);
        boolean inRange = form
                && two(cell, 0) >= 0
                && two(cell, 2) >= 0
                && month >= 1
                && month <= 12
                && day >= 1
                && hour >= 0
                && hour <= 23
                && minute >= 0
                && minute <= 59
                && second >= 0
                && second <= 59;
        if (!inRange) {
            return Long.MIN_VALUE;
        }
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        if (day > DAYS[month - 1] + (leap && month == 2 ? 1 : 0)) {
            return Long.MIN_VALUE;
        }
        return daysSince1970(year, month, day) * SECONDS_OF_DAY + hour * 3_600L + minute * 60L + second;
    }

    /** Two digits; far below 0 if they are none. */
    private static int two(Cell cell, int i) {
        int a = cell.at(i) - '0';
        int b = cell.at(i + 1) - '0';
        return a < 0 || a > 9 || b < 0 || b > 9 ? -100_000 : 10 * a + b;
    }

    /** The proleptic Gregorian calendar, with years that begin in March so that the leap day is the last. */
    private static long daysSince1970(int year, int month, int day) {
        long y = month > 2 ? year : year - 1;
        long shifted = month > 2 ? month - 3 : month + 9;
        long dayOfYear = (153 * shifted + 2) / 5 + day - 1;
        return 365 * y + Math.floorDiv(y, 4) - Math.floorDiv(y, 100) + Math.floorDiv(y, 400) + dayOfYear - 719_468;
    }
}
