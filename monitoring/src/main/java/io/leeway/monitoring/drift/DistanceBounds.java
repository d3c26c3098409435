package io.leeway.monitoring.drift;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Limits between which the distance of two distribution functions lies, whatever the values are inside the profiles' buckets. */
final class DistanceBounds {

    private DistanceBounds() {}

    static KolmogorovSmirnov.Bounds of(NumericSample reference, NumericSample current) {
        double[] points = DoubleStream.concat(Arrays.stream(reference.support()), Arrays.stream(current.support()))
                .sorted()
                .distinct()
                .toArray();
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
        return new KolmogorovSmirnov.Bounds(lower, upper);
    }
}
