package io.leeway.feedback;

import io.leeway.schema.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row with components of all kinds. */
record Parcel(
        long id,
        Instant sent,
        @Nullable Instant arrived,
        double weight,
        @Nullable Integer floor,
        @Nullable String city,
        Size size,
        char zone,
        float height,
        boolean express,
        boolean late) {

    enum Size {
        SMALL,
        LARGE
    }

    static final Schema<Parcel> SCHEMA = Schema.of(Parcel.class)
            .id("id")
            .time("sent")
            .without("arrived", "zone")
            .categorical("floor")
            .response("late")
            .sensitive("city");

    static Parcel of(long id) {
        return new Parcel(
                id,
                TestClock.START.plusSeconds(id),
                id % 3 == 0 ? null : TestClock.START.plusMillis(id),
                id % 5 == 0 ? Double.NaN : id / 7.0,
                id % 4 == 0 ? null : (int) id,
                id % 6 == 0 ? null : "city" + id % 9,
                id % 2 == 0 ? Size.SMALL : Size.LARGE,
                (char) ('a' + id % 26),
                id * 0.1f,
                id % 2 == 0,
                false);
    }

    Parcel withLate(boolean label) {
        return new Parcel(id, sent, arrived, weight, floor, city, size, zone, height, express, label);
    }
}
