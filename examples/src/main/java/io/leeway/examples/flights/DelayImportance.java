package io.leeway.examples.flights;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Weights labels by how unlikely it was that they had come as early as they did: the inverse of the share of earlier flights of the same class whose label had
 * come within the same time. A label of weight w is learnt w times, on average.
 */
final class DelayImportance {
    private static final long FIRST_COPY = 1L << 41;

    private final double most;
    private final double[][] delays = new double[2][];
    private final SplittableRandom random = new SplittableRandom(1);
    private long next = FIRST_COPY;

    /**
     * Learns the delays.
     *
     * @param until of flights before this time
     * @param most the most that a label weighs; 1 weights none
     */
    DelayImportance(Year year, Instant until, double most) {
        this.most = most;
        for (int late = 0; late < 2; late++) {
            boolean wanted = late == 1;
            delays[late] = IntStream.range(0, year.size())
                    .mapToObj(year::flight)
                    .filter(flight -> flight.scheduled().isBefore(until) && flight.late() == wanted)
                    .mapToDouble(DelayImportance::delay)
                    .sorted()
                    .toArray();
        }
    }

    private static double delay(Flight flight) {
        return Duration.between(flight.scheduled(), flight.arrived()).toMinutes();
    }

    /** How often more than once a label is learnt. */
    int copies(Flight flight) {
        double[] of = delays[flight.late() ? 1 : 0];
        int found = Arrays.binarySearch(of, delay(flight));
        double come = Math.max(1, found < 0 ? -found - 1 : found) / (double) of.length;
        double more = Math.min(most, 1 / come) - 1;
        int copies = (int) more;
        return copies + (random.nextDouble() < more - copies ? 1 : 0);
    }

    /** The id of a copy. */
    long id() {
        return next++;
    }
}
