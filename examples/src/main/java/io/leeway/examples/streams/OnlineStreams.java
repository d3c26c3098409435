package io.leeway.examples.streams;

import io.leeway.examples.flights.Flight;
import io.leeway.examples.flights.Year;
import io.leeway.online.OnlineAlgorithm;
import io.leeway.online.OnlineModel;
import io.leeway.pipeline.Pipeline;
import io.leeway.schema.Schema;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Lets models that begin with nothing live through three streams, each label known at once, and prints their error and their processor time, from
 * the first row of a cold JVM on; {@code examples/python/online_river.py} compares both with River's.
 */
public final class OnlineStreams {
    /** As {@code online_river.py} calls them. */
    static final Map<String, OnlineAlgorithm> ALGORITHMS = new LinkedHashMap<>();

    static {
        ALGORITHMS.put("SGD(0.005)", OnlineAlgorithm.sgd().withRate(0.005));
        ALGORITHMS.put("AdaGrad(0.05)", OnlineAlgorithm.adaGrad().withRate(0.05));
        ALGORITHMS.put("FTRL-Proximal", OnlineAlgorithm.ftrlProximal().withPenalties(0.1, 1));
        ALGORITHMS.put(
                "passive-aggressive(0.01)", OnlineAlgorithm.passiveAggressive().withAggressiveness(0.01));
    }

    /** A short stream is lived through several times, each time by a new model, until so many rows are learnt; the mean time counts. */
    private static final int ROWS = 200_000;

    private OnlineStreams() {}

    /**
     * Prints one line for each stream and algorithm: both names, rows, log loss, seconds.
     *
     * @param args none
     * @throws IOException if the streams cannot be read
     */
    public static void main(String[] args) throws IOException {
        if (args.length > 0) {
            System.err.println("usage: see ./examples/online-river");
            System.exit(2);
            return;
        }
        Year year = Year.read();
        List<Flight> flights =
                IntStream.range(0, year.size()).mapToObj(year::flight).toList();
        run("flights", Flight.SCHEMA, flights);
        run("storms", Storm.SCHEMA, DelayedStream.storms().rows());
        run("weather", WeatherHour.SCHEMA, DelayedStream.weather().rows());
    }

    private static <R> void run(String name, Schema<R> schema, List<R> rows) {
        int passes = Math.max(1, ROWS / rows.size());
        ALGORITHMS.forEach((called, algorithm) -> {
            double loss = 0;
            long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (int pass = 0; pass < passes; pass++) {
                OnlineModel<R> model =
                        Pipeline.online(name, schema).algorithm(algorithm).build();
                for (R row : rows) {
                    model.learn(row);
                }
                loss = model.standing().metric("logLoss");
            }
            double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin) / 1e9 / passes;
            System.out.printf(Locale.ROOT, "%s\t%s\t%d\t%.6f\t%.4f%n", name, called, rows.size(), loss, seconds);
        });
    }
}
