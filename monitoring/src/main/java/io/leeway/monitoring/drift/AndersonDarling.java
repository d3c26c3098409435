package io.leeway.monitoring.drift;

import io.leeway.monitoring.statistics.QuadraticForms;
import io.leeway.monitoring.statistics.Splits;
import io.leeway.monitoring.statistics.TiedSamples;

/**
 * The mean square of the distance between two distribution functions, weighted so that the tails count as much as the middle (Scholz and
 * Stephens, "K-sample Anderson-Darling tests", 1987, equation 7 with ties), as {@code anderson_ksamp} in scipy before it is standardised.
 */
final class AndersonDarling {

    /** The standard deviation of the limit of the statistic. */
    private static final double LIMIT_DEVIATION = Math.sqrt(2 * (Math.PI * Math.PI - 9) / 3);

    /** The number of values above which the variance is that of the limit, to five digits. */
    private static final double MANY = 1e7;

    private AndersonDarling() {}

    static Significance significance(NumericSample reference, NumericSample current, PValueMethod method) {
        TiedSamples samples = Ties.of(reference, current);
        double statistic = statistic(samples, samples.x());
        boolean few = !reference.isApproximate() && !current.isApproximate() && Splits.areFew(samples.n(), samples.m());
        if (method != PValueMethod.ASYMPTOTIC && few) {
            return Significance.exact(
                    statistic, Splits.probabilityOfAtLeast(samples, chosen -> statistic(samples, chosen)));
        }
        double standardised = standardised(statistic, samples.n(), samples.m());
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
        return (all - 1) / all * (n / all) * m * sum;
    }

    /** The statistic less its mean of 1 in its standard deviations without ties; {@code NaN} for fewer than 4 values. */
    static double standardised(double statistic, double n, double m) {
        double all = Math.rint(n + m);
        if (all < 4) {
            return Double.NaN;
        }
        if (all > MANY) {
            return (statistic - 1) / LIMIT_DEVIATION;
        }
        double sum = 0;
        double nested = 0;
        for (int i = 2; i < all; i++) {
            sum += 1 / (all - i + 1);
            nested += sum / i;
        }
        double harmonic = 1 + sum;
        double inverse = 1 / n + 1 / m;
        double a = 4 * nested - 6 + (10 - 6 * nested) * inverse;
        double b = 12 * nested + 8 * harmonic - 22 + (2 * nested - 14 * harmonic - 4) * inverse;
        double c = 36 * harmonic + 4 + (2 * harmonic - 6) * inverse;
        double variance = (((a * all + b) * all + c) * all + 24) / ((all - 1) * (all - 2) * (all - 3));
        return (statistic - 1) / Math.sqrt(variance);
    }
}
