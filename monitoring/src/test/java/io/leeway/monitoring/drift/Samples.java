package io.leeway.monitoring.drift;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** The samples that {@code drift_fixtures.py} describes, from the same numbers by the same operations. */
final class Samples {

    private static final Map<String, double[]> KNOWN = new ConcurrentHashMap<>();

    private Samples() {}

    /** From a text {@code kind:seed:n:scale:shift}; the array is shared. */
    static double[] of(String description) {
        return KNOWN.computeIfAbsent(description, Samples::made);
    }

    /** How many of so many rows fall into each of four categories, whose shares are given. */
    static Sample counts(double[] shares, long rows, SplittableRandom random) {
        long[] counts = new long[shares.length];
        for (long i = 0; i < rows; i++) {
            double u = random.nextDouble();
            int k = 0;
            while (k < shares.length - 1 && u >= shares[k]) {
                u -= shares[k++];
            }
            counts[k]++;
        }
        return Sample.ofCounts(Map.of("a", counts[0], "b", counts[1], "c", counts[2], "d", counts[3]));
    }

    private static double[] made(String description) {
        String[] parts = description.split(":");
        long seed = Long.parseLong(parts[1]);
        double scale = Double.parseDouble(parts[3]);
        double shift = Double.parseDouble(parts[4]);
        double[] values = of(parts[0], seed, Integer.parseInt(parts[2]));
        return Arrays.stream(values).map(x -> x * scale + shift).toArray();
    }

    private static double[] of(String kind, long seed, int n) {
        double[] u = uniforms(seed, n);
        return switch (kind) {
            case "uniform" -> u;
            case "bell" -> bell(seed, n);
            case "pareto" -> each(n, i -> 1.0 / (1.0 - u[i]));
            case "wild" -> each(n, i -> 1.0 / (1.0 - u[i]) * (1.0 / (1.0 - u[i])));
            case "dice" -> each(n, i -> Math.floor(u[i] * 6.0));
            case "coin" -> each(n, i -> Math.floor(u[i] + 0.3));
            case "constant" -> each(n, i -> 1.0);
            case "cents" -> {
                double[] bell = bell(seed, n);
                yield each(n, i -> Math.floor(bell[i] * 100.0));
            }
            case "ratio" -> {
                double[] above = bell(seed, n);
                double[] below = bell(seed + 1000, n);
                yield each(n, i -> above[i] / below[i]);
            }
            case "holes" -> {
                double[] bell = bell(seed, n);
                yield each(n, i -> u[i] < 0.05 ? Double.NaN : u[i] < 0.1 ? Double.POSITIVE_INFINITY : bell[i]);
            }
            case "zeros" -> {
                double[] bell = bell(seed + 1000, n);
                yield each(n, i -> u[i] < 0.6 ? 0.0 : bell[i]);
            }
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static double[] each(int n, java.util.function.IntToDoubleFunction value) {
        return IntStream.range(0, n).mapToDouble(value).toArray();
    }

    static double[] uniforms(long seed, int n) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            long z = seed + (i + 1) * 0x9E3779B97F4A7C15L;
            z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
            z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
            z = z ^ (z >>> 31);
            values[i] = (z >>> 11) * 0x1p-53;
        }
        return values;
    }

    private static double[] bell(long seed, int n) {
        double[] u = uniforms(seed, 12 * n);
        return each(n, i -> {
            double sum = 0;
            for (int k = 0; k < 12; k++) {
                sum += u[12 * i + k];
            }
            return sum - 6.0;
        });
    }
}
