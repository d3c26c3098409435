package io.leeway.monitoring.drift;

/** The area between two distribution functions (Vallender 1974), as {@code wasserstein_distance} in scipy. */
final class Wasserstein {

    private Wasserstein() {}

    static double distance(NumericSample before, NumericSample now, boolean normalised) {
        double scale = Scale.ifExtreme(before, now);
        double distance = before instanceof ExactSample x && now instanceof ExactSample y
                ? y.pairWith(x).ranks().area()
                : Difference.of(before, now).area(scale);
        if (!normalised || distance == 0) {
            return distance / scale;
        }
        return distance / (before.standardDeviation() * scale);
    }
}
