package io.leeway.benchmarks;

import io.leeway.monitoring.profile.Profiler;
import io.leeway.schema.Schema;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Profiles generated rows without an end in sight: the processor's time a value and the heap in use, every ten million rows. Making a row
 * is part of the time.
 */
public final class ProfileStream {
    private static final int REPORTED = 10_000_000;
    private static final int VALUES = 5;
    private static final String[] CARRIERS = {"AA", "B6", "DL", "EV", "MQ", "UA", "US", "WN"};

    private ProfileStream() {}

    private record Row(double a, double b, double c, int d, String carrier) {}

    /**
     * Prints a line for every ten million rows.
     *
     * @param arguments the number of rows; 100,000,000 if there is none
     */
    public static void main(String[] arguments) {
        long rows = arguments.length == 0 ? 100_000_000 : Long.parseLong(arguments[0]);
        SplittableRandom random = new SplittableRandom(1);
        Profiler<Row> profiler = Profiler.of(Schema.of(Row.class));
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (long row = 1; row <= rows; row++) {
            double uniform = random.nextDouble();
            profiler.add(new Row(
                    uniform,
                    1 / (1 - uniform),
                    random.nextDouble() - 0.5,
                    random.nextInt(1_000),
                    CARRIERS[random.nextInt(CARRIERS.length)]));
            if (row % REPORTED == 0) {
                long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                String work = row / 1_000_000 + " M rows";
                new Measured("stream", work, "Leeway", (double) (end - start) / REPORTED / VALUES, "ns a value")
                        .print();
                System.gc();
                long used =
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
                System.out.printf(
                        Locale.ROOT,
                        "%s: heap in use %.1f MB, profile %.1f kB%n",
                        work,
                        used / 1e6,
                        profiler.profile().toBytes().length / 1e3);
                start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            }
        }
        Reference.reachabilityFence(profiler);
    }
}
