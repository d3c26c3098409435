package io.leeway.monitoring.drift;

/**
 * The square root of twice the area under the squared difference of two distribution functions (Szekely and Rizzo 2013), as
 * {@code energy_distance} in scipy. Its unit is the square root of the feature's.
 */
final class Energy {

    private Energy() {}

    static double distance(NumericSample before, NumericSample now, boolean normalised) {
        double scale = Scale.ifExtreme(before, now);
        double area = before instanceof ExactSample x && now instanceof ExactSample y
                ? y.pairWith(x).ranks().areaOfSquares()
                : Difference.of(before, now).areaOfSquares(scale);
        if (!normalised || area == 0) {
            return Math.sqrt(2 * area) / Math.sqrt(scale);
        }
        return Math.sqrt(2 * area / (before.standardDeviation() * scale));
    }
}
