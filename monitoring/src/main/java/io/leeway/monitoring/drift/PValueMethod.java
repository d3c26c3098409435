package io.leeway.monitoring.drift;

/** How a p-value is computed. The factories of {@link DriftTests} say what each test can do. */
public enum PValueMethod {
    /**
     * Exact if both samples are small enough for the test; otherwise asymptotic if that is near the truth for these samples, and by simulation
     * if it is not: where bins are sparse, many numbers are equal, or a mean is far from normal.
     */
    AUTO,
    /** Exact wherever that is possible, whatever it costs; elsewhere by simulation, or asymptotic if there is none. */
    EXACT,
    /**
     * By simulation: rows are dealt to both samples by chance, with a seed that comes from the data. Valid at every level and every size: at
     * least 1e-5 (1.3e-4 if each draw deals 5,000 rows), or less by an upper bound where the test has one. Asymptotic if the test has none, or
     * has more than 10,000 categories.
     *
     * <p>Of {@code welchT} and {@code levene} with at least 5,000 rows in each sample only rows far from the mean are dealt, so that a million rows cost
     * milliseconds; all others are taken to have a normal sum with its exact moments. Such a p-value has no least value, and its error is about a twentieth of
     * itself at 1e-4.
     */
    MONTE_CARLO,
    /** By a distribution that holds for large samples, as the peers of a test compute it. */
    ASYMPTOTIC
}
