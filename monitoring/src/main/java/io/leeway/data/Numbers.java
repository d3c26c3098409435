package io.leeway.data;

/** Reads numbers from cells without making a text of the common ones. */
final class Numbers {
    private static final int MAX_EXACT_POWER = 22;
    private static final long MAX_EXACT_MANTISSA = 1L << 53;
    private static final int MAX_DIGITS = 18;
    private static final double[] POWERS = new double[MAX_EXACT_POWER + 1];

    static {
        double power = 1;
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = power;
            power *= 10;
        }
    }

    private Numbers() {}

    static double real(Cell cell) {
        cell.trim();
        int n = cell.length();
        int i = n > 0 && (cell.at(0) == '-' || cell.at(0) == '+') ? 1 : 0;
        boolean negative = i == 1 && cell.at(0) == '-';
        long mantissa = 0;
        int digits = 0;
        int fraction = 0;
        boolean point = false;
        for (; i < n; i++) {
            char c = cell.at(i);
            if (c >= '0' && c <= '9' && digits < MAX_DIGITS) {
                mantissa = 10 * mantissa + (c - '0');
                digits++;
                fraction += point ? 1 : 0;
            } else if (c == '.' && !point) {
                point = true;
            } else {
                return slow(cell);
            }
        }
        if (digits == 0 || mantissa > MAX_EXACT_MANTISSA) {
            return slow(cell);
        }
        // Both are exact, so that the quotient is the double nearest to the decimal (Clinger 1990).
        double value = mantissa / POWERS[fraction];
        return negative ? -value : value;
    }

    static float single(Cell cell) {
        cell.trim();
        String text = cell.text();
        decimal(text);
        return Float.parseFloat(text);
    }

    private static double slow(Cell cell) {
        return decimal(cell.text());
    }

    private static double decimal(String text) {
        boolean digit = false;
        boolean decimal = true;
        for (int i = 0; i < text.length() && decimal; i++) {
            char c = text.charAt(i);
            digit |= c >= '0' && c <= '9';
            decimal = c >= '0' && c <= '9' || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
        }
        if (decimal && digit) {
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw notANumber(text);
            }
        }
        if (!text.equals("NaN") && !text.equals("Infinity") && !text.equals("-Infinity")) {
            throw notANumber(text);
        }
        return Double.parseDouble(text);
    }

    private static CellFormatException notANumber(String text) {
        String hint = text.indexOf(',') >= 0
                ? "use a point before decimals and nothing between thousands"
                : "name it by missing(...) if it means that the value is missing";
        return new CellFormatException("not a number", hint);
    }

    static long whole(Cell cell, long min, long max) {
        cell.trim();
        int n = cell.length();
        int i = n > 0 && (cell.at(0) == '-' || cell.at(0) == '+') ? 1 : 0;
        if (i == n) {
            throw notWhole();
        }
        boolean negative = i == 1 && cell.at(0) == '-';
        // Counted downwards, since there is one more number below 0 than above.
        long value = 0;
        for (; i < n; i++) {
            int digit = cell.at(i) - '0';
            if (digit < 0 || digit > 9) {
                throw notWhole();
            }
            if (value < (Long.MIN_VALUE + digit) / 10) {
                throw beyond(min, max);
            }
            value = 10 * value - digit;
        }
        if (!negative && value == Long.MIN_VALUE) {
            throw beyond(min, max);
        }
        long signed = negative ? value : -value;
        if (signed < min || signed > max) {
            throw beyond(min, max);
        }
        return signed;
    }

    private static CellFormatException notWhole() {
        return new CellFormatException("not a whole number", "declare the component as double if it has decimals");
    }

    private static CellFormatException beyond(long min, long max) {
        return new CellFormatException("beyond the range of its type", "it may be from " + min + " to " + max);
    }
}
