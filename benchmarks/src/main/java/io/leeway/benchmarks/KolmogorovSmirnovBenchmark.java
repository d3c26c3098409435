package io.leeway.benchmarks;

import io.leeway.monitoring.drift.DriftTests;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The statistic of the two-sample Kolmogorov-Smirnov test, from two unsorted arrays. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class KolmogorovSmirnovBenchmark {

    /** Values in each sample. */
    @Param({"100000", "1000000"})
    public int size;

    /** What they look like. */
    @Param({"normal", "lognormal", "tied"})
    public String values;

    private double[] reference = {};
    private double[] current = {};

    /** Draws the samples. */
    @Setup
    public void draw() {
        reference = Draw.values(values, size, 1, 0);
        current = Draw.values(values, size, 2, 0.01);
    }

    /** Leeway. */
    @Benchmark
    public double leeway() {
        return DriftTests.ks().statistic(reference, current);
    }

    /** Commons Math 3. */
    @Benchmark
    public double commonsMath() {
        return new KolmogorovSmirnovTest().kolmogorovSmirnovStatistic(reference, current);
    }

    /** Commons Statistics. */
    @Benchmark
    public double commonsStatistics() {
        return org.apache.commons.statistics.inference.KolmogorovSmirnovTest.withDefaults()
                .statistic(reference, current);
    }

    /** Samples of several shapes. */
    static final class Draw {

        private Draw() {}

        static double[] values(String shape, int n, long seed, double shift) {
            java.util.Random random = new java.util.Random(seed);
            SplittableRandom uniform = new SplittableRandom(seed);
            double[] drawn = new double[n];
            for (int i = 0; i < n; i++) {
                drawn[i] = switch (shape) {
                    case "normal" -> random.nextGaussian() + shift;
                    case "lognormal" -> Math.exp(2 * random.nextGaussian() + shift);
                    case "tied" -> Math.floor(uniform.nextDouble() * uniform.nextDouble() * 50 + shift);
                    default -> throw new IllegalArgumentException(shape);
                };
            }
            return drawn;
        }
    }
}
