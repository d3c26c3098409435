package io.leeway.monitoring.change;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/** Reads what src/test/python/change_fixtures.py wrote, and makes its streams again, to the bit. */
final class Streams {

    private Streams() {}

    /** One line: a stream, a detector's options in River's words, and what River found. */
    record Fixture(String name, double[] values, Map<String, String> options, int[] changes, List<String> rest) {

        double rest(int index) {
            return Double.parseDouble(rest.get(index));
        }

        @Override
        public String toString() {
            return name + " " + options;
        }
    }

    static List<Fixture> read(String file) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Streams.class.getResourceAsStream(file), file), StandardCharsets.US_ASCII))) {
            return in.lines().skip(1).map(line -> fixture(line.split(";", -1))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Fixture fixture(String[] fields) {
        double[] values = stream(Long.parseLong(fields[1]), fields[2], Integer.parseInt(fields[3]));
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        if (sum != Double.parseDouble(fields[4])) {
            throw new IllegalStateException(fields[0] + " sums to " + sum + ", River saw " + fields[4]);
        }
        Map<String, String> options = new HashMap<>();
        if (!fields[5].equals("defaults")) {
            for (String option : fields[5].split(",")) {
                options.put(option.split("=")[0], option.split("=")[1]);
            }
        }
        return new Fixture(
                fields[0],
                values,
                options,
                indices(fields[6]),
                Arrays.asList(fields).subList(7, fields.length));
    }

    static int[] indices(String field) {
        return field.isEmpty()
                ? new int[0]
                : Arrays.stream(field.split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    private static double[] stream(long seed, String segments, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[count];
        int at = 0;
        for (String segment : segments.split(",")) {
            String[] part = segment.split(":");
            boolean literal = part[0].equals("digits");
            int length = literal ? part[1].length() : Integer.parseInt(part[1]);
            double location = Double.parseDouble(part[2]);
            double scale = Double.parseDouble(part[3]);
            double slope = Double.parseDouble(part[4]);
            for (int i = 0; i < length; i++) {
                values[at++] = switch (part[0]) {
                    case "digits" -> Character.digit(part[1].charAt(i), 10);
                    case "error" -> random.nextDouble() < location + slope * i ? 1 : 0;
                    default -> location + scale * shape(part[0], random) + slope * i;
                };
            }
        }
        if (at != count) {
            throw new IllegalStateException(at + " values instead of " + count);
        }
        return values;
    }

    static double shape(String kind, SplittableRandom random) {
        return switch (kind) {
            case "constant" -> 0;
            case "uniform" -> random.nextDouble();
            case "coin10" -> random.nextDouble() < 0.1 ? 1 : 0;
            case "coin30" -> random.nextDouble() < 0.3 ? 1 : 0;
            case "coin50" -> random.nextDouble() < 0.5 ? 1 : 0;
            case "dice" -> (int) (random.nextDouble() * 6);
            case "bell" -> bell(random);
            case "heavy" -> (random.nextDouble() < 0.5 ? 1 : -1) / (1 - random.nextDouble());
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static double bell(SplittableRandom random) {
        double sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum - 6;
    }
}
