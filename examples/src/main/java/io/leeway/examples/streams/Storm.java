package io.leeway.examples.streams;

import io.leeway.schema.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tropical storm of the Atlantic at one time, mostly every six hours.
 *
 * @param id 1 to 11,840, in the order of time
 * @param time when it was observed
 * @param known when the label is known: 24 hours later
 * @param lat degrees north
 * @param longitude degrees east
 * @param status such as {@code tropical depression}
 * @param wind the highest sustained wind, knots
 * @param pressure at the centre, millibars
 * @param windChange knots in the last six hours
 * @param pressureChange millibars in the last six hours
 * @param age hours since its first row
 * @param month 1 to 12
 * @param stronger whether the wind is at least 10 knots stronger 24 hours later
 */
public record Storm(
        long id,
        Instant time,
        Instant known,
        double lat,
        double longitude,
        @Nullable String status,
        double wind,
        double pressure,
        double windChange,
        double pressureChange,
        double age,
        int month,
        boolean stronger) {

    /** How a storm is read. */
    public static final Schema<Storm> SCHEMA = Schema.of(Storm.class)
            .id("id")
            .time("time")
            .without("known")
            .categorical("month")
            .response("stronger");
}
