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

    private static final NumericTest KS =
            new NumericTest("ks", KolmogorovSmirnov::significance, Effects::distance, SampleSizes::distance);

    private static final CountTest CHI_SQUARE =
            new CountTest("chi-square", CountTest.MINIMUM_ROWS, Set.of(FeatureType.values()), ChiSquare::significance);

    private static final ShareDistance JENSEN_SHANNON =
            new ShareDistance("jensen-shannon", 0.1, Binning.DEFAULT, new JensenShannon(JensenShannon.DEFAULT_BASE));

    private static final NumericDistance WASSERSTEIN = new NumericDistance("wasserstein", Wasserstein::distance);

    private static final ShareDistance EVIDENTLY_PSI =
            new ShareDistance("psi-evidently", 0.1, Binning.evidently(), new EvidentlyPsi());

    private static final NumericTest CRAMER_VON_MISES = new NumericTest(
            "cramer-von-mises", CramerVonMises::significance, Effects::distance, SampleSizes::cramerVonMises);

    private static final NumericTest ANDERSON_DARLING = new NumericTest(
            "anderson-darling", AndersonDarling::significance, Effects::distance, SampleSizes::andersonDarling);

    private static final NumericTest KUIPER =
            new NumericTest("kuiper", Kuiper::significance, Effects::distance, SampleSizes::circularDistance);

    private static final NumericTest MANN_WHITNEY =
            new NumericTest("mann-whitney", MannWhitney::significance, Effects::superiority, SampleSizes::superiority);

    private static final NumericTest WELCH_T =
            new NumericTest("welch-t", WelchT::significance, Effects::means, SampleSizes::means);

    private static final NumericTest LEVENE =
            new NumericTest("levene", Levene::significance, Effects::variances, SampleSizes::ratio);

    private static final NumericTest EPPS_SINGLETON = new NumericTest(
            "epps-singleton", EppsSingleton::significance, Effects::distance, SampleSizes::eppsSingleton);

    private static final NumericDistance ENERGY = new NumericDistance("energy", Energy::distance);

    private static final ShareDistance HELLINGER =
            new ShareDistance("hellinger", 0.1, Binning.DEFAULT, Shares::hellinger);

    private static final ShareDistance KULLBACK_LEIBLER =
            new ShareDistance("kullback-leibler", 0.1, Binning.DEFAULT, new KullbackLeibler(Math.E));

    private static final ShareDistance TOTAL_VARIATION =
            new ShareDistance("total-variation", 0.1, Binning.DEFAULT, Shares::totalVariation);

    private static final ShareDistance L_INFINITY =
            new ShareDistance("l-infinity", 0.1, Binning.DEFAULT, Shares::largestDifference);

    private static final CountTest G_TEST =
            new CountTest("g-test", CountTest.MINIMUM_ROWS, Set.of(FeatureType.values()), GTest::significance);

    private static final CountTest FISHER_EXACT =
            new CountTest("fisher-exact", 10, Set.of(FeatureType.CATEGORICAL), FisherExact::significance);

    private static final CountTest PROPORTIONS = new CountTest(
            "proportions",
            CountTest.MINIMUM_ROWS,
            Set.of(FeatureType.CATEGORICAL),
            Proportions::significance,
            SampleSizes::proportions);

    private static final List<DriftTest> ALL = List.of(
            PSI,
            EVIDENTLY_PSI,
            KS,
            CRAMER_VON_MISES,
            ANDERSON_DARLING,
            KUIPER,
            MANN_WHITNEY,
            WELCH_T,
            LEVENE,
            EPPS_SINGLETON,
            CHI_SQUARE,
            G_TEST,
            FISHER_EXACT,
            PROPORTIONS,
            JENSEN_SHANNON,
            KULLBACK_LEIBLER,
            HELLINGER,
            TOTAL_VARIATION,
            L_INFINITY,
            WASSERSTEIN,
            ENERGY);

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
     * which gives the p-value where at least 100 rows are expected in each bin of both samples; otherwise it is simulated
     * ({@link PValueMethod#MONTE_CARLO}). Therefore the usual limits of 0.1 and 0.2 raise false alarms on small samples: with 200
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
     * 1900), as {@code chi2_contingency(table, correction=False)} in scipy, if at least 20 rows are expected in each bin of
     * both samples, and is otherwise simulated ({@link PValueMethod#MONTE_CARLO}); {@link PValueMethod#ASYMPTOTIC} gives
     * scipy's always.
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

    /**
     * Returns the population stability index as Evidently 0.7 computes it, for numbers and categories: {@linkplain
     * Binning#evidently its bins}, and an empty share counts as 0.0001, or as a millionth of the sample's least share if
     * that is at most 0.0001. It has no p-value; prefer {@link #psi()} where nothing has to agree with Evidently:
     * of 100 unchanged samples of 200 normal numbers it calls 50 drifted, of 500 rows 3 (simulated, as are the rates of
     * the other distances).
     *
     * @return the test with a limit of 0.1
     */
    public static ShareDistance psiOfEvidently() {
        return EVIDENTLY_PSI;
    }

    /**
     * Returns the two-sample Cramer-von Mises test, for numbers: the mean square of the distance between two
     * distribution functions (Anderson 1962), with average ranks for ties.
     *
     * <p>The p-value is the one that {@code cramervonmises_2samp} gives in scipy. If both samples have at most 20 rows,
     * it is exact for numbers without ties, by counting lattice paths (Xiao, Gordon and Yakovlev 2007); otherwise it is
     * that of the limit of the statistic, moved to its mean and variance. The statistic of scipy grows with ties alone, and
     * its p-value with them is worth nothing ({@link PValueMethod#ASYMPTOTIC} gives it): by default what ties add is left
     * out, and many ties are simulated.
     *
     * @return the test at a level of 0.05
     */
    public static NumericTest cramerVonMises() {
        return CRAMER_VON_MISES;
    }

    /**
     * Returns the two-sample Anderson-Darling test, for numbers: the mean square of the distance between two
     * distribution functions, weighted so that the tails count as much as the middle (Scholz and Stephens 1987). The
     * statistic is that of {@code anderson_ksamp} in scipy before it is standardised.
     *
     * <p>The p-value is exact, also with ties, if there are at most 200,000 ways to split the rows into samples of these
     * sizes (10 rows each have 184,756); otherwise it is that of the limit of the statistic, moved to its mean and
     * variance, over the whole range from 1 to 1e-300, or simulated if many numbers are equal. That of scipy is
     * interpolated between 0.25 and 0.001.
     *
     * @return the test at a level of 0.05
     */
    public static NumericTest andersonDarling() {
        return ANDERSON_DARLING;
    }

    /**
     * Returns Kuiper's two-sample test, for numbers: the largest distance of one distribution function above the other
     * plus the largest below it. It sees a change of the spread better than {@link #ks()}, and does not depend on where
     * a circle, such as the hours of a day, begins.
     *
     * <p>The p-value is exact, also with ties, if there are at most 200,000 ways to split the rows into samples of these
     * sizes; otherwise it comes from the limit of the statistic with the next term (Kuiper 1960, Stephens 1965), or is
     * simulated if many numbers are equal.
     *
     * @return the test at a level of 0.05
     */
    public static NumericTest kuiper() {
        return KUIPER;
    }

    /**
     * Returns the Mann-Whitney test, for numbers: whether the numbers of one sample tend to be greater than those of the
     * other. The statistic is |2 U / (n m) - 1|, from 0 (either is greater equally often) to 1 (always the same is
     * greater), also called rank-biserial correlation. It does not see a change of the spread.
     *
     * <p>The p-value is two-sided. It is exact if one sample has at most 8 rows and there are no ties, as that of
     * {@code mannwhitneyu} in scipy, and with ties if there are at most 200,000 ways to split the rows into samples of
     * these sizes; otherwise it comes from the normal distribution with corrections for continuity and ties, or is
     * simulated if many numbers are equal.
     *
     * @return the test at a level of 0.05
     */
    public static NumericTest mannWhitney() {
        return MANN_WHITNEY;
    }

    /**
     * Returns Welch's t-test, for numbers: whether the means differ, without the assumption of equal variances (Welch
     * 1947). The statistic is |t|; the two-sided p-value is the one that {@code ttest_ind(equal_var=False)} gives in
     * scipy if the means are nearly normal by the skewness and kurtosis of both samples together, and is otherwise simulated: by dealing all rows, or,
     * if both samples have at least 5,000, those far from the mean, see {@link PValueMethod#MONTE_CARLO}. Of two constants, the p-value is 1 if they are equal and 0 otherwise.
     *
     * @return the test at a level of 0.05
     */
    public static NumericTest welchT() {
        return WELCH_T;
    }

    /**
     * Returns Levene's test, for numbers: whether the spreads differ. It is the analysis of variance of the absolute
     * deviations from each sample's median (Levene 1960, Brown and Forsythe 1974), as {@code levene} in scipy. It does
     * not see a shift. Its p-value is simulated where the mean deviations are not nearly normal, as that of {@link #welchT()}.
     *
     * @return the test at a level of 0.05
     */
    public static NumericTest levene() {
        return LEVENE;
    }

    /**
     * Returns the test of Epps and Singleton (1986), for numbers, also those with few distinct values: the distance of
     * the empirical characteristic functions at 0.4 and 0.8 per half interquartile range.
     *
     * <p>The p-value comes from the chi-squared distribution, with a correction for samples of fewer than 25 rows, as
     * {@code epps_singleton_2samp} in scipy, if both samples have at least 10,000 rows, and is otherwise simulated: with 50
     * rows that of scipy is below 0.0016 in one of four or five unchanged samples.
     *
     * @return the test at a level of 0.05
     */
    public static NumericTest eppsSingleton() {
        return EPPS_SINGLETON;
    }

    /**
     * Returns the likelihood-ratio test of homogeneity, for categories and for binned numbers, also called G-test (Wilks
     * 1938), as {@code chi2_contingency(table, correction=False, lambda_="log-likelihood")} in scipy. The p-value comes
     * from the chi-squared distribution with k - 1 degrees of freedom, or is simulated as that of {@link #chiSquare}.
     *
     * @return the test at a level of 0.05, with 10 bins
     */
    public static CountTest gTest() {
        return G_TEST;
    }

    /**
     * Returns Fisher's exact test of two samples, for any number of categories (Fisher 1934, Freeman and Halton 1951).
     * The statistic is -2 ln of how much less probable the table of counts is than the most probable one with the same
     * totals.
     *
     * <p>The p-value is the probability of all tables that are no more probable. It is exact if there are at most 100,000
     * rows and 200 categories and looking at all tables takes at most 2,000,000 steps (some milliseconds); otherwise it
     * comes from the chi-squared distribution, or is simulated as that of {@link #chiSquare}.
     *
     * @return the test at a level of 0.05
     */
    public static CountTest fisherExact() {
        return FISHER_EXACT;
    }

    /**
     * Returns the z-test of proportions, for categories: the difference of a category's two shares in its pooled
     * standard error, as {@code proportions_ztest} in statsmodels, two-sided. With more than two categories the
     * statistic is that of the category that changed most, and the p-value is corrected for their number (Bonferroni), or
     * simulated as that of {@link #chiSquare}.
     *
     * @return the test at a level of 0.05
     */
    public static CountTest proportions() {
        return PROPORTIONS;
    }

    /**
     * Returns the Kullback-Leibler divergence of the reference from the current sample, for categories and for binned
     * numbers: the sum of p ln(p / q) over the shares p of the reference and q of the current sample, as
     * {@code entropy(p, q)} in scipy. A bin that is empty in one sample counts as half a row. Not symmetric; {@link
     * #psi()} is nearly the sum of both directions. Without any change, about half of PSI
     * is expected; of 100 unchanged samples of 200 rows 4 are above 0.1.
     *
     * @return the test with natural logarithms, a limit of 0.1 and 10 bins
     */
    public static ShareDistance kullbackLeibler() {
        return KULLBACK_LEIBLER;
    }

    /**
     * Returns the Hellinger distance, for categories and for binned numbers: from 0 (same shares) to 1 (nothing in
     * common), the root of half the sum of (sqrt(p) - sqrt(q))^2 over the shares (Hellinger 1909). Without any change its
     * square is expected to be about (k - 1) (1/n + 1/m) / 8 with k bins: 0.11 with 10 bins and 200 rows in both
     * samples. Of 100 unchanged samples of 200 rows 54 are above 0.1, of 500 rows 2.
     *
     * @return the test with a limit of 0.1 and 10 bins
     */
    public static ShareDistance hellinger() {
        return HELLINGER;
    }

    /**
     * Returns the total variation distance, for categories and for binned numbers: half the sum of the absolute
     * differences of the shares, which is the share of the rows that would have to change their category. Of
     * 100 unchanged samples of 200 normal numbers 71 are above 0.1, of 500 rows 11, of 2,000 none.
     *
     * @return the test with a limit of 0.1 and 10 bins
     */
    public static ShareDistance totalVariation() {
        return TOTAL_VARIATION;
    }

    /**
     * Returns the L-infinity distance, for categories and for binned numbers: the largest absolute difference of the
     * shares of a category, as NannyML's. Of 100 unchanged samples of 200 normal numbers 1
     * is above 0.1, of four categories 7.
     *
     * @return the test with a limit of 0.1 and 10 bins
     */
    public static ShareDistance lInfinity() {
        return L_INFINITY;
    }

    /**
     * Returns the energy distance in standard deviations of the reference, for numbers: the root of twice the area under
     * the squared difference of two distribution functions (Szekely and Rizzo 2013), as {@code energy_distance} in
     * scipy, divided by the root of the population standard deviation of the reference. Its unit without normalisation
     * is the square root of the feature's. Of 100 unchanged samples of 200 normal numbers 43 are above 0.1, of 500 rows 7,
     * of 2,000 none.
     *
     * @return the test with a limit of 0.1
     */
    public static NumericDistance energy() {
        return ENERGY;
    }
}
