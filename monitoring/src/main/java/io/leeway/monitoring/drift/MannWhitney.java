package io.leeway.monitoring.drift;

import io.leeway.monitoring.statistics.MannWhitneyDistribution;
import io.leeway.monitoring.statistics.RankSums;
import io.leeway.monitoring.statistics.Splits;
import io.leeway.monitoring.statistics.TiedSamples;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How much more often one sample has the greater number: |2 U / (n m) - 1| with the U of Mann and Whitney (1947), which {@code mannwhitneyu}
 * in scipy returns; also called rank-biserial correlation.
 */
final class MannWhitney {

    /** Rows of the smaller sample up to which {@link PValueMethod#AUTO} is exact. */
    static final int MAXIMUM_ROWS_EXACT = 8;

    /** The product of the sizes up to which an exact p-value is possible. */
    private static final double MOST_PAIRS = 1_000_000;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private MannWhitney() {}

    static Significance significance(NumericSample reference, NumericSample current, PValueMethod method) {
        RankSums ranks = Ties.ranks(reference, current);
        double n = ranks.n();
        double m = ranks.m();
        double excess = Math.abs(ranks.excess());
        double statistic = excess / n / m;
        if ((method == PValueMethod.AUTO || method == PValueMethod.EXACT)
                && !reference.isApproximate()
                && !current.isApproximate()) {
            boolean few = method == PValueMethod.EXACT || Math.min(n, m) <= MAXIMUM_ROWS_EXACT;
            if (ranks.isWithoutTies() && few && n * m <= MOST_PAIRS) {
                int u = (int) Math.rint((n * m - excess) / 2);
                return Significance.exact(statistic, Math.min(1, 2 * MannWhitneyDistribution.cdf(u, (int) n, (int) m)));
            }
            if (!ranks.isWithoutTies() && Splits.areFew(n, m)) {
                TiedSamples samples = Ties.of(reference, current);
                return Significance.exact(
                        statistic, Splits.probabilityOfAtLeast(samples, chosen -> excess(samples, chosen)));
            }
        }
        return Ties.areSimulated(ranks, method)
                ? Significance.simulated(statistic, Ties.simulated(Ties.of(reference, current), MannWhitney::excess))
                : Significance.asymptotic(statistic, asymptotic(excess, ranks));
    }

    /** |2 U - n m|. */
    private static double excess(TiedSamples samples, double[] ofX) {
        double sum = 0;
        double j = 0;
        for (int k = 0; k < ofX.length; k++) {
            double b = samples.x()[k] + samples.y()[k] - ofX[k];
            sum += ofX[k] * (2 * j + b - samples.m());
            j += b;
        }
        return Math.abs(sum);
    }

    /** By the normal distribution with a correction for continuity and for ties. */
    private static double asymptotic(double excess, RankSums ranks) {
        double n = ranks.n();
        double m = ranks.m();
        double all = n + m;
        double ties = (ranks.cubes() - all) / all / (all - 1);
        double variance = n * m / 12 * (all + 1 - ties);
        return variance > 0 ? Math.min(1, 2 * NORMAL.survivalProbability((excess - 1) / 2 / Math.sqrt(variance))) : 1;
    }
}
