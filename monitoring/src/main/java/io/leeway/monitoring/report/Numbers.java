package io.leeway.monitoring.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;

/** Writes numbers for readers: a fixed number of significant digits, thousands in groups, a true minus sign. */
final class Numbers {
    private static final int SIGNIFICANT = 4;
    private static final double LARGEST_PLAIN = 1e15;
    private static final double SMALLEST_PLAIN = 1e-4;

    private static final Pattern TRAILING_ZEROS = Pattern.compile("\\.?0+$");

    private Numbers() {}

    static String plain(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        }
        double size = Math.abs(value);
        if (value == Math.rint(value) && size < LARGEST_PLAIN) {
            return minus(String.format(Locale.ROOT, "%,.0f", value + 0.0));
        }
        if (size >= LARGEST_PLAIN || size < SMALLEST_PLAIN) {
            return minus(String.format(Locale.ROOT, "%.2e", value));
        }
        int exponent = (int) Math.floor(Math.log10(size));
        int decimals = exponent < 0 ? SIGNIFICANT - 2 - exponent : SIGNIFICANT - 1 - exponent;
        String text = fixed(value, Math.max(0, decimals));
        return text.contains(".") ? TRAILING_ZEROS.matcher(text).replaceFirst("") : text;
    }

    /** Three significant digits, or all digits where it is whole. */
    static String brief(double value) {
        return Double.isFinite(value) && value != Math.rint(value)
                ? plain(new BigDecimal(value).round(new MathContext(3)).doubleValue())
                : plain(value);
    }

    static String percent(double share) {
        if (!Double.isFinite(share)) {
            return plain(share);
        }
        double size = Math.abs(share);
        return fixed(100 * share, size == 0 || size >= 0.01 ? 1 : size < 0.001 ? 3 : 2) + " %";
    }

    /**
     * A value and the half-width of its interval, both with as many decimals as the half-width deserves: two significant digits
     * where it starts with a one, else one.
     */
    static String estimate(double value, double margin) {
        if (!Double.isFinite(margin) || margin <= 0 || !Double.isFinite(value)) {
            return plain(value);
        }
        int decimals = decimals(margin);
        return fixed(value, decimals) + " ±" + fixed(margin, decimals);
    }

    static String fixed(double value, int decimals) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
        return minus(String.format(Locale.ROOT, "%,." + decimals + "f", rounded));
    }

    private static int decimals(double margin) {
        BigDecimal one = new BigDecimal(margin).round(new MathContext(2));
        int exponent = one.precision() - one.scale() - 1;
        boolean startsWithOne = one.unscaledValue().toString().charAt(0) == '1';
        return Math.max(0, (startsWithOne ? 1 : 0) - exponent);
    }

    private static String minus(String text) {
        return text.startsWith("-") ? "−" + text.substring(1) : text;
    }
}
