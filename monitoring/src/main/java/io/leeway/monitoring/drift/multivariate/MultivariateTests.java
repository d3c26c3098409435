package io.leeway.monitoring.drift.multivariate;

/**
 * Factories of all tests of several columns at once. Each test is an immutable value with defaults; its options return new values.
 *
 * <pre>{@code
 * Columns winter = Columns.read(Rows.csv(Path.of("winter.csv"), TableSchema.of(schema)));
 * Columns summer = Columns.read(Rows.csv(Path.of("summer.csv"), TableSchema.of(schema)));
 * DriftResult result = MultivariateTests.mmd(7).test(winter, summer);
 * }</pre>
 *
 * <p>{@link MultivariateTest} says how columns become numbers.
 */
public final class MultivariateTests {

    private MultivariateTests() {}

    /**
     * Returns the test by the maximum mean discrepancy with a Gaussian kernel, for any change of the joint distribution.
     *
     * <p>The statistic is the unbiased estimator of its square (Gretton et al., "A kernel two-sample test", 2012, equation 3), which may be below 0. The bandwidth is
     * that of the median heuristic: twice its square is the median of the squared distances between all rows compared; where most
     * distances are 0, their mean. Its peer is alibi-detect's {@code MMDDrift}, whose p-value is b / B and whose bandwidth comes from the
     * reference alone.
     *
     * @param seed the seed of the rows drawn and of the permutations
     * @return the test
     */
    public static PermutationTest mmd(long seed) {
        return new PermutationTest("mmd", new Mmd(), seed);
    }

    /**
     * Returns the linear-time form of {@link #mmd}, for more rows than the quadratic form can compare (Gretton et al. 2012, section 6).
     *
     * <p>The p-value is that of a normal distribution, one-sided. The bandwidth is that of the median heuristic over 250 rows of each sample.
     *
     * @param seed the seed of the order in which rows are paired
     * @return the test
     */
    public static LinearMmd mmdLinear(long seed) {
        return new LinearMmd(seed, LinearMmd.DEFAULT_ALPHA);
    }

    /**
     * Returns the test by the energy distance of rows, which needs no bandwidth.
     *
     * <p>The statistic is 2 E|X - Y| - E|X - X'| - E|Y - Y'|, with Euclidean distances and means over all pairs, those of a row with itself included
     * (Székely and Rizzo, "Energy statistics", 2013); 0 or more. Its peer is {@code dcor.energy_distance}.
     *
     * @param seed the seed of the rows drawn and of the permutations
     * @return the test
     */
    public static PermutationTest energy(long seed) {
        return new PermutationTest("energy-multivariate", new EnergyDistance(), seed);
    }

    /**
     * Returns the test by how well the principal components of the reference reconstruct rows, for changes of how columns depend on each other.
     *
     * <p>The statistic is the mean Euclidean distance between rows and their reconstructions. It is NannyML's {@code DataReconstructionDriftCalculator} with ten chunks
     * of the reference, except that each category is a number of its own.
     *
     * @return the test, by components that explain 65 % of the variance
     */
    public static ReconstructionError pca() {
        return new ReconstructionError(ReconstructionError.DEFAULT_EXPLAINED_VARIANCE);
    }

    /**
     * Returns the test by a classifier that tells current rows from the reference, which may keep rows of one day together.
     *
     * @param classifier the classifier; {@code TribuoDomainClassifier} of {@code leeway-core} is one
     * @param seed the seed of the folds, of the classifier and of the permutations
     * @return the test, with each row for itself
     */
    public static ClassifierTwoSampleTest domainClassifier(DomainClassifier classifier, long seed) {
        return new ClassifierTwoSampleTest(classifier, seed);
    }
}
