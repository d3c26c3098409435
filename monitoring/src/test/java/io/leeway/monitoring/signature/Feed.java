package io.leeway.monitoring.signature;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Made-up weeks of trips from three stations, one trip every five minutes: each hour each station measures the weather once; a week's weather is its
 * own; the distance follows from the destination.
 */
final class Feed {
    static final long MONDAY = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();
    static final long WEEK = 7 * 86_400_000L;
    private static final String[] STATIONS = {"north", "south", "west"};
    private static final String[] DESTINATIONS = {"Ulm", "Köln", "Bonn", "Kiel", "Jena", "Trier", "Mainz", "Worms"};
    private static final double[] MILES = {37, 58, 71, 103, 129, 164, 211, 277};

    final int rows;
    final long start;
    final Map<String, double[]> numbers = new LinkedHashMap<>();
    final Map<String, @Nullable String[]> categories = new LinkedHashMap<>();
    long[] times;
    long[] ids;

    /** A week; the same one for the same number. */
    Feed(int week) {
        SplittableRandom random = new SplittableRandom(week);
        rows = 2_016;
        start = MONDAY + week * WEEK;
        times = IntStream.range(0, rows).mapToLong(i -> start + i * 300_000L).toArray();
        ids = IntStream.range(0, rows).mapToLong(i -> 10_000L * week + i).toArray();
        double[] fahrenheit = new double[rows];
        double[] dew = new double[rows];
        double[] wind = new double[rows];
        double[] miles = new double[rows];
        double[] minutes = new double[rows];
        @Nullable String[] station = new String[rows];
        @Nullable String[] destination = new String[rows];
        @Nullable String[] hour = new String[rows];
        double warmth = 12 + 3 * random.nextGaussian();
        double[][] weather = new double[3][3];
        for (int i = 0; i < rows; i++) {
            int at = i % 3;
            if (i % 12 < 3) {
                double celsius = warmth + 5 * Math.sin(i * 2 * Math.PI / 288) + random.nextGaussian();
                weather[at][0] = hundredths(32 + 1.8 * Math.rint(celsius * 2) / 2);
                weather[at][1] = hundredths(weather[at][0] - 1.8 * (1 + random.nextInt(8)));
                weather[at][2] = tenths(1.150779448 * (random.nextInt(20) + 1));
            }
            fahrenheit[i] = weather[at][0];
            dew[i] = weather[at][1];
            wind[i] = weather[at][2];
            int to = Math.min(random.nextInt(8), random.nextInt(8));
            station[i] = STATIONS[at];
            destination[i] = DESTINATIONS[to];
            miles[i] = MILES[to];
            minutes[i] = Math.rint(20 + MILES[to] * 1.1 + 6 * random.nextGaussian());
            hour[i] = String.valueOf(Math.floorMod(7 + random.nextInt(6) + random.nextInt(6), 24));
        }
        numbers.put("temp", fahrenheit);
        numbers.put("dew", dew);
        numbers.put("wind", wind);
        numbers.put("distance", miles);
        numbers.put("minutes", minutes);
        categories.put("station", station);
        categories.put("to", destination);
        categories.put("hour", hour);
    }

    private static double hundredths(double value) {
        return Math.rint(value * 100) / 100;
    }

    private static double tenths(double value) {
        return Math.rint(value * 10) / 10;
    }

    static double inTenths(double value) {
        return tenths(value);
    }

    /** Rows drawn at random, the same ones each time. */
    IntPredicate share(double share) {
        SplittableRandom random = new SplittableRandom(7);
        boolean[] chosen = new boolean[rows];
        for (int i = 0; i < rows; i++) {
            chosen[i] = random.nextDouble() < share;
        }
        return row -> chosen[row];
    }

    double[] number(String name) {
        return Objects.requireNonNull(numbers.get(name));
    }

    @Nullable
    String[] category(String name) {
        return Objects.requireNonNull(categories.get(name));
    }

    /** Keeps only some rows, in the order given. */
    Block select(int[] places) {
        Block.Builder block = Block.builder(places.length)
                .times(Arrays.stream(places).mapToLong(i -> times[i]).toArray())
                .ids(Arrays.stream(places).mapToLong(i -> ids[i]).toArray())
                .period(Instant.ofEpochMilli(start), Instant.ofEpochMilli(start + WEEK));
        numbers.forEach((name, values) -> block.numbers(
                name, Arrays.stream(places).mapToDouble(i -> values[i]).toArray()));
        categories.forEach((name, values) -> block.categories(
                name, Arrays.stream(places).mapToObj(i -> values[i]).toArray(String[]::new)));
        return block.build();
    }

    Block block() {
        return select(IntStream.range(0, rows).toArray());
    }
}
