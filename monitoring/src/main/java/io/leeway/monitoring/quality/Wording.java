package io.leeway.monitoring.quality;

import java.math.BigDecimal;
import java.util.Locale;

/** Words numbers in sentences. */
final class Wording {
    private static final double MOST_PLAIN = 1e15;

    private Wording() {}

    static String number(double value) {
        if (Math.abs(value) < MOST_PLAIN && value == Math.rint(value)) {
            return count((long) value);
        }
        return Double.isFinite(value) && Math.abs(value) < MOST_PLAIN
                ? BigDecimal.valueOf(value).toPlainString()
                : Double.toString(value);
    }

    static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    static String share(long part, long whole) {
        return String.format(Locale.ROOT, "%.2f%%", 100.0 * part / whole);
    }

    static void requireShare(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a share is between 0 and 1, not " + share);
        }
    }
}
