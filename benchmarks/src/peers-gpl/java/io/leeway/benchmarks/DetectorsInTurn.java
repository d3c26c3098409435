package io.leeway.benchmarks;

import io.leeway.monitoring.change.BaseDetector;
import io.leeway.monitoring.change.ChangeDetectors;
import io.leeway.monitoring.change.ChangeState;
import io.leeway.monitoring.change.Direction;
import io.leeway.monitoring.change.Input;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import moa.classifiers.core.driftdetection.ADWIN;
import moa.classifiers.core.driftdetection.AbstractChangeDetector;
import moa.classifiers.core.driftdetection.CusumDM;
import moa.classifiers.core.driftdetection.DDM;
import moa.classifiers.core.driftdetection.EDDM;
import moa.classifiers.core.driftdetection.EWMAChartDM;
import moa.classifiers.core.driftdetection.HDDM_A_Test;
import moa.classifiers.core.driftdetection.HDDM_W_Test;
import moa.classifiers.core.driftdetection.PageHinkleyDM;
import moa.classifiers.core.driftdetection.RDDM;
import moa.classifiers.core.driftdetection.STEPD;
import moa.classifiers.core.driftdetection.SeqDrift2ChangeDetector;

/**
 * Each detector of Leeway and its namesake of MOA by turns, in five JVMs of their own, by the time of the processor that the thread took: the
 * ratios hold where other processes take the processor away. Detectors of errors see errors at a rate of a fifth, the others uniform
 * noise, in each round other ones: the processor would foresee the errors of a stream that comes again. Prints medians in nanoseconds
 * a value.
 */
public final class DetectorsInTurn {
    private static final int VALUES = 100_000;
    private static final int ROUNDS = 41;
    private static final int JVMS = 5;
    private static final int WARM_UP = 20;
    private static final long WARM_UP_NANOS = 1_500_000_000;
    private static final double ERROR_RATE = 0.2;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Map<String, Supplier<AbstractChangeDetector>> MOA = moa();

    private static long changes;

    private DetectorsInTurn() {}

    private static Map<String, Supplier<AbstractChangeDetector>> moa() {
        Map<String, Supplier<AbstractChangeDetector>> all = new LinkedHashMap<>();
        all.put("page-hinkley", PageHinkleyDM::new);
        all.put("cusum", CusumDM::new);
        all.put("ecdd", EWMAChartDM::new);
        all.put("ddm", DDM::new);
        all.put("eddm", EDDM::new);
        all.put("rddm", RDDM::new);
        all.put("hddm-a", () -> {
            HDDM_A_Test detector = new HDDM_A_Test();
            detector.oneSidedTestOption.setChosenIndex(0);
            return detector;
        });
        all.put("hddm-w", HDDM_W_Test::new);
        all.put("stepd", STEPD::new);
        all.put("seq-drift2", SeqDrift2ChangeDetector::new);
        return all;
    }

    /**
     * Prints the medians of several JVMs for each detector, or those of this JVM for the one that is named.
     *
     * @param arguments none, or a detector's name
     * @throws IOException if a JVM cannot be started
     * @throws InterruptedException if interrupted while one runs
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 1) {
            measure(arguments[0]);
            return;
        }
        for (String name : ChangeDetectors.names()) {
            double[][] times = new double[JVMS][];
            for (int i = 0; i < JVMS; i++) {
                times[i] = inAJvm(name);
            }
            print(name, "Leeway", times, 0);
            if (hasPeer(name)) {
                print(name, "MOA", times, 1);
            }
        }
    }

    private static void print(String name, String library, double[][] times, int which) {
        double[] each = Arrays.stream(times).mapToDouble(time -> time[which]).sorted().toArray();
        new Measured("detectors", name, library, each[JVMS / 2], "ns a value").print();
    }

    private static double[] inAJvm(String name) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DetectorsInTurn.class.getName(),
                        name)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(name + " failed: " + line);
        }
        return Arrays.stream(line.trim().split(" "))
                .skip(1)
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static boolean hasPeer(String name) {
        return name.equals("adwin") || MOA.containsKey(name);
    }

    private static BaseDetector leeway(String name) {
        // MOA's CUSUM looks upwards only.
        return name.equals("cusum")
                ? ChangeDetectors.cusum().withDirection(Direction.UP)
                : ChangeDetectors.named(name);
    }

    private static double[] values(String name, long seed) {
        double[] values = new SplittableRandom(seed).doubles(VALUES).toArray();
        if (leeway(name).input() != Input.NUMBERS) {
            for (int i = 0; i < VALUES; i++) {
                values[i] = values[i] < ERROR_RATE ? 1 : 0;
            }
        }
        return values;
    }

    private static void measure(String name) {
        boolean peer = hasPeer(name);
        double[] leeway = new double[ROUNDS];
        double[] moa = new double[ROUNDS];
        long begin = THREADS.getCurrentThreadCpuTime();
        int round = -WARM_UP;
        for (long seed = 0; round < ROUNDS; seed++) {
            double[] values = values(name, seed);
            long start = THREADS.getCurrentThreadCpuTime();
            ours(leeway(name), values);
            long middle = THREADS.getCurrentThreadCpuTime();
            if (peer) {
                theirs(name, values);
            }
            long end = THREADS.getCurrentThreadCpuTime();
            if (round >= 0) {
                leeway[round] = (double) (middle - start) / VALUES;
                moa[round] = (double) (end - middle) / VALUES;
            }
            if (round != -1 || end - begin > WARM_UP_NANOS) {
                round++;
            }
        }
        Arrays.sort(leeway);
        Arrays.sort(moa);
        System.out.printf(Locale.ROOT, "%s %.2f %.2f%n", name, leeway[ROUNDS / 2], moa[ROUNDS / 2]);
        if (changes < 0) {
            throw new IllegalStateException();
        }
    }

    private static void ours(BaseDetector detector, double[] values) {
        for (double value : values) {
            if (detector.update(value) == ChangeState.CHANGE) {
                changes++;
            }
        }
    }

    private static void theirs(String name, double[] values) {
        if (name.equals("adwin")) {
            ADWIN adwin = new ADWIN(0.002);
            for (double value : values) {
                if (adwin.setInput(value)) {
                    changes++;
                }
            }
            return;
        }
        AbstractChangeDetector detector = MOA.get(name).get();
        for (double value : values) {
            detector.input(value);
            if (detector.getChange()) {
                changes++;
            }
        }
    }
}
