package io.leeway.examples.flights;

import io.leeway.schema.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A flight as it is known at its scheduled departure, and, from {@code arrived} on, whether it was late.
 *
 * <p>A number that is missing is {@code NaN}; a text that is missing is {@code null}. {@code data/README.md} says where each column comes
 * from.
 *
 * @param id 1 to 336,776, in the order of departure
 * @param scheduled scheduled departure: the moment of the prediction
 * @param arrived the moment at which the label becomes known
 * @param carrier code of the airline
 * @param origin airport of departure
 * @param dest airport of destination
 * @param distance miles
 * @param hour hour of the scheduled departure, local
 * @param dayOfWeek 1 is Monday
 * @param month 1 to 12
 * @param elapsed minutes from scheduled departure to scheduled arrival
 * @param temp degrees Fahrenheit
 * @param dewp dew point, degrees Fahrenheit
 * @param humid relative humidity, percent
 * @param windDir degrees
 * @param windSpeed miles per hour
 * @param windGust miles per hour
 * @param precip inches in the hour
 * @param pressure millibars
 * @param visib visibility, miles
 * @param seats seats of the aircraft expected on the route
 * @param planeYear its year of manufacture
 * @param late whether it arrived 15 minutes late or more, or never
 */
public record Flight(
        long id,
        Instant scheduled,
        Instant arrived,
        @Nullable String carrier,
        @Nullable String origin,
        @Nullable String dest,
        double distance,
        int hour,
        int dayOfWeek,
        int month,
        double elapsed,
        double temp,
        double dewp,
        double humid,
        double windDir,
        double windSpeed,
        double windGust,
        double precip,
        double pressure,
        double visib,
        double seats,
        double planeYear,
        boolean late) {

    /**
     * How a flight is read, for training, serving and watching alike. The moment of arrival is left out, because it is known only
     * afterwards; the month, because the model is trained on a trailing window that has not seen the next one.
     */
    public static final Schema<Flight> SCHEMA = Schema.of(Flight.class)
            .id("id")
            .time("scheduled")
            .without("arrived", "month", "windDir")
            .categorical("hour", "dayOfWeek")
            .response("late")
            .sensitive("carrier");
}
