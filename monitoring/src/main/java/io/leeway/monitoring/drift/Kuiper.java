package io.leeway.monitoring.drift;

import io.leeway.monitoring.statistics.KuiperDistribution;
import io.leeway.monitoring.statistics.RankSums;
import io.leeway.monitoring.statistics.Splits;
import io.leeway.monitoring.statistics.TiedSamples;

/** The largest distance of one distribution function above the other plus the largest below it (Kuiper 1960). */
final class Kuiper {

    private Kuiper() {}

    static Significance significance(NumericSample reference, NumericSample current, PValueMethod method) {
        RankSums ranks = Ties.ranks(reference, current);
        double n = ranks.n();
        double m = ranks.m();
        double statistic = ranks.above() + ranks.below();
        boolean few = !reference.isApproximate() && !current.isApproximate() && Splits.areFew(n, m);
        if ((method == PValueMethod.AUTO || method == PValueMethod.EXACT) && few) {
            TiedSamples samples = Ties.of(reference, current);
            return Significance.exact(
                    statistic, Splits.probabilityOfAtLeast(samples, chosen -> statistic(samples, chosen)));
        }
        return Ties.areSimulated(ranks, method)
                ? Significance.simulated(statistic, Ties.simulated(Ties.of(reference, current), Kuiper::statistic))
                : Significance.asymptotic(statistic, KuiperDistribution.survival(statistic, n / (n + m) * m));
    }

    private static double statistic(TiedSamples samples, double[] ofX) {
        double above = 0;
        double below = 0;
        double i = 0;
        double j = 0;
        for (int k = 0; k < ofX.length; k++) {
            i += ofX[k];
            j += samples.x()[k] + samples.y()[k] - ofX[k];
            // Over a common denominator, so that equal shares give exactly 0.
            double difference = (i * samples.m() - j * samples.n()) / (samples.n() * samples.m());
            above = Math.max(above, difference);
            below = Math.max(below, -difference);
        }
        return above + below;
    }
}
