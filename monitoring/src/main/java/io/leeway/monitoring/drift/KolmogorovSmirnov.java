package io.leeway.monitoring.drift;

import io.leeway.schema.FeatureType;

/**
 * The two-sample Kolmogorov-Smirnov test: the largest distance between two distribution functions.
 *
 * <p>Immutable and safe for use by several threads. Cost: sorting both samples, once each.
 */
public final class KolmogorovSmirnov implements DriftTest {

    /** The level below which the p-value says drift, unless chosen. */
    public static final double DEFAULT_ALPHA = 0.05;

    /** Rows that each sample needs. */
    public static final int MINIMUM_ROWS = 10;

    static final KolmogorovSmirnov DEFAULT = new KolmogorovSmirnov(DEFAULT_ALPHA);

    private final double alpha;

    private KolmogorovSmirnov(double alpha) {
        this.alpha = alpha;
    }

    /**
     * Sets the level below which the p-value says drift.
     *
     * @param level in (0, 1)
     * @return a new value
     * @throws IllegalArgumentException when the level lies outside (0, 1)
     */
    public KolmogorovSmirnov withAlpha(double level) {
        return new KolmogorovSmirnov(Options.level(level));
    }

    @Override
    public String name() {
        return "ks";
    }

    @Override
    public boolean supports(FeatureType type) {
        return type == FeatureType.NUMERIC;
    }

    @Override
    public DriftResult test(Sample reference, Sample current) {
        if (!(reference instanceof NumericSample before) || !(current instanceof NumericSample now)) {
            throw new IllegalArgumentException(
                    "KS compares numbers, not " + reference.type() + " with " + current.type());
        }
        if (before.size() < MINIMUM_ROWS || now.size() < MINIMUM_ROWS) {
            return DriftResult.insufficient(this, alpha, true, before, now);
        }
        double statistic = Difference.of(before, now).largest();
        return DriftResult.byLevel(this, statistic, pValue(statistic, before.size(), now.size()), alpha, before, now);
    }

    /** Kolmogorov's limit distribution. */
    private static double pValue(double d, double n, double m) {
        double x = d * Math.sqrt(n * m / (n + m));
        if (x < 0.2) {
            return 1;
        }
        double sum = 0;
        for (int k = 1; k <= 100; k++) {
            double term = Math.exp(-2.0 * k * k * x * x);
            sum += (k % 2 == 1 ? 2 : -2) * term;
            if (term < 1e-18) {
                break;
            }
        }
        return Math.min(1, Math.max(0, sum));
    }

    @Override
    public String toString() {
        return "ks at level " + alpha;
    }
}
