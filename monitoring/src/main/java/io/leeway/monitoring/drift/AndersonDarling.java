package io.leeway.monitoring.drift;

import io.leeway.monitoring.statistics.QuadraticForms;
import io.leeway.monitoring.statistics.RankSums;
import io.leeway.monitoring.statistics.Splits;
import io.leeway.monitoring.statistics.TiedSamples;
import org.apache.commons.math3.special.Gamma;

/**
 * The mean square of the distance between two distribution functions, weighted so that the tails count as much as the middle (Scholz and
 * Stephens, "K-sample Anderson-Darling tests", 1987, equation 7 with ties), as {@code anderson_ksamp} in scipy before it is standardised.
 */
final class AndersonDarling {

    /** The standard deviation of the limit of the statistic. */
    private static final double LIMIT_DEVIATION = Math.sqrt(2 * (Math.PI * Math.PI - 9) / 3);

    /** Sums of fewer terms are added up. */
    private static final int FEW_TERMS = 1_000;

    private AndersonDarling() {}

    static Significance significance(NumericSample reference, NumericSample current, PValueMethod method) {
        RankSums ranks = Ties.ranks(reference, current);
        double n = ranks.n();
        double m = ranks.m();
        double statistic = ofWeightedSquares(ranks.weightedSquares(), n, m);
        boolean few = !reference.isApproximate() && !current.isApproximate() && Splits.areFew(n, m);
        if ((method == PValueMethod.AUTO || method == PValueMethod.EXACT) && few) {
            TiedSamples samples = Ties.of(reference, current);
            return Significance.exact(
                    statistic, Splits.probabilityOfAtLeast(samples, chosen -> statistic(samples, chosen)));
        }
        if (Ties.areSimulated(ranks, method)) {
            return Significance.simulated(
                    statistic, Ties.simulated(Ties.of(reference, current), AndersonDarling::statistic));
        }
        double standardised = standardised(statistic, n, m);
        return Significance.asymptotic(
                statistic,
                Double.isNaN(standardised) ? 1 : QuadraticForms.andersonDarling(1 + LIMIT_DEVIATION * standardised));
    }

    private static double statistic(TiedSamples samples, double[] ofX) {
        double n = samples.n();
        double m = samples.m();
        double all = n + m;
        double sum = 0;
        double i = 0;
        double before = 0;
        for (int k = 0; k < ofX.length; k++) {
            double tied = samples.x()[k] + samples.y()[k];
            double middle = before + tied / 2;
            double ofXInMiddle = i + ofX[k] / 2;
            double off = ofXInMiddle / n - (middle - ofXInMiddle) / m;
            double weight = middle / all * (all - middle) - tied / 4;
            sum += weight > 0 ? tied / weight * off * off : 0;
            i += ofX[k];
            before += tied;
        }
        return ofWeightedSquares(sum, n, m);
    }

    private static double ofWeightedSquares(double sum, double n, double m) {
        double all = n + m;
        return (all - 1) / all * (n / all) * m * sum;
    }

    /** The statistic less its mean of 1 in its standard deviations without ties; {@code NaN} for fewer than 4 values. */
    static double standardised(double statistic, double n, double m) {
        double all = Math.rint(n + m);
        if (all < 4) {
            return Double.NaN;
        }
        double harmonic = harmonic(all - 1);
        // The sum over i < j < all of 1 / ((all - i) j), by the sum of harmonic numbers H(all - j) / j, which is
        // H(all)^2 less the sum of 1 / k^2.
        double nested = harmonic * harmonic - Math.pow(harmonic(all), 2) + inverseSquares(all);
        double inverse = 1 / n + 1 / m;
        double a = 4 * nested - 6 + (10 - 6 * nested) * inverse;
        double b = 12 * nested + 8 * harmonic - 22 + (2 * nested - 14 * harmonic - 4) * inverse;
        double c = 36 * harmonic + 4 + (2 * harmonic - 6) * inverse;
        double variance = (((a * all + b) * all + c) * all + 24) / ((all - 1) * (all - 2) * (all - 3));
        return (statistic - 1) / Math.sqrt(variance);
    }

    /** The sum of 1 / k for k up to a whole number. */
    private static double harmonic(double last) {
        double sum = 0;
        for (double k = last; k > 0 && k < FEW_TERMS; k--) {
            sum += 1 / k;
        }
        // Euler and Maclaurin; the next term is below 1e-17.
        double inverse = 1 / (last * last);
        return last < FEW_TERMS
                ? sum
                : Math.log(last) + Gamma.GAMMA + 1 / (2 * last) - inverse / 12 * (1 - inverse / 10);
    }

    /** The sum of 1 / k^2 for k up to a whole number. */
    private static double inverseSquares(double last) {
        double sum = 0;
        for (double k = last; k > 0 && k < FEW_TERMS; k--) {
            sum += 1 / (k * k);
        }
        double inverse = 1 / last;
        double square = inverse * inverse;
        return last < FEW_TERMS
                ? sum
                : Math.PI * Math.PI / 6 - inverse * (1 - inverse / 2 + square / 6 * (1 - square / 5));
    }
}
