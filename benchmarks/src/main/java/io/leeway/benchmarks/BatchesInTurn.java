package io.leeway.benchmarks;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Measures the batches of {@link OnnxBenchmark} in turn in one JVM, a few milliseconds each, thousands of times.
 *
 * <p>JMH measures one benchmark after the other in JVMs of their own. On a shared machine the speed changes by a tenth from one second to the
 * next, which is what is to be told apart here; calls that take turns meet the same machine.
 */
public final class BatchesInTurn {
    private static final String PLAIN = "plain call, by the record's accessors";
    private static final int CALLS = 3;
    private static final int WARM_UP = 3_000;

    private BatchesInTurn() {}

    /** A batch of 2,000 rows. */
    private interface Batch {
        Object score() throws OrtException;
    }

    /**
     * Prints the quartiles of each batch, in nanoseconds a row, and the ratio of the medians to that of the plain call.
     *
     * @param arguments the number of rounds; 2,000 if there is none
     * @throws IOException if the flights or the models cannot be read
     * @throws OrtException if ONNX Runtime fails
     */
    public static void main(String[] arguments) throws IOException, OrtException {
        int rounds = arguments.length == 0 ? 2_000 : Integer.parseInt(arguments[0]);
        OnnxBenchmark benchmark = new OnnxBenchmark();
        benchmark.setUp();
        Map<String, Batch> batches = new LinkedHashMap<>();
        batches.put("plain call, matrix filled already", benchmark::networkPlainBatchFilled);
        batches.put(PLAIN, benchmark::networkPlainBatch);
        batches.put("plain call, by the schema's accessors", benchmark::networkPlainBatchBySchema);
        batches.put("scoreAll of a live model", benchmark::networkLiveBatch);
        batches.put("predictAll of a live model", benchmark::networkLivePredictAll);
        Map<String, double[]> nanos = measure(batches, rounds);
        double plain = quantile(Objects.requireNonNull(nanos.get(PLAIN)), 0.5);
        nanos.forEach((name, each) -> System.out.printf(
                Locale.ROOT,
                "%-40s %6.1f %6.1f %6.1f  ratio %.3f%n",
                name,
                quantile(each, 0.25),
                quantile(each, 0.5),
                quantile(each, 0.75),
                quantile(each, 0.5) / plain));
        benchmark.tearDown();
    }

    private static Map<String, double[]> measure(Map<String, Batch> batches, int rounds) throws OrtException {
        Map<String, double[]> nanos = new LinkedHashMap<>();
        batches.keySet().forEach(each -> nanos.put(each, new double[rounds]));
        int results = 0;
        for (int round = -WARM_UP; round < rounds; round++) {
            for (Map.Entry<String, Batch> each : batches.entrySet()) {
                long begin = System.nanoTime();
                for (int call = 0; call < CALLS; call++) {
                    // Used below, so that no call is dropped.
                    results += each.getValue().score().hashCode() & 1;
                }
                if (round >= 0) {
                    Objects.requireNonNull(nanos.get(each.getKey()))[round] =
                            (System.nanoTime() - begin) / (double) (CALLS * OnnxBenchmark.ROWS);
                }
            }
        }
        if (results < 0) {
            throw new IllegalStateException("more results than an int counts");
        }
        nanos.values().forEach(Arrays::sort);
        return nanos;
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) (share * (sorted.length - 1))];
    }
}
