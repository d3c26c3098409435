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
        return Arrays.stream(text(field).split(" ")).mapToLong(Long::parseLong).toArray();
    }

    /** Statistics agree to 1e-12; distances of numbers, which have no upper limit, to as much of their size. */
    void agreesOnStatistic(SoftAssertions softly, String field, double actual) {
        double expected = number(field);
        double size = field.startsWith("wasserstein") ? Math.abs(expected) : 1;
        boolean agrees = expected == actual || Math.abs(actual - expected) <= 1e-12 * size;
        softly.assertThat(agrees).as("%s: %s expected %s", this, actual, field).isTrue();
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
