package io.leeway.online;

import io.leeway.schema.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Generated rides: whether they are late depends on the distance, the rain and the line; now and then a value is missing. */
record Ride(
        long id,
        Instant start,
        double distance,
        double rain,
        @Nullable String line,
        boolean late) {
    static final Schema<Ride> SCHEMA =
            Schema.of(Ride.class).id("id").time("start").response("late");
    static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    static List<Ride> rides(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Ride> rides = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double distance = 1 + 20 * random.nextDouble();
            double rain = random.nextInt(20) == 0 ? Double.NaN : 5 * random.nextDouble();
            int line = random.nextInt(6);
            double logit = 0.2 * (distance - 10) + 0.5 * (Double.isNaN(rain) ? 0 : rain - 2.5) + (line < 2 ? 1.5 : -1);
            boolean late = random.nextDouble() < 1 / (1 + Math.exp(-logit));
            String name = random.nextInt(30) == 0 ? null : "L" + line;
            rides.add(new Ride(i, BEGIN.plusSeconds(60L * i), distance, rain, name, late));
        }
        return rides;
    }

    Ride withLine(@Nullable String other) {
        return new Ride(id, start, distance, rain, other, late);
    }

    Ride withDistance(double other) {
        return new Ride(id, start, other, rain, line, late);
    }

    Ride withId(long other) {
        return new Ride(other, start, distance, rain, line, late);
    }
}
