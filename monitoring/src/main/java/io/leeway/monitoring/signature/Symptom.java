package io.leeway.monitoring.signature;

/** What is odd about a feature, before it is known why. */
enum Symptom {
    MISSING,
    GAIN,
    LOSS,
    UNSEEN,
    OUTSIDE,
    DECIMALS,
    RUN,
    FLICKER,
    ORDER,
    EQUAL,
    GIVEN,
    SHAPE,
    NO_DATE,
    SWAPPED_DATES,
    EARLY_DAYS,
    DUPLICATES,
    VOLUME,
    GAP
}
