package io.leeway.pipeline;

import io.leeway.schema.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Generated rides, one a minute, that are late for reasons that can be learnt. */
final class Rides {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Rides() {}

    record Ride(
            Instant at,
            double distance,
            @Nullable Double wind,
            @Nullable String carrier,
            boolean late) {}

    record Trip(Instant at, double distance, double wind, double minutes) {}

    static final Schema<Ride> SCHEMA =
            Schema.of(Ride.class).time("at").response("late").sensitive("carrier");
    static final Schema<Trip> TRIPS = Schema.of(Trip.class).time("at").response("minutes");

    static List<Ride> rides(int count, long seed) {
        return rides(0, count, 1.0, seed);
    }

    /** Rides from a minute on; the sign of the effect says whether distance makes late or early. */
    static List<Ride> rides(int from, int count, double effect, long seed) {
        Random random = new Random(seed);
        List<Ride> rides = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            double distance = 500 + 400 * random.nextDouble();
            Double wind = random.nextInt(10) == 0 ? null : Double.valueOf(10 + 5 * random.nextGaussian());
            String carrier = List.of("AA", "B6", "UA").get(random.nextInt(3));
            double minutes = effect * (distance - 700) / 40
                    + (wind == null ? 0 : (wind - 10) / 2)
                    + (carrier.equals("B6") ? 1 : 0)
                    + 4 * random.nextGaussian();
            rides.add(new Ride(START.plusSeconds(60L * i), distance, wind, carrier, minutes > 2));
        }
        return rides;
    }

    static List<Trip> trips(int count, long seed) {
        Random random = new Random(seed);
        List<Trip> trips = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double distance = 500 + 400 * random.nextDouble();
            double wind = 10 + 5 * random.nextGaussian();
            trips.add(new Trip(
                    START.plusSeconds(60L * i), distance, wind, distance / 10 + 3 * wind + 5 * random.nextGaussian()));
        }
        return trips;
    }
}
