package io.leeway.examples.streams;

import io.leeway.schema.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The weather at one of New York's three airports in one hour of 2013.
 *
 * @param id 1 to 26,115, in the order of time
 * @param time the hour
 * @param known when the label is known: six hours later
 * @param origin the airport
 * @param hour local
 * @param month 1 to 12
 * @param temp degrees Fahrenheit
 * @param dewp dew point, degrees Fahrenheit
 * @param humid relative humidity, percent
 * @param windDir degrees
 * @param windSpeed miles per hour
 * @param windGust miles per hour
 * @param precip inches in the hour
 * @param pressure millibars
 * @param pressureChange millibars in three hours
 * @param visib visibility, miles
 * @param rain whether it rains in one of the next six hours
 */
public record WeatherHour(
        long id,
        Instant time,
        Instant known,
        @Nullable String origin,
        int hour,
        int month,
        double temp,
        double dewp,
        double humid,
        double windDir,
        double windSpeed,
        double windGust,
        double precip,
        double pressure,
        double pressureChange,
        double visib,
        boolean rain) {

    /** How an hour is read. */
    public static final Schema<WeatherHour> SCHEMA = Schema.of(WeatherHour.class)
            .id("id")
            .time("time")
            .without("known")
            .categorical("hour", "month")
            .response("rain");
}
