package io.leeway.monitoring.drift;

/** The catalogue of drift tests, to be imported statically. Each is a value with defaults; options return new values. */
public final class DriftTests {

    private DriftTests() {}

    /**
     * The population stability index, for numbers and categories.
     *
     * @return the test with 10 bins and a limit of 0.2
     */
    public static Psi psi() {
        return Psi.DEFAULT;
    }

    /**
     * The two-sample Kolmogorov-Smirnov test, for numbers.
     *
     * @return the test at a level of 0.05
     */
    public static KolmogorovSmirnov ks() {
        return KolmogorovSmirnov.DEFAULT;
    }

    /**
     * Pearson's chi-square test of homogeneity, for categories, and for numbers in bins.
     *
     * @return the test at a level of 0.05, with 10 bins
     */
    public static ChiSquare chiSquare() {
        return ChiSquare.DEFAULT;
    }

    /**
     * The Jensen-Shannon distance, for categories, and for numbers in bins.
     *
     * @return the test to base 2 with a limit of 0.1, with 10 bins
     */
    public static JensenShannon jensenShannon() {
        return JensenShannon.DEFAULT;
    }

    /**
     * The Wasserstein distance in standard deviations of the reference, for numbers.
     *
     * @return the test with a limit of 0.1
     */
    public static Wasserstein wasserstein() {
        return Wasserstein.DEFAULT;
    }
}
