package io.leeway.monitoring.drift;

import io.leeway.monitoring.statistics.CramerVonMisesPaths;
import io.leeway.monitoring.statistics.QuadraticForms;
import io.leeway.monitoring.statistics.RankSums;
import io.leeway.monitoring.statistics.SmirnovPaths;
import io.leeway.monitoring.statistics.TiedSamples;

/** The mean square of the distance between two distribution functions (Anderson 1962), as {@code cramervonmises_2samp} in scipy. */
final class CramerVonMises {

    static final int MAXIMUM_ROWS_EXACT = 20;

    private CramerVonMises() {}

    static Significance significance(NumericSample reference, NumericSample current, PValueMethod method) {
        RankSums ranks = Ties.ranks(reference, current);
        double n = ranks.n();
        double m = ranks.m();
        double withoutTies = ofSquares(ranks.squares(), n, m);
        double statistic = Math.max(0, withoutTies + ofTies(ranks));
        boolean few = Math.max(n, m) <= MAXIMUM_ROWS_EXACT && !reference.isApproximate() && !current.isApproximate();
        if ((method == PValueMethod.AUTO || method == PValueMethod.EXACT) && few) {
            return Significance.exact(statistic, exact(statistic, (int) n, (int) m));
        }
        return Ties.areSimulated(ranks, method)
                ? Significance.simulated(
                        statistic, Ties.simulated(Ties.of(reference, current), CramerVonMises::withoutTies))
                : Significance.asymptotic(
                        statistic, asymptotic(method == PValueMethod.AUTO ? withoutTies : statistic, n, m));
    }

    /**
     * What average ranks for ties add to the statistic. That is written by the differences of the two distribution functions in the middle of each
     * tie: the sums of ranks that define it cancel nearly.
     */
    private static double ofTies(RankSums ranks) {
        double n = ranks.n();
        double m = ranks.m();
        double all = n + m;
        return ranks.tiesOfX() / 12 / all * (m / n / all + 1 / m)
                + ranks.tiesOfY() / 12 / all * (n / m / all + 1 / n)
                - ranks.tiesOfBoth() / 4 / all / all;
    }

    /** Without what ties add to the statistic, whose limit knows none. */
    private static double withoutTies(TiedSamples samples, double[] ofX) {
        double n = samples.n();
        double m = samples.m();
        double squares = 0;
        double i = 0;
        double j = 0;
        for (int k = 0; k < samples.size(); k++) {
            double a = ofX[k];
            double b = samples.x()[k] + samples.y()[k] - a;
            double off = (i + a / 2) / n - (j + b / 2) / m;
            squares += (a + b) * off * off;
            i += a;
            j += b;
        }
        return ofSquares(squares, n, m);
    }

    private static double ofSquares(double squares, double n, double m) {
        return n / (n + m) * (m / (n + m)) * squares + 1 / (4 * (n + m));
    }

    private static double exact(double statistic, int n, int m) {
        double multiple = (double) n / SmirnovPaths.gcd(n, m) * m;
        double sum = statistic * (n + m) * (n + m) / ((double) n * m) * multiple * multiple;
        return CramerVonMisesPaths.probabilityOfAtLeast((long) Math.floor(sum + 1e-6), n, m);
    }

    /** By the limit of the one-sample statistic with the same mean and variance. */
    private static double asymptotic(double statistic, double n, double m) {
        double all = n + m;
        double mean = (1 + 1 / all) / 6;
        double variance = (all + 1) / all * (1 - (0.75 * (n / m + m / n) + 0.5) / all);
        return variance > 0 ? QuadraticForms.cramerVonMises(1.0 / 6 + (statistic - mean) / Math.sqrt(variance)) : 1;
    }
}
