package io.leeway.monitoring.drift;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;

/** One line of a file that {@code drift_fixtures.py} wrote. */
record DriftFixture(String file, int line, Map<String, String> fields) {

    static List<DriftFixture> read(String file) {
        try (InputStream in = Objects.requireNonNull(DriftFixture.class.getResourceAsStream(file), file)) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            String[] header = lines.get(0).split(";");
            List<DriftFixture> cases = new ArrayList<>();
            for (int i = 1; i < lines.size(); i++) {
                String[] values = lines.get(i).split(";");
                Map<String, String> fields = new LinkedHashMap<>();
                for (int k = 0; k < header.length; k++) {
                    fields.put(header[k], values[k]);
                }
                cases.add(new DriftFixture(file, i + 1, fields));
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(String field) {
        return Objects.requireNonNull(fields.get(field), field);
    }

    double number(String field) {
        String text = text(field);
        return switch (text) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    double[] numbers(String field) {
        return Arrays.stream(text(field).split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    long[] counts(String field) {
        return toCounts(text(field));
    }

    static long[] toCounts(String text) {
        return Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
    }

    /** Statistics agree to 1e-12, those above 1 to as much of their size, and distances of numbers, which may be small, too. */
    void agreesOnStatistic(SoftAssertions softly, String field, double actual) {
        agreesOnStatistic(softly, field, actual, 1e-12);
    }

    void agreesOnStatistic(SoftAssertions softly, String field, double actual, double tolerance) {
        double expected = number(field);
        boolean hasAUnit = field.startsWith("wasserstein") || field.startsWith("energy");
        double size = hasAUnit ? Math.abs(expected) : Math.max(1, Math.abs(expected));
        boolean agrees = expected == actual || Math.abs(actual - expected) <= tolerance * size;
        softly.assertThat(agrees).as("%s: %s expected %s", this, actual, field).isTrue();
    }

    /** P-values of a peer that subtracts from 1 agree to 1e-9. */
    void agreesOnPValueAbsolutely(SoftAssertions softly, String field, double actual) {
        softly.assertThat(Math.abs(actual - number(field)) <= 1e-9)
                .as("%s: %s expected %s", this, actual, field)
                .isTrue();
    }

    /** P-values agree to 1e-9, and below that to 1e-6 of their size. */
    void agreesOnPValue(SoftAssertions softly, String field, double actual) {
        double expected = number(field);
        double allowed = expected < 1e-9 ? Math.max(1e-300, 1e-6 * expected) : 1e-9;
        softly.assertThat(Math.abs(actual - expected) <= allowed)
                .as("%s: %s expected %s", this, actual, field)
                .isTrue();
    }
}
