package io.leeway.monitoring.drift;

import io.leeway.schema.FeatureType;
import java.util.OptionalDouble;

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
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("a level lies between 0 and 1, was " + level);
        }
        return new KolmogorovSmirnov(level);
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
        boolean approximate = reference.isApproximate() || current.isApproximate();
        boolean enough = before.size() >= MINIMUM_ROWS && now.size() >= MINIMUM_ROWS;
        double statistic = enough ? distance(before, now) : Double.NaN;
        OptionalDouble p =
                enough ? OptionalDouble.of(pValue(statistic, before.size(), now.size())) : OptionalDouble.empty();
        Verdict verdict =
                p.isEmpty() ? Verdict.INSUFFICIENT_DATA : p.getAsDouble() <= alpha ? Verdict.DRIFT : Verdict.STABLE;
        return new DriftResult(name(), statistic, p, alpha, true, verdict, before.size(), now.size(), approximate);
    }

    private static double distance(NumericSample before, NumericSample now) {
        double largest = 0;
        for (NumericSample each : new NumericSample[] {before, now}) {
            for (double x : each.support()) {
                largest = Math.max(largest, Math.abs(before.cdf(x) - now.cdf(x)));
            }
        }
        return largest;
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
