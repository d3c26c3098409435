package io.leeway.benchmarks;

import io.leeway.monitoring.change.Adwin;
import io.leeway.monitoring.change.ChangeDetectors;
import io.leeway.monitoring.change.PageHinkley;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import moa.classifiers.core.driftdetection.ADWIN;
import moa.classifiers.core.driftdetection.PageHinkleyDM;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One value after another through the detectors of Leeway and of MOA: steady noise, so that windows grow long. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ChangeDetectorBenchmark {

    private static final int VALUES = 100_000;

    private double[] values = {};

    /** Draws the stream. */
    @Setup
    public void draw() {
        values = new SplittableRandom(1).doubles(VALUES).toArray();
    }

    /** Leeway's ADWIN. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public Object adwinLeeway() {
        Adwin adwin = ChangeDetectors.adwin();
        for (double value : values) {
            adwin.update(value);
        }
        return adwin;
    }

    /** MOA's ADWIN. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public Object adwinMoa() {
        ADWIN adwin = new ADWIN(0.002);
        for (double value : values) {
            adwin.setInput(value);
        }
        return adwin;
    }

    /** Leeway's Page-Hinkley. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public Object pageHinkleyLeeway() {
        PageHinkley detector = ChangeDetectors.pageHinkley();
        for (double value : values) {
            detector.update(value);
        }
        return detector;
    }

    /** MOA's Page-Hinkley, which looks in one direction only. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public Object pageHinkleyMoa() {
        PageHinkleyDM detector = new PageHinkleyDM();
        for (double value : values) {
            detector.input(value);
        }
        return detector;
    }
}
