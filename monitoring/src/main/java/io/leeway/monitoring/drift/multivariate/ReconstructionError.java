package io.leeway.monitoring.drift.multivariate;

import io.leeway.data.Columns;
import io.leeway.monitoring.drift.DriftResult;
import io.leeway.monitoring.drift.Verdict;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * A test by how well the principal components of the reference reconstruct rows: drift if the mean error of the current rows lies outside of what
 * parts of the reference show.
 *
 * <p>The reference is split in its order into {@value #PARTS} parts of equal size; rows left over are one more. Limits are the mean of the errors of
 * the parts, less and plus {@value #DEVIATIONS} times their standard deviation. Therefore rows of the reference belong in the order of time, and the
 * current rows should not be fewer than a part: means of fewer rows vary more.
 *
 * <p>Immutable and safe for use by several threads. Cost: with n rows of d numbers O(n d<sup>2</sup> + d<sup>3</sup>); no rows are kept.
 */
public final class ReconstructionError implements MultivariateTest {

    /** The default share of the variance that the components explain. */
    public static final double DEFAULT_EXPLAINED_VARIANCE = 0.65;

    /** How many parts the reference is split into. */
    public static final int PARTS = 10;

    /** How many standard deviations of the parts' errors the limits are away from their mean. */
    public static final int DEVIATIONS = 3;

    /** The least number of rows of the reference: 10 a part. */
    public static final int MINIMUM_REFERENCE_ROWS = 100;

    /** The least number of current rows. */
    public static final int MINIMUM_CURRENT_ROWS = 10;

    private final double explainedVariance;

    ReconstructionError(double explainedVariance) {
        this.explainedVariance = explainedVariance;
    }

    /**
     * Sets which share of the variance the components explain; the default is {@value #DEFAULT_EXPLAINED_VARIANCE}. There are as few components as explain more than it.
     *
     * @param share in (0, 1)
     * @return a new value
     * @throws IllegalArgumentException if the share lies outside (0, 1)
     */
    public ReconstructionError withExplainedVariance(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("a share of the variance lies between 0 and 1, was " + share);
        }
        return new ReconstructionError(share);
    }

    @Override
    public String name() {
        return "reconstruction-error";
    }

    @Override
    public DriftResult test(Columns reference, Columns current) {
        Encoder encoder = Encoder.of(reference, current);
        if (reference.rows() < MINIMUM_REFERENCE_ROWS || current.rows() < MINIMUM_CURRENT_ROWS) {
            return result(Double.NaN, Double.NaN, Verdict.INSUFFICIENT_DATA, reference, current, "");
        }
        Encoder.Rows before = encoder.rows(reference);
        Encoder.Rows now = encoder.rows(current);
        PrincipalComponents components =
                PrincipalComponents.of(before, reference.rows(), encoder.width(), explainedVariance);
        Limits limits = Limits.of(IntStream.range(0, reference.rows())
                .mapToDouble(i -> components.error(before.row(i)))
                .toArray());
        double error = IntStream.range(0, current.rows())
                .mapToDouble(i -> components.error(now.row(i)))
                .average()
                .orElseThrow();
        boolean below = error < limits.lower;
        Verdict verdict = below || error > limits.upper ? Verdict.DRIFT : Verdict.STABLE;
        return result(error, below ? limits.lower : limits.upper, verdict, reference, current, limits.toString());
    }

    private DriftResult result(
            double error, double limit, Verdict verdict, Columns reference, Columns current, String basis) {
        return new DriftResult(
                name(),
                error,
                OptionalDouble.empty(),
                limit,
                false,
                verdict,
                reference.rows(),
                current.rows(),
                false,
                Optional.empty(),
                Optional.empty(),
                basis);
    }

    /** The least and the greatest mean error that is not drift. */
    record Limits(double lower, double upper) {

        static Limits of(double[] errors) {
            int size = errors.length / PARTS;
            double[] means = IntStream.iterate(0, from -> from < errors.length, from -> from + size)
                    .mapToDouble(from -> mean(Arrays.copyOfRange(errors, from, Math.min(from + size, errors.length))))
                    .toArray();
            double mean = mean(means);
            double variance = mean(Arrays.stream(means)
                    .map(each -> (each - mean) * (each - mean))
                    .toArray());
            double width = DEVIATIONS * Math.sqrt(variance);
            return new Limits(Math.max(0, mean - width), mean + width);
        }

        private static double mean(double[] values) {
            return Arrays.stream(values).sum() / values.length;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%d parts of the reference, limits %.4g to %.4g", PARTS, lower, upper);
        }
    }

    @Override
    public String toString() {
        return name() + " by components of " + explainedVariance + " of the variance";
    }
}
