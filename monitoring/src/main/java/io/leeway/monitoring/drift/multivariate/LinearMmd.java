package io.leeway.monitoring.drift.multivariate;

import io.leeway.data.Columns;
import io.leeway.monitoring.drift.DriftResult;
import io.leeway.monitoring.drift.PValueMethod;
import io.leeway.monitoring.drift.Significance;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The linear-time form of MMD: drift if its normal p-value is at most a level.
 *
 * <p>Each row is in one pair of rows only, so that its cost is linear in the rows and its power below that of {@link MultivariateTests#mmd}.
 * Rows are paired in an order drawn by the seed, because neighbours resemble one another. Immutable and safe for use by several threads.
 */
public final class LinearMmd implements MultivariateTest {

    /** The default level: a p-value at or below it means drift. */
    public static final double DEFAULT_ALPHA = 0.05;

    /** The least number of rows of each sample, for the p-value to be near that of the normal distribution. */
    public static final int MINIMUM_ROWS = 100;

    /** How many rows of each sample the bandwidth of the kernel is computed from at most. */
    private static final int BANDWIDTH_ROWS = 250;

    private final long seed;
    private final double alpha;

    LinearMmd(long seed, double alpha) {
        this.seed = seed;
        this.alpha = alpha;
    }

    /**
     * Sets the level: a p-value at or below it means drift. The default is {@value #DEFAULT_ALPHA}.
     *
     * @param level in (0, 1)
     * @return a new value
     * @throws IllegalArgumentException if the level lies outside (0, 1)
     */
    public LinearMmd withAlpha(double level) {
        return new LinearMmd(seed, Comparison.level(level));
    }

    @Override
    public String name() {
        return "mmd-linear";
    }

    @Override
    public DriftResult test(Columns reference, Columns current) {
        Encoder encoder = Encoder.of(reference, current);
        Comparison comparison = new Comparison(name(), alpha, reference.rows(), current.rows());
        int rows = Math.min(reference.rows(), current.rows());
        if (rows < MINIMUM_ROWS) {
            return comparison.insufficient("");
        }
        SplittableRandom random = new SplittableRandom(seed);
        int[] before = Arrays.copyOf(Draws.shuffled(reference.rows(), random), rows);
        int[] now = Arrays.copyOf(Draws.shuffled(current.rows(), random), rows);
        Significance found = significance(
                encoder.rows(reference).rows(before), encoder.rows(current).rows(now));
        return comparison.byLevel(found, rows / 2 + " pairs of rows");
    }

    /** Lemma 14 of Gretton et al. (2012), of the rows in their order. */
    static Significance significance(double[][] reference, double[][] current) {
        double[][] all = Stream.concat(
                        Arrays.stream(reference).limit(BANDWIDTH_ROWS),
                        Arrays.stream(current).limit(BANDWIDTH_ROWS))
                .toArray(double[][]::new);
        double scale = Distances.scale(Distances.squared(all));
        int pairs = Math.min(reference.length, current.length) / 2;
        double[] terms = new double[pairs];
        for (int i = 0; i < pairs; i++) {
            terms[i] = term(reference[2 * i], reference[2 * i + 1], current[2 * i], current[2 * i + 1], scale);
        }
        double mean = Arrays.stream(terms).sum() / pairs;
        double squares =
                Arrays.stream(terms).map(term -> (term - mean) * (term - mean)).sum();
        double error = Math.sqrt(squares / (pairs - 1) / pairs);
        double z = mean == 0 ? 0 : mean / error;
        return new Significance(mean, NormalDistribution.of(0, 1).survivalProbability(z), PValueMethod.ASYMPTOTIC);
    }

    private static double term(double[] x, double[] otherX, double[] y, double[] otherY, double scale) {
        return kernel(x, otherX, scale)
                + kernel(y, otherY, scale)
                - kernel(x, otherY, scale)
                - kernel(otherX, y, scale);
    }

    private static double kernel(double[] x, double[] y, double scale) {
        return Math.exp(-Distances.squared(x, y) / scale);
    }

    @Override
    public String toString() {
        return name() + " at level " + alpha;
    }
}
