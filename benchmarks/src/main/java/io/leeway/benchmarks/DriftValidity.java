package io.leeway.benchmarks;

import io.leeway.monitoring.drift.CountTest;
import io.leeway.monitoring.drift.DriftTest;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.drift.NumericTest;
import io.leeway.monitoring.drift.PValueMethod;
import io.leeway.monitoring.drift.ShareDistance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * False alarms of a budget of one a year over twelve features that never change, for each test with a p-value and for all together, by rows a week.
 *
 * <p>Each year is drawn from its own number and kept in a file when it ends: a simulation that was stopped goes on where it was, and years of several runs
 * add up.
 */
public final class DriftValidity {

    /** The standard normal quantile of 0.99. */
    private static final double UPPER = 2.326;

    private DriftValidity() {}

    /**
     * Simulates the years that the file does not have yet, then prints for each test alarmed weeks a year and their upper limit (one-sided, 99%).
     *
     * @param arguments a file, years, rows a week, {@code raw} or {@code profiles}, and the names of tests, all if there is none
     * @throws IOException if the file cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        int years = Integer.parseInt(arguments[1]);
        int rows = Integer.parseInt(arguments[2]);
        String kind = arguments[3];
        List<String> names = Arrays.asList(arguments).subList(4, arguments.length);
        List<DriftTest> tests = DriftTests.all().stream()
                .filter(DriftValidity::hasPValue)
                .filter(test -> names.isEmpty() || names.contains(test.name()))
                .toList();
        ValidityYears finished = ValidityYears.read(Path.of(arguments[0]), kind, rows);
        ValidityYear year = new ValidityYear(
                tests, names.isEmpty() ? "all" : String.join("+", names), rows, kind.equals("profiles"));
        for (int number = 0; number < years; number++) {
            if (!finished.has(number, year.names())) {
                finished.add(number, year.alarms(number));
            }
        }
        for (String name : year.names()) {
            System.out.println(line(name, finished.alarms(name)));
        }
    }

    private static String line(String name, int[] alarms) {
        double mean = Arrays.stream(alarms).average().orElse(Double.NaN);
        double squares = Arrays.stream(alarms)
                .mapToDouble(each -> (each - mean) * (each - mean))
                .sum();
        double error = Math.sqrt(squares / (alarms.length - 1) / alarms.length);
        return String.format(Locale.ROOT, "%-18s %5d years %.3f %.3f", name, alarms.length, mean, mean + UPPER * error);
    }

    static boolean hasPValue(DriftTest test) {
        return test instanceof NumericTest
                || test instanceof CountTest
                || test.name().equals("psi");
    }

    static DriftTest asymptotic(DriftTest test) {
        if (test instanceof NumericTest numbers) {
            return numbers.withMethod(PValueMethod.ASYMPTOTIC);
        }
        return test instanceof CountTest counts
                ? counts.withMethod(PValueMethod.ASYMPTOTIC)
                : ((ShareDistance) test).withMethod(PValueMethod.ASYMPTOTIC);
    }
}
