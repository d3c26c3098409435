package io.leeway.onnx;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.leeway.schema.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The models of the test resources, with the cases that Python's onnxruntime answered. */
final class Orders {

    /** A row of the synthetic data that the models were trained on. */
    record Order(
            double amount,
            double age,
            @Nullable String country,
            @Nullable String device,
            double spent,
            @Nullable String bought) {}

    /** A case: a row, the label and the numbers that Python's onnxruntime gave. */
    record Case(Order row, String label, double[] expected) {}

    static final Schema<Order> CLASSES = Schema.of(Order.class).without("spent").response("bought");
    static final Schema<Order> NUMBERS =
            Schema.of(Order.class).without("bought").response("spent");

    private Orders() {}

    static Path file(String name) {
        try {
            return Path.of(Orders.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(name, e);
        }
    }

    static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Case> cases(String model) {
        List<Case> cases = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file(model + ".csv"))) {
            for (NamedCsvRecord each : csv) {
                Map<String, String> fields = new LinkedHashMap<>(each.getFieldsAsMap());
                double[] expected = fields.entrySet().stream()
                        .filter(field -> field.getKey().startsWith("expected_"))
                        .mapToDouble(field -> number(field.getValue()))
                        .toArray();
                cases.add(new Case(row(fields), fields.getOrDefault("label", ""), expected));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cases;
    }

    private static Order row(Map<String, String> fields) {
        return new Order(
                number(first(fields, "amount", "X[0]", "numbers[0]")),
                number(first(fields, "age", "X[1]", "numbers[1]")),
                fields.get("country"),
                fields.get("device"),
                Double.NaN,
                null);
    }

    private static String first(Map<String, String> fields, String... names) {
        for (String each : names) {
            String value = fields.get(each);
            if (value != null) {
                return value;
            }
        }
        return "";
    }

    private static double number(String text) {
        return switch (text) {
            case "" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan" -> Double.NaN;
            default -> Double.parseDouble(text);
        };
    }
}
