package io.leeway.monitoring.drift;

import io.leeway.schema.FeatureType;
import java.util.List;
import java.util.Set;

/**
 * Factories of all drift tests, meant for static import. Each test is an immutable value with defaults; its options
 * return new values. The type of a test says how it decides: {@link NumericTest} and {@link CountTest} by a p-value,
 * {@link NumericDistance} and {@link ShareDistance} by a limit.
 */
public final class DriftTests {

    private static final ShareDistance PSI = new ShareDistance("psi", 0.2, Binning.DEFAULT, new Psi());

    private static final NumericTest KS = new NumericTest("ks", KolmogorovSmirnov::significance);

    private static final CountTest CHI_SQUARE =
            new CountTest("chi-square", CountTest.MINIMUM_ROWS, Set.of(FeatureType.values()), ChiSquare::significance);

    private static final ShareDistance JENSEN_SHANNON =
            new ShareDistance("jensen-shannon", 0.1, Binning.DEFAULT, new JensenShannon(JensenShannon.DEFAULT_BASE));

    private static final NumericDistance WASSERSTEIN = new NumericDistance("wasserstein", Wasserstein::distance);

    private static final List<DriftTest> ALL = List.of(PSI, KS, CHI_SQUARE, JENSEN_SHANNON, WASSERSTEIN);

    private DriftTests() {}

    /**
     * Returns all tests with their defaults, each with a {@linkplain DriftTest#name name} of its own.
     *
     * @return in a fixed order
     */
    public static List<DriftTest> all() {
        return ALL;
    }

    /**
     * Returns the population stability index, for numbers and categories: how much the shares of a set of bins have
     * changed.
     *
     * <p>With shares r of the reference and c of the current sample it is the sum of (c - r) ln(c / r) over the bins. A
     * bin that is empty in one sample counts as half a row, so that the index stays finite; the effect vanishes as
     * samples grow.
     *
     * <p>Without any change, the index is approximately (1/n + 1/m) times a chi-squared variable with (bins - 1)
     * degrees of freedom (Yurdakul and Naranjo, "Statistical properties of the population stability index", 2020),
     * which gives the p-value. Therefore the usual limits of 0.1 and 0.2 raise false alarms on small samples: with 200
     * rows in both samples and 10 bins, the index exceeds 0.1 by chance in 37 of 100 comparisons and 0.2 in 2.5; with
     * 200 rows against a reference of 20,000 it exceeds 0.1 in 2.4; with 500 rows in both samples in 0.3 (simulated,
     * normal numbers).
     *
     * @return the test with 10 bins and a limit of 0.2
     */
    public static ShareDistance psi() {
        return PSI;
    }

    /**
     * Returns the two-sample Kolmogorov-Smirnov test, for numbers: the largest distance between two distribution
     * functions.
     *
     * <p>The p-value is the one that {@code ks_2samp} gives in scipy. If both samples have at most 10,000 rows, it is
     * exact for continuous numbers, by counting lattice paths (Hodges 1958); otherwise it is that of the one-sample
     * statistic of n m / (n + m) values (Simard and L'Ecuyer 2011). With ties both are too large, so that the test
     * raises fewer false alarms than its level allows. {@link PValueMethod#EXACT} is possible unless the product of the
     * sizes, divided by their greatest common divisor, is 2^31 - 1 or more, or one size is 2^31 or more.
     *
     * <p>For profiles the statistic is approximate; {@link DistanceBounds} has limits of the true one. Cost: some passes
     * over the numbers, which are not sorted: about 10 ms for two samples of a million. The exact p-value of two samples
     * of 10,000 may take tens of milliseconds.
     *
     * @return the test at a level of 0.05
     */
    public static NumericTest ks() {
        return KS;
    }

    /**
     * Returns Pearson's chi-square test of homogeneity, for categories and for binned numbers: whether two samples have
     * the same shares.
     *
     * <p>The statistic is the sum of (observed - expected)^2 / expected over the 2 x k table of counts, without a
     * continuity correction; its p-value comes from the chi-squared distribution with k - 1 degrees of freedom (Pearson
     * 1900), as {@code chi2_contingency(table, correction=False)} in scipy. It is an approximation that is good if every
     * expected count is 5 or more.
     *
     * @return the test at a level of 0.05, with 10 bins
     */
    public static CountTest chiSquare() {
        return CHI_SQUARE;
    }

    /**
     * Returns the Jensen-Shannon distance, for categories and for binned numbers.
     *
     * <p>With shares p and q and m = (p + q) / 2 it is the square root of (KL(p, m) + KL(q, m)) / 2, a metric (Endres and
     * Schindelin 2003), as {@code jensenshannon} in scipy. With logarithms to base 2, the default, it lies between 0
     * (same shares) and 1 (nothing in common); with {@code withBase(Math.E)} between 0 and 0.8326.
     *
     * <p>Without any change, the expected squared distance (base 2) is about (k - 1) (1/n + 1/m) / 5.5 with k bins: with
     * 10 bins and 200 rows in both samples the distance is 0.13, above the usual limit of 0.1; with 2,000 rows it is
     * 0.04. With 500 rows in both samples it exceeds 0.1 in 13 of 100 comparisons (simulated).
     *
     * @return the test with base 2, a limit of 0.1 and 10 bins
     */
    public static ShareDistance jensenShannon() {
        return JENSEN_SHANNON;
    }

    /**
     * Returns the Wasserstein distance of order 1 in standard deviations of the reference, for numbers: the average
     * distance that the numbers of one sample have to be moved to become the other sample, also called earth mover's
     * distance.
     *
     * <p>It is the area between the two distribution functions (Vallender 1974), as {@code wasserstein_distance} in
     * scipy, divided by the population standard deviation of the reference: 0.1 is a shift by a tenth of a standard
     * deviation.
     *
     * <p>Without any change, the distance of normal numbers is about 1.3 sqrt(1/n + 1/m): with 500 rows in both samples
     * it exceeds 0.1 in 23 of 100 comparisons, with 1,000 in 4; with 500 rows against 20,000 in 3 (simulated). For
     * profiles, values are assumed to be spread evenly over their bucket; the error of the distance is at most the sum
     * of the mean bucket widths of both samples.
     *
     * @return the test with a limit of 0.1
     */
    public static NumericDistance wasserstein() {
        return WASSERSTEIN;
    }
}
