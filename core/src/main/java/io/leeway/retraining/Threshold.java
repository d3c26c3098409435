package io.leeway.retraining;

import io.leeway.retraining.Observation.Outcome;
import io.leeway.retraining.Observation.Streak;
import java.util.Map;

/** Compares one quantity with one limit. */
record Threshold(Quantity quantity, Bound bound, double limit, String asked) implements Condition {

    /**
     * A quantity this close to an inclusive limit has reached it: differences of decimal fractions, such as 0.45 - 0.4, are
     * off by a few units in the last place.
     */
    static final double TOLERANCE = 1e-12;

    enum Bound {
        AT_LEAST,
        AT_MOST,
        ABOVE,
        BELOW
    }

    @Override
    public Observation observe(Signals signals, Map<String, Streak> streaks) {
        Quantity.Reading reading = quantity.read(signals);
        if (reading.value().isEmpty()) {
            return Observation.of(this, Outcome.INSUFFICIENT_DATA, reading.sentence());
        }
        Outcome outcome = holds(reading.value().getAsDouble()) ? Outcome.MET : Outcome.NOT_MET;
        return Observation.of(this, outcome, reading.sentence() + " (threshold: " + asked + ")");
    }

    private boolean holds(double value) {
        return switch (bound) {
            case AT_LEAST -> value >= limit - TOLERANCE;
            case AT_MOST -> value <= limit + TOLERANCE;
            case ABOVE -> value > limit;
            case BELOW -> value < limit;
        };
    }

    /** The values that meet the condition. */
    Interval interval() {
        return switch (bound) {
            case AT_LEAST -> new Interval(limit, true, Double.POSITIVE_INFINITY, true);
            case ABOVE -> new Interval(limit, false, Double.POSITIVE_INFINITY, true);
            case AT_MOST -> new Interval(Double.NEGATIVE_INFINITY, true, limit, true);
            case BELOW -> new Interval(Double.NEGATIVE_INFINITY, true, limit, false);
        };
    }

    @Override
    public String describe() {
        String rows = quantity.minimumRows() == 0 || quantity.minimumRows() == Conditions.DEFAULT_MINIMUM_ROWS
                ? ""
                : " on at least " + quantity.minimumRows() + " rows";
        return quantity.label() + " " + asked + rows;
    }
}
