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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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
     * Simulates the years that the file does not have yet, then prints for each test alarmed weeks a year, their upper limit (one-sided, 99%) and the number of
     * years. Of a file alone it prints all of them as a table.
     *
     * @param arguments a file, years, rows a week, {@code raw} or {@code profiles}, and the name of a test, all if there is none
     * @throws IOException if the file cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        if (arguments.length == 1) {
            printTable(file);
            return;
        }
        int years = Integer.parseInt(arguments[1]);
        int rows = Integer.parseInt(arguments[2]);
        String kind = arguments[3];
        boolean areProfiles = kind.equals("profiles");
        List<DriftTest> tests =
                DriftTests.all().stream().filter(DriftValidity::hasPValue).toList();
        ValidityYear all = new ValidityYear(tests, "all", rows, areProfiles);
        ValidityYear year = arguments.length < 5 ? all : new ValidityYear(only(tests, arguments[4]), rows, areProfiles);
        ValidityYears finished = ValidityYears.read(file, kind, rows, all.names());
        for (int number = 0; number < years; number++) {
            if (!finished.has(number, year.names())) {
                finished.add(number, year.alarms(number));
            }
        }
        print(finished, year.names());
    }

    private static DriftTest only(List<DriftTest> tests, String name) {
        return tests.stream()
                .filter(test -> test.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no test is named " + name + ": "
                        + tests.stream().map(DriftTest::name).toList()));
    }

    private static void printTable(Path file) throws IOException {
        Map<String, ValidityYears> groups = new LinkedHashMap<>();
        for (String group : ValidityYears.groups(file)) {
            String[] parts = group.split(",");
            groups.put(
                    parts[1] + " " + parts[0],
                    ValidityYears.read(file, parts[0], Integer.parseInt(parts[1]), List.of()));
        }
        System.out.println("| rows a week | " + String.join(" | ", groups.keySet()) + " |");
        System.out.println("|---" + "|---:".repeat(groups.size()) + "|");
        for (String name : groups.values().iterator().next().names()) {
            System.out.println("| `" + name + "` | "
                    + groups.values().stream()
                            .map(years -> cell(years.alarms(name)))
                            .collect(Collectors.joining(" | "))
                    + " |");
        }
    }

    private static void print(ValidityYears years, Set<String> names) {
        names.forEach(name -> System.out.println(name + ": " + cell(years.alarms(name))));
    }

    private static String cell(int[] alarms) {
        double mean = Arrays.stream(alarms).average().orElse(Double.NaN);
        double squares = Arrays.stream(alarms)
                .mapToDouble(each -> (each - mean) * (each - mean))
                .sum();
        double error = Math.sqrt(squares / (alarms.length - 1) / alarms.length);
        return alarms.length < 2
                ? ""
                : String.format(Locale.ROOT, "%.2f, %.2f, %,d", mean, mean + UPPER * error, alarms.length);
    }

    static boolean hasPValue(DriftTest test) {
        return test instanceof NumericTest
                || test instanceof CountTest
                || test.name().equals("psi");
    }

    static DriftTest asymptotic(DriftTest test) {
        return with(test, PValueMethod.ASYMPTOTIC);
    }

    static DriftTest with(DriftTest test, PValueMethod method) {
        if (test instanceof NumericTest numbers) {
            return numbers.withMethod(method);
        }
        return test instanceof CountTest counts ? counts.withMethod(method) : ((ShareDistance) test).withMethod(method);
    }
}
