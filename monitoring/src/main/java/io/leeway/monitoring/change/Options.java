package io.leeway.monitoring.change;

/** Checks of options. */
final class Options {

    private Options() {}

    static int atLeast(int least, int value, String what) {
        if (value < least) {
            throw new IllegalArgumentException(what + " is at least " + least + ", was " + value);
        }
        return value;
    }

    static double probability(double value, String what) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(what + " is a probability between 0 and 1, was " + value);
        }
        return value;
    }

    static double positive(double value, String what) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(what + " is finite and above 0, was " + value);
        }
        return value;
    }

    static double notNegative(double value, String what) {
        if (!(value >= 0 && value <= ChangeDetector.LARGEST_MAGNITUDE)) {
            throw new IllegalArgumentException(what + " is finite and at least 0, was " + value);
        }
        return value;
    }
}
