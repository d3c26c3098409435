package io.leeway.retraining;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** How numbers and times read in an explanation; the same on every machine. */
final class Words {

    private static final MathContext FOUR_DIGITS = new MathContext(4);

    private Words() {}

    /** Four significant digits, no trailing zeros; whole numbers in full. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        BigDecimal shown = Math.abs(value) >= 1000 ? exact.setScale(0, RoundingMode.HALF_UP) : exact.round(FOUR_DIGITS);
        return shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString();
    }

    /** All digits, so that two limits that differ read differently. */
    static String exact(double limit) {
        return limit == 0 ? "0" : BigDecimal.valueOf(limit).stripTrailingZeros().toPlainString();
    }

    /** All units, so that two limits that differ read differently. */
    static String exact(Duration limit) {
        String shown = duration(limit);
        return limit.equals(shownAs(limit)) ? shown : limit.toString();
    }

    private static Duration shownAs(Duration limit) {
        if (limit.toDays() > 0) {
            return limit.truncatedTo(ChronoUnit.HOURS);
        }
        return limit.toHours() > 0 ? limit.truncatedTo(ChronoUnit.MINUTES) : limit.truncatedTo(ChronoUnit.SECONDS);
    }

    /** The two largest units, such as {@code 3 d 4 h}. */
    static String duration(Duration duration) {
        if (duration.isNegative()) {
            return "-" + duration(duration.negated());
        }
        String[] units = {" d", " h", " min", " s", " ms"};
        long[] amounts = {
            duration.toDaysPart(),
            duration.toHoursPart(),
            duration.toMinutesPart(),
            duration.toSecondsPart(),
            duration.toMillisPart()
        };
        for (int i = 0; i < units.length; i++) {
            if (amounts[i] > 0) {
                String first = amounts[i] + units[i];
                boolean more = i + 1 < units.length && amounts[i + 1] > 0;
                return more ? first + " " + amounts[i + 1] + units[i + 1] : first;
            }
        }
        return duration.isZero() ? "0 s" : duration.toNanos() + " ns";
    }
}
