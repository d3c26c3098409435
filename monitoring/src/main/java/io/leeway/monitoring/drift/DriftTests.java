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
}
