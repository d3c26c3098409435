package io.leeway.monitoring.drift;

import io.leeway.monitoring.statistics.KolmogorovDistribution;
import io.leeway.monitoring.statistics.SmirnovPaths;

/** The largest distance between two distribution functions, and its p-value as {@code ks_2samp} in scipy gives it. */
final class KolmogorovSmirnov {

    /** Rows of the larger sample up to which {@link PValueMethod#AUTO} is exact. */
    static final int MAXIMUM_ROWS_EXACT = 10_000;

    private KolmogorovSmirnov() {}

    static Significance significance(NumericSample reference, NumericSample current, PValueMethod method) {
        return significance(distance(reference, current), reference.size(), current.size(), method);
    }

    static double distance(NumericSample before, NumericSample now) {
        return before instanceof ExactSample x && now instanceof ExactSample y
                ? y.pairWith(x).distance()
                : Difference.of(before, now).largest();
    }

    /** The p-value of a distance of n and m rows, at least one each. */
    static Significance significance(double distance, long n, long m, PValueMethod method) {
        long common = SmirnovPaths.gcd(n, m);
        long steps = n / common * m;
        boolean exact = method == PValueMethod.EXACT
                        && Math.max(n, m) <= Integer.MAX_VALUE
                        && steps / common < Integer.MAX_VALUE
                || method == PValueMethod.AUTO && Math.max(n, m) <= MAXIMUM_ROWS_EXACT;
        if (exact) {
            return Significance.exact(
                    distance, SmirnovPaths.probabilityOfAtLeast(Math.round(distance * steps), (int) n, (int) m));
        }
        double values = Math.max(1, Math.rint((double) n * m / ((double) n + m)));
        return Significance.asymptotic(distance, KolmogorovDistribution.survival(distance, (long) values));
    }
}
