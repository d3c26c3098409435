package io.leeway.examples.alarms;

import io.leeway.schema.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One hour of bicycles rented in Washington; {@code data/BIKES.md} says where the rows come from.
 *
 * @param id 1 to 8,645, in the order of time
 * @param time the hour, local
 * @param hour 0 to 23
 * @param holiday 0 or 1
 * @param weekday 0 is Sunday
 * @param workingday 0 or 1
 * @param weathersit the weather in words
 * @param temp temperature, degrees Celsius divided by 41
 * @param atemp temperature as felt, divided by 50
 * @param hum relative humidity, a share
 * @param windspeed kilometres per hour divided by 67
 * @param casual bicycles rented without registration
 * @param registered bicycles rented with registration
 * @param bikers all of them
 */
public record BikeHour(
        long id,
        Instant time,
        int hour,
        int holiday,
        int weekday,
        int workingday,
        @Nullable String weathersit,
        double temp,
        double atemp,
        double hum,
        double windspeed,
        double casual,
        double registered,
        double bikers) {

    static final Schema<BikeHour> SCHEMA = Schema.of(BikeHour.class)
            .id("id")
            .time("time")
            .categorical("hour", "holiday", "weekday", "workingday")
            .response("bikers");
}
