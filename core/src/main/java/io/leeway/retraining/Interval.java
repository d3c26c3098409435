package io.leeway.retraining;

/** An interval of real numbers, each end open or closed. */
record Interval(double from, boolean fromClosed, double to, boolean toClosed) {

    static final Interval ALL = new Interval(Double.NEGATIVE_INFINITY, true, Double.POSITIVE_INFINITY, true);

    Interval intersect(Interval other) {
        boolean mineStarts = from > other.from || (from == other.from && !fromClosed);
        boolean mineEnds = to < other.to || (to == other.to && !toClosed);
        return new Interval(
                mineStarts ? from : other.from,
                mineStarts ? fromClosed : other.fromClosed,
                mineEnds ? to : other.to,
                mineEnds ? toClosed : other.toClosed);
    }

    boolean isEmpty() {
        return from > to || (from == to && !(fromClosed && toClosed));
    }

    boolean within(Interval outer) {
        return intersect(outer).equals(this);
    }
}
