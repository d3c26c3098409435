package io.leeway.monitoring.signature;

import java.util.Locale;

/** Numbers as sentences contain them. */
final class Words {
    private Words() {}

    static String rows(long rows) {
        return String.format(Locale.ROOT, "%,d %s", rows, rows == 1 ? "row" : "rows");
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, share > 0 && share < 0.1 ? "%.1f%%" : "%.0f%%", 100 * share);
    }

    /** Up to four digits, without zeros at the end. */
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return Double.toString(new java.math.BigDecimal(value)
                .round(new java.math.MathContext(4))
                .doubleValue());
    }

    static String value(Object value) {
        return value instanceof Double number ? number(number) : "\"" + value + "\"";
    }
}
