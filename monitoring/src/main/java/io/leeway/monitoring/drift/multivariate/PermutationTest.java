package io.leeway.monitoring.drift.multivariate;

import io.leeway.data.Columns;
import io.leeway.monitoring.drift.DriftResult;
import io.leeway.monitoring.drift.PValueMethod;
import io.leeway.monitoring.drift.Significance;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A test by a statistic of all pairs of rows, whose p-value comes from permutations: drift if it is at most a level.
 *
 * <p>With B permutations, b of which give a statistic at least as large, the p-value is (b + 1) / (B + 1): the chance of a false alarm is at most the level, for
 * samples of any size, if rows are independent of each other. Rows of one day that share much are not; {@link ClassifierTwoSampleTest#withBlocks} keeps such rows together.
 *
 * <p>Immutable and safe for use by several threads. Cost: at most a stated number of rows of each sample is compared, drawn without
 * replacement; with n and m rows of d numbers the time is O((n + m)<sup>2</sup> d + B n<sup>2</sup>), and the memory 4 (n + m)<sup>2</sup> bytes.
 */
public final class PermutationTest implements MultivariateTest {

    /** The default level: a p-value at or below it means drift. */
    public static final double DEFAULT_ALPHA = 0.05;

    /** The default number of permutations. */
    public static final int DEFAULT_PERMUTATIONS = 999;

    /** The default number of rows of each sample that are compared at most. */
    public static final int DEFAULT_ROWS = 1_000;

    /** The greatest number of rows of each sample that can be compared: pairs then take 400 MB. */
    public static final int GREATEST_ROWS = 5_000;

    /** The least number of rows of each sample. */
    public static final int MINIMUM_ROWS = 10;

    /** Permuted statistics that are smaller by no more than rounding count as equal. */
    private static final double ROUNDING = 1e-12;

    /** A statistic of the pairs of rows. */
    interface Statistic {
        /** What of each pair the statistic sums up, from the squared distances, which it may overwrite. */
        double[] values(double[] squaredDistances);

        double of(PairMatrix.Sums sums, int reference, int current);
    }

    private final String name;
    private final Statistic statistic;
    private final long seed;
    private final double alpha;
    private final int permutations;
    private final int rows;

    PermutationTest(String name, Statistic statistic, long seed) {
        this(name, statistic, seed, DEFAULT_ALPHA, DEFAULT_PERMUTATIONS, DEFAULT_ROWS);
    }

    private PermutationTest(String name, Statistic statistic, long seed, double alpha, int permutations, int rows) {
        this.name = name;
        this.statistic = statistic;
        this.seed = seed;
        this.alpha = alpha;
        this.permutations = permutations;
        this.rows = rows;
    }

    /**
     * Sets the level: a p-value at or below it means drift. The default is {@value #DEFAULT_ALPHA}.
     *
     * @param level in (0, 1)
     * @return a new value
     * @throws IllegalArgumentException if the level lies outside (0, 1)
     */
    public PermutationTest withAlpha(double level) {
        return new PermutationTest(name, statistic, seed, Comparison.level(level), permutations, rows);
    }

    /**
     * Sets the number of permutations; the default is {@value #DEFAULT_PERMUTATIONS}. The least p-value is 1 / (permutations + 1).
     *
     * @param count 1 or more
     * @return a new value
     * @throws IllegalArgumentException if the count is below 1
     */
    public PermutationTest withPermutations(int count) {
        return new PermutationTest(name, statistic, seed, alpha, Comparison.permutations(count), rows);
    }

    /**
     * Sets how many rows of each sample are compared at most; the default is {@value #DEFAULT_ROWS}.
     *
     * @param count from {@value #MINIMUM_ROWS} to {@value #GREATEST_ROWS}
     * @return a new value
     * @throws IllegalArgumentException if the count lies outside
     */
    public PermutationTest withRows(int count) {
        if (count < MINIMUM_ROWS || count > GREATEST_ROWS) {
            throw new IllegalArgumentException("the number of rows of each sample lies between " + MINIMUM_ROWS
                    + " and " + GREATEST_ROWS + ", was " + count);
        }
        return new PermutationTest(name, statistic, seed, alpha, permutations, count);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public DriftResult test(Columns reference, Columns current) {
        Encoder encoder = Encoder.of(reference, current);
        Comparison comparison = new Comparison(name, alpha, reference.rows(), current.rows());
        if (Math.min(reference.rows(), current.rows()) < MINIMUM_ROWS) {
            return comparison.insufficient("");
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[][] before = encoder.rows(reference).rows(Draws.sample(reference.rows(), rows, random));
        double[][] now = encoder.rows(current).rows(Draws.sample(current.rows(), rows, random));
        Significance found = significance(pairs(before, now), before.length, random);
        return comparison.byLevel(
                found, permutations + " permutations of " + before.length + " and " + now.length + " rows");
    }

    /** The statistic of samples however small, of at least two rows each for the estimator of MMD. */
    double statistic(double[][] reference, double[][] current) {
        int[] group = IntStream.range(0, reference.length).toArray();
        return statistic.of(pairs(reference, current).sums(group), reference.length, current.length);
    }

    private PairMatrix pairs(double[][] reference, double[][] current) {
        double[][] all = Arrays.copyOf(reference, reference.length + current.length);
        System.arraycopy(current, 0, all, reference.length, current.length);
        return new PairMatrix(statistic.values(Distances.squared(all)), all.length);
    }

    private Significance significance(PairMatrix pairs, int reference, SplittableRandom random) {
        int current = pairs.size() - reference;
        int[] order = IntStream.range(0, pairs.size()).toArray();
        double observed = statistic.of(pairs.sums(Arrays.copyOf(order, reference)), reference, current);
        double atLeast = observed - ROUNDING * Math.abs(pairs.meanOfAll());
        int asLarge = 0;
        for (int i = 0; i < permutations; i++) {
            Draws.shuffle(order, reference, random);
            int[] group = Arrays.copyOf(order, reference);
            Arrays.sort(group);
            if (statistic.of(pairs.sums(group), reference, current) >= atLeast) {
                asLarge++;
            }
        }
        return new Significance(observed, (asLarge + 1.0) / (permutations + 1.0), PValueMethod.MONTE_CARLO);
    }

    @Override
    public String toString() {
        return name + " at level " + alpha + ", " + permutations + " permutations of at most " + rows + " rows";
    }
}
