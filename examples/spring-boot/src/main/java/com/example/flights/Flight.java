package com.example.flights;

import io.leeway.schema.Schema;
import java.time.Instant;

/** A flight at its scheduled departure, and whether it was late, which is known only after its arrival. */
public record Flight(
        long id,
        Instant scheduled,
        String carrier,
        String origin,
        String dest,
        double distance,
        int hour,
        int dayOfWeek,
        Double temp,
        Double windSpeed,
        Double visib,
        Boolean late) {

    /** How flights are read, for training, serving and monitoring alike. */
    public static final Schema<Flight> SCHEMA = Schema.of(Flight.class)
            .id("id")
            .time("scheduled")
            .categorical("hour", "dayOfWeek")
            .response("late");
}
