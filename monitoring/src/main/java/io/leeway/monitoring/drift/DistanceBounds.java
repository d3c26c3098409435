package io.leeway.monitoring.drift;

/**
 * Limits of the Kolmogorov-Smirnov distance of two samples of which at least one may be a profile.
 *
 * @param lower the distance is at least this, in [0, 1]
 * @param upper the distance is at most this, in [0, 1]
 */
public record DistanceBounds(double lower, double upper) {

    /**
     * Returns the limits of the distance of two samples. They are equal if all numbers are known. If a sample is a
     * profile, the distance lies between them wherever the numbers are within their buckets, and so does the statistic
     * of {@link DriftTests#ks()}. The limits differ by at most twice the sum of the largest bucket shares of both
     * samples.
     *
     * @param reference at least one number
     * @param current at least one number
     * @return the limits
     */
    public static DistanceBounds of(NumericSample reference, NumericSample current) {
        if (reference instanceof ExactSample && current instanceof ExactSample) {
            double distance = KolmogorovSmirnov.distance(reference, current);
            return new DistanceBounds(distance, distance);
        }
        double[] points = Points.union(reference.support(), current.support());
        double lower = 0;
        double upper = 0;
        for (double point : points) {
            // What may be in a bucket changes at its limits and just above them.
            for (double x : new double[] {Math.nextDown(point), point, Math.nextUp(point)}) {
                double up = reference.mostAtMost(x) - current.leastAtMost(x);
                double down = current.mostAtMost(x) - reference.leastAtMost(x);
                upper = Math.max(upper, Math.max(up, down));
                lower = Math.max(
                        lower,
                        Math.max(
                                reference.leastAtMost(x) - current.mostAtMost(x),
                                current.leastAtMost(x) - reference.mostAtMost(x)));
            }
        }
        return new DistanceBounds(lower, upper);
    }
}
