package io.leeway.retraining;

import io.leeway.schema.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Generated deliveries, one a minute, that are late for reasons that can be learnt, and that may turn round. */
final class Deliveries {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Deliveries() {}

    record Delivery(
            long id,
            Instant at,
            double distance,
            double load,
            @Nullable String depot,
            boolean late) {}

    record Duration(long id, Instant at, double distance, double load, double minutes) {}

    static final Schema<Delivery> SCHEMA =
            Schema.of(Delivery.class).id("id").time("at").response("late");

    static final Schema<Duration> DURATIONS =
            Schema.of(Duration.class).id("id").time("at").response("minutes");

    static Instant at(long minute) {
        return START.plusSeconds(60 * minute);
    }

    /** Deliveries from a minute on; the sign of the effect says whether distance makes late or early. */
    static List<Delivery> from(int minute, int count, double effect) {
        List<Delivery> all = new ArrayList<>();
        for (int i = minute; i < minute + count; i++) {
            SplittableRandom random = new SplittableRandom(7L + i);
            double distance = 500 + 400 * random.nextDouble();
            double load = 10 + 5 * random.nextGaussian();
            String depot = List.of("east", "north", "west").get(random.nextInt(3));
            double lateness = effect * (distance - 700) / 20 + (load - 10) / 2 + 4 * random.nextGaussian();
            all.add(new Delivery(i, at(i), distance, load, depot, lateness > 2));
        }
        return all;
    }

    /** Deliveries whose minutes grow with distance; the offset is added to all of them. */
    static List<Duration> durations(int minute, int count, double offset) {
        List<Duration> all = new ArrayList<>();
        for (int i = minute; i < minute + count; i++) {
            SplittableRandom random = new SplittableRandom(7L + i);
            double distance = 500 + 400 * random.nextDouble();
            double load = 10 + 5 * random.nextGaussian();
            all.add(new Duration(
                    i, at(i), distance, load, offset + distance / 10 + 3 * load + 5 * random.nextGaussian()));
        }
        return all;
    }
}
