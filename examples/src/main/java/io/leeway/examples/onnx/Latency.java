package io.leeway.examples.onnx;

import io.leeway.examples.flights.Flight;
import io.leeway.model.TrainedModel;
import java.util.Arrays;
import java.util.List;

/** How long a model takes to score a flight, roughly: no benchmark, for one JVM runs everything here. */
final class Latency {
    private static final int WARM_UP = 20;
    private static final int ROUNDS = 41;
    private static final int FLIGHTS = 1_000;

    private Latency() {}

    /** The median over rounds of flights scored one by one, in nanoseconds a flight. */
    static double median(TrainedModel<Flight, ?> model, List<Flight> flights) {
        List<Flight> some = flights.subList(0, Math.min(FLIGHTS, flights.size()));
        double[] nanos = new double[ROUNDS];
        double sum = 0;
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            for (Flight each : some) {
                sum += model.score(each);
            }
            if (round >= 0) {
                nanos[round] = (double) (System.nanoTime() - begin) / some.size();
            }
        }
        if (Double.isNaN(sum)) {
            throw new IllegalStateException("a score is a number");
        }
        Arrays.sort(nanos);
        return nanos[ROUNDS / 2];
    }
}
