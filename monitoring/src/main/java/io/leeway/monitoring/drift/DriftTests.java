package io.leeway.monitoring.drift;

/**
 * Factories of all drift tests, meant for static import. Each test is an immutable value with defaults; its options
 * return new values.
 */
public final class DriftTests {

    private DriftTests() {}

    /**
     * Returns the population stability index, for numbers and categories.
     *
     * @return the test with 10 bins and a limit of 0.2
     */
    public static Psi psi() {
        return Psi.DEFAULT;
    }

    /**
     * Returns the two-sample Kolmogorov-Smirnov test, for numbers.
     *
     * @return the test at a level of 0.05
     */
    public static KolmogorovSmirnov ks() {
        return KolmogorovSmirnov.DEFAULT;
    }

    /**
     * Returns Pearson's chi-square test of homogeneity, for categories and for binned numbers.
     *
     * @return the test at a level of 0.05, with 10 bins
     */
    public static ChiSquare chiSquare() {
        return ChiSquare.DEFAULT;
    }

    /**
     * Returns the Jensen-Shannon distance, for categories and for binned numbers.
     *
     * @return the test with base 2, a limit of 0.1 and 10 bins
     */
    public static JensenShannon jensenShannon() {
        return JensenShannon.DEFAULT;
    }

    /**
     * Returns the Wasserstein distance in standard deviations of the reference, for numbers.
     *
     * @return the test with a limit of 0.1
     */
    public static Wasserstein wasserstein() {
        return Wasserstein.DEFAULT;
    }
}
