package io.leeway.monitoring.drift;

/** How a p-value is computed. The factories of {@link DriftTests} say what each test can do. */
public enum PValueMethod {
    /** Exact if both samples are small enough for the test, otherwise asymptotic. */
    AUTO,
    /** Exact wherever that is possible, whatever it costs; asymptotic elsewhere. */
    EXACT,
    /** By a distribution that holds for large samples. */
    ASYMPTOTIC
}
