package io.leeway.monitoring.drift;

import io.leeway.monitoring.statistics.NoncentralChiSquared;
import io.leeway.monitoring.statistics.RankSums;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** The effect sizes that stand beside p-values. */
final class Effects {

    private static final double TAIL = (1 - EffectSize.CONFIDENCE) / 2;

    private Effects() {}

    /**
     * Hedges' g: Cohen's d with the factor that makes it unbiased (Hedges 1981); the interval by d's error for large samples and Student's t, as
     * {@code compute_esci} of pingouin.
     */
    static EffectSize means(NumericSample reference, NumericSample current) {
        double n = reference.size();
        double m = current.size();
        double scale = Scale.of(reference, current);
        double difference = WelchT.differenceOfMeans(reference, current, scale);
        double ofReference = reference.standardDeviation() * scale;
        double ofCurrent = current.standardDeviation() * scale;
        double pooled = Math.sqrt((n * ofReference * ofReference + m * ofCurrent * ofCurrent) / (n + m - 2));
        double d = difference == 0 ? 0 : difference / pooled;
        double g = d * (1 - 3 / (4 * (n + m) - 9));
        double error = Math.sqrt((n + m) / (n * m) + g * g / (2 * (n + m)));
        double margin = error * TDistribution.of(n + m - 2).inverseSurvivalProbability(TAIL);
        return new EffectSize("hedges-g", g, g - margin, g + margin);
    }

    /** P(current > reference) + P(equal) / 2, with the error of Brunner and Munzel (2000), as {@code rank_compare_2indep} of statsmodels. */
    static EffectSize superiority(NumericSample reference, NumericSample current) {
        RankSums ranks = Ties.ranks(reference, current);
        double n = ranks.n();
        double m = ranks.m();
        double p = (1 - ranks.excess() / n / m) / 2;
        double ofX = Math.max(0, ranks.squaresOfX() - n * p * p) / (n - 1) / n;
        double ofY = Math.max(0, ranks.squaresOfY() - m * p * p) / (m - 1) / m;
        double variance = ofX + ofY;
        double margin = 0;
        if (variance > 0) {
            double freedom = variance * variance / (ofX * ofX / (n - 1) + ofY * ofY / (m - 1));
            margin = Math.sqrt(variance) * TDistribution.of(freedom).inverseSurvivalProbability(TAIL);
        }
        return new EffectSize("superiority", p, Math.max(0, p - margin), Math.min(1, p + margin));
    }

    /** The interval by that of Dvoretzky, Kiefer and Wolfowitz for each distribution function, with Massart's constant (1990). */
    static EffectSize distance(NumericSample reference, NumericSample current) {
        double distance = KolmogorovSmirnov.distance(reference, current);
        double margin = band(reference.size()) + band(current.size());
        return new EffectSize("ks-distance", distance, Math.max(0, distance - margin), Math.min(1, distance + margin));
    }

    /** Half the width of the band, at half the probability of an error. */
    private static double band(double rows) {
        return Math.sqrt(Math.log(2 / TAIL) / (2 * rows));
    }

    /** The ratio of the variances, with the error of its logarithm for any distribution with a fourth moment (Bonett 2006, of two samples). */
    static EffectSize variances(NumericSample reference, NumericSample current) {
        double n = reference.size();
        double m = current.size();
        double ratio = Math.pow(current.standardDeviation() / reference.standardDeviation(), 2)
                * (m / (m - 1))
                * ((n - 1) / n);
        double error = Math.sqrt(errorOfLogarithm(reference) + errorOfLogarithm(current));
        double factor = Math.exp(error * NormalDistribution.of(0, 1).inverseSurvivalProbability(TAIL));
        return new EffectSize("variance-ratio", ratio, ratio / factor, ratio * factor);
    }

    /** The variance of the logarithm of a variance. */
    private static double errorOfLogarithm(NumericSample sample) {
        double n = sample.size();
        return (Moments.of(sample).kurtosis() - (n - 3) / n) / (n - 1);
    }

    /** The interval of the noncentrality of Pearson's statistic (Smithson 2003). */
    static EffectSize table(Bins bins) {
        double all = bins.referenceRows() + bins.currentRows();
        double statistic = ChiSquare.statistic(bins);
        double freedom = Math.max(1, bins.size() - 1.0);
        return new EffectSize(
                "cramers-v",
                Math.sqrt(statistic / all),
                Math.min(1, Math.sqrt(NoncentralChiSquared.shift(statistic, freedom, 1 - TAIL) / all)),
                Math.min(1, Math.sqrt(NoncentralChiSquared.shift(statistic, freedom, TAIL) / all)));
    }

    /** The interval of the noncentrality, in the scale of the index without a change. */
    static EffectSize psi(double index, Bins bins) {
        double scale = 1 / bins.referenceRows() + 1 / bins.currentRows();
        double freedom = Math.max(1, bins.size() - 1.0);
        return new EffectSize(
                "psi",
                index,
                scale * NoncentralChiSquared.shift(index / scale, freedom, 1 - TAIL),
                scale * NoncentralChiSquared.shift(index / scale, freedom, TAIL));
    }
}
