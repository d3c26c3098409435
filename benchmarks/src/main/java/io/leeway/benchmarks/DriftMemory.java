package io.leeway.benchmarks;

import io.leeway.data.Columns;
import io.leeway.monitoring.drift.DriftDetector;
import io.leeway.monitoring.drift.DriftTests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Finds the least heap in which KS and PSI of raw columns succeed, less the least in which the data alone fit: memory beyond the data. */
public final class DriftMemory {

    /** In MB: what is less cannot be told from nothing. */
    private static final int STEP = 4;

    private DriftMemory() {}

    /**
     * Prints the difference in MB, at least {@link #STEP}.
     *
     * @param arguments the number of rows and of columns; with {@code data} or {@code compare} behind, one try
     * @throws IOException if a JVM cannot be started
     * @throws InterruptedException if interrupted while one runs
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rows = Integer.parseInt(arguments[0]);
        int columns = Integer.parseInt(arguments[1]);
        if (arguments.length > 2) {
            attempt(rows, columns, arguments[2].equals("compare"));
            return;
        }
        int data = 2 * 8 * rows / 1_000_000 * columns;
        int alone = least(rows, columns, "data", data);
        int compared = least(rows, columns, "compare", alone);
        String work = String.format(Locale.ROOT, "%,d x %d", rows, columns).replace(',', ' ');
        new Measured("memory", work, "Leeway", Math.max(STEP, compared - alone), "MB").print();
    }

    /** To {@link #STEP}. */
    private static int least(int rows, int columns, String what, int from) throws IOException, InterruptedException {
        int tooSmall = from / 2;
        int enough = 4 * from + 256;
        while (enough - tooSmall > STEP) {
            int middle = (tooSmall + enough) / 2;
            if (fits(rows, columns, what, middle)) {
                enough = middle;
            } else {
                tooSmall = middle;
            }
        }
        return enough;
    }

    private static boolean fits(int rows, int columns, String what, int megabytes)
            throws IOException, InterruptedException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + megabytes + "m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                DriftMemory.class.getName(),
                "" + rows,
                "" + columns,
                what);
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private static void attempt(int rows, int columns, boolean compare) {
        Columns reference = columns(rows, columns, 1, 0);
        Columns current = columns(rows, columns, 1_000, 0.01);
        if (compare) {
            DriftDetector.of(DriftTests.ks(), DriftTests.psi()).compare(reference, current);
        }
        System.out.println(reference.rows() + current.rows());
    }

    private static Columns columns(int rows, int columns, long seed, double shift) {
        Columns.Builder all = Columns.builder();
        for (int i = 0; i < columns; i++) {
            all.numbers("column " + i, KolmogorovSmirnovBenchmark.Draw.values("normal", rows, seed + i, shift));
        }
        return all.build();
    }
}
