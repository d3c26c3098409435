package io.leeway.monitoring;

import io.leeway.schema.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A row with twelve features for the tests of the monitor. */
record Trip(
        long id,
        long millis,
        double distance,
        double speed,
        double wind,
        double visibility,
        int hour,
        int month,
        float pressure,
        long seats,
        @Nullable String carrier,
        String origin,
        String destination,
        boolean holiday,
        boolean late) {

    static final Schema<Trip> SCHEMA =
            Schema.of(Trip.class).id("id").time("millis").response("late");

    private static final String[] CARRIERS = {"AA", "B6", "DL", "EV", "UA"};
    private static final String[] AIRPORTS = {"EWR", "JFK", "LGA"};

    /** Trips a second apart from an instant. */
    static List<Trip> from(Instant start, int count, long seed) {
        return from(start, count, seed, 0);
    }

    /** Trips whose distance is shifted by standard deviations. */
    static List<Trip> from(Instant start, int count, long seed, double shift) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Trip> trips = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            double distance = 1_000 + 300 * (shift + gaussian(random));
            trips.add(new Trip(
                    i,
                    start.toEpochMilli() + 1_000L * i,
                    distance,
                    random.nextDouble(400, 500),
                    random.nextInt(10) == 0 ? Double.NaN : random.nextDouble(30),
                    random.nextDouble(10),
                    random.nextInt(24),
                    random.nextInt(1, 13),
                    (float) random.nextDouble(1_000, 1_030),
                    random.nextInt(50, 300),
                    random.nextInt(50) == 0 ? null : CARRIERS[random.nextInt(CARRIERS.length)],
                    AIRPORTS[random.nextInt(AIRPORTS.length)],
                    AIRPORTS[random.nextInt(AIRPORTS.length)],
                    random.nextInt(20) == 0,
                    random.nextDouble() < score(distance)));
        }
        return trips;
    }

    private static double gaussian(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }

    double score() {
        return score(distance);
    }

    private static double score(double distance) {
        return 1 / (1 + Math.exp((distance - 1_000) / 300));
    }

    Trip withCarrier(String other) {
        return new Trip(
                id,
                millis,
                distance,
                speed,
                wind,
                visibility,
                hour,
                month,
                pressure,
                seats,
                other,
                origin,
                destination,
                holiday,
                late);
    }
}
