package io.leeway.monitoring.drift;

import io.leeway.monitoring.statistics.TiedSamples;

/** The third and fourth standardised moments of a sample; the values of a profile are taken to be in the middle of their buckets. */
record Moments(double skewness, double kurtosis) {

    /** Of a sample; both are 0 if it is constant. */
    static Moments of(NumericSample sample) {
        if (sample instanceof ExactSample exact) {
            return exact.standardDeviation() == 0
                    ? new Moments(0, 0)
                    : new Moments(exact.moments().skewness(), exact.moments().kurtosis());
        }
        TiedSamples middles = Ties.of(sample, sample);
        double[] values = middles.points();
        double[] counts = middles.x();
        double scale = Scale.of(sample, sample);
        double n = 0;
        double mean = 0;
        for (int i = 0; i < values.length; i++) {
            n += counts[i];
            mean += counts[i] * (values[i] * scale);
        }
        mean /= n;
        double second = 0;
        double third = 0;
        double fourth = 0;
        for (int i = 0; i < values.length; i++) {
            double off = values[i] * scale - mean;
            second += counts[i] * off * off;
            third += counts[i] * off * off * off;
            fourth += counts[i] * off * off * off * off;
        }
        double variance = second / n;
        return variance > 0
                ? new Moments(third / n / Math.pow(variance, 1.5), fourth / n / (variance * variance))
                : new Moments(0, 0);
    }
}
