package io.leeway.examples.detectors;

import io.leeway.examples.alarms.BikeHour;
import io.leeway.examples.streams.PackagedRows;
import io.leeway.examples.streams.Storm;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Errors over real rows with a fault of data, which the labels do not have: blocks of rows in the order of time, the blocks in random order, as often as a
 * stream needs.
 *
 * @param name of the stream
 * @param blocks of rows
 * @param features of a row
 * @param label of a row, 0 or 1
 * @param reader of its features
 */
record RealStream<R>(String name, List<List<R>> blocks, int features, ToIntFunction<R> label, Reader<R> reader)
        implements ErrorStream {

    private static final double KNOT = 1.852;
    private static final ZoneId WASHINGTON = ZoneId.of("America/New_York");
    private static final int WEEK = 7;

    /** As many as the median hour has. */
    private static final double MANY_BIKERS = 109;

    /** Reads the features of a row. */
    @FunctionalInterface
    interface Reader<R> {
        /**
         * Reads a row.
         *
         * @param row the row
         * @param changed whether it comes after the change
         * @return its features
         */
        double[] read(R row, boolean changed);
    }

    /** Which storms of the Atlantic are hurricanes; after the change the wind comes in kilometres an hour instead of knots. */
    static RealStream<Storm> storms() throws IOException {
        return new RealStream<>(
                "storms, km/h",
                blocks(PackagedRows.read(Storm.class, "storms.csv.gz"), storm ->
                        (long) storm.time().atOffset(ZoneOffset.UTC).getYear()),
                6,
                storm -> "hurricane".equals(storm.status()) ? 1 : 0,
                RealStream::read);
    }

    /** In which hours more bicycles are rented than in the median one; after the change the clock is that of Greenwich, not of Washington. */
    static RealStream<BikeHour> bicycles() throws IOException {
        return new RealStream<>(
                "bicycles, UTC",
                blocks(
                        PackagedRows.read(BikeHour.class, "bikes-2011.csv.gz"),
                        hour -> local(hour).toLocalDate().toEpochDay() / WEEK),
                6,
                hour -> hour.bikers() > MANY_BIKERS ? 1 : 0,
                RealStream::read);
    }

    private static <R> List<List<R>> blocks(List<R> rows, Function<R, Long> block) {
        Collection<List<R>> blocks = rows.stream()
                .collect(Collectors.groupingBy(block, TreeMap::new, Collectors.toList()))
                .values();
        return List.copyOf(blocks);
    }

    private static double[] read(Storm storm, boolean changed) {
        double unit = (changed ? KNOT : 1) / 10;
        return new double[] {
            storm.lat() / 10,
            storm.longitude() / 10,
            storm.wind() * unit,
            storm.pressure() / 10,
            storm.windChange() * unit,
            storm.pressureChange() / 10
        };
    }

    private static double[] read(BikeHour hour, boolean changed) {
        LocalDateTime local = local(hour);
        LocalDateTime clock =
                changed ? LocalDateTime.ofInstant(local.atZone(WASHINGTON).toInstant(), ZoneOffset.UTC) : local;
        return new double[] {
            clock.getHour() / 10.0,
            clock.getDayOfWeek().getValue() % WEEK,
            hour.workingday(),
            10 * hour.temp(),
            10 * hour.hum(),
            10 * hour.windspeed()
        };
    }

    /** The time that the file has without its zone. */
    private static LocalDateTime local(BikeHour hour) {
        return LocalDateTime.ofInstant(hour.time(), ZoneOffset.UTC);
    }

    @Override
    public double[] errors(long seed, int rows, int change) {
        List<R> stream = inRandomOrder(seed, WARM_UP + rows);
        NaiveBayes model = new NaiveBayes(2, features);
        double[] errors = new double[rows];
        for (int i = -WARM_UP; i < rows; i++) {
            R row = stream.get(WARM_UP + i);
            double[] read = reader.read(row, i >= change);
            int actual = label.applyAsInt(row);
            if (i >= 0) {
                errors[i] = model.predict(read) == actual ? 0 : 1;
            }
            model.learn(read, actual);
        }
        return errors;
    }

    private List<R> inRandomOrder(long seed, int rows) {
        SplittableRandom random = new SplittableRandom(seed);
        List<R> stream = new ArrayList<>();
        List<List<R>> left = new ArrayList<>();
        while (stream.size() < rows) {
            if (left.isEmpty()) {
                left.addAll(blocks);
            }
            stream.addAll(left.remove(random.nextInt(left.size())));
        }
        return stream;
    }
}
