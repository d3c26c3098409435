package com.example.delay;

import io.leeway.schema.Schema;
import java.time.Instant;

/** A flight as it is known at its scheduled departure, and whether it arrived 15 minutes late or more. */
public record Flight(
        Instant scheduled,
        String carrier,
        String origin,
        double distance,
        int hour,
        int dayOfWeek,
        double temp,
        double humid,
        double windSpeed,
        double precip,
        double visib,
        boolean late) {

    /** How a flight is read, for training, tests and serving alike. */
    public static final Schema<Flight> SCHEMA = Schema.of(Flight.class)
            .time("scheduled")
            .categorical("hour", "dayOfWeek")
            .response("late");
}
