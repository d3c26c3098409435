package io.leeway.benchmarks;

import io.leeway.monitoring.drift.DriftTests;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
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

/** The population stability index with ten bins of equal shares of the reference; no library has one, so the peer is what people write. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class PsiBenchmark {

    /** Values in each sample. */
    @Param({"100000", "1000000"})
    public int size;

    private double[] reference = {};
    private double[] current = {};

    /** Draws the samples. */
    @Setup
    public void draw() {
        reference = KolmogorovSmirnovBenchmark.Draw.values("normal", size, 1, 0);
        current = KolmogorovSmirnovBenchmark.Draw.values("normal", size, 2, 0.01);
    }

    /** Leeway, from two unsorted arrays. */
    @Benchmark
    public double leeway() {
        return DriftTests.psi().statistic(reference, current);
    }

    /** Quantiles by Commons Math 3, then a binary search for each value. */
    @Benchmark
    public double commonsMath() {
        Percentile percentile = new Percentile();
        percentile.setData(reference);
        double[] limits = new double[9];
        for (int i = 0; i < 9; i++) {
            limits[i] = percentile.evaluate(10 * (i + 1));
        }
        double[] before = shares(limits, reference);
        double[] now = shares(limits, current);
        double sum = 0;
        for (int i = 0; i < before.length; i++) {
            sum += (now[i] - before[i]) * Math.log(now[i] / before[i]);
        }
        return sum;
    }

    private static double[] shares(double[] limits, double[] values) {
        double[] shares = new double[limits.length + 1];
        for (double value : values) {
            int place = Arrays.binarySearch(limits, value);
            shares[place < 0 ? -place - 1 : place] += 1.0 / values.length;
        }
        return shares;
    }
}
