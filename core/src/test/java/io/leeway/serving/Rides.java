package io.leeway.serving;

import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.Profiler;
import io.leeway.schema.Schema;
import io.leeway.serving.Trips.Trip;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Trips with an id, by which labels come. */
final class Rides {
    private Rides() {}

    record Ride(
            long id,
            double distance,
            double year,
            int hour,
            @Nullable String carrier,
            @Nullable String sky,
            boolean late) {}

    static final Schema<Ride> SCHEMA = Schema.of(Ride.class).id("id").response("late");

    static List<Ride> make(int count, long seed, long firstId) {
        List<Ride> rides = new ArrayList<>();
        for (Trip trip : Trips.make(count, seed)) {
            rides.add(new Ride(
                    firstId + rides.size(),
                    trip.distance(),
                    trip.year(),
                    trip.hour(),
                    trip.carrier(),
                    trip.sky(),
                    trip.late()));
        }
        return rides;
    }

    static Profile profile() {
        return Profiler.of(SCHEMA).addAll(make(600, 1, 0)).profile();
    }
}
