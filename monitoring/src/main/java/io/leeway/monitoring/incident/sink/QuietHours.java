package io.leeway.monitoring.incident.sink;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * The hours of each day in which only critical incidents are told.
 *
 * @param from when they begin
 * @param to when they end; if it is earlier than {@code from}, on the next day
 * @param zone where people sleep
 */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {
    /**
     * Creates quiet hours.
     *
     * @param from see the record
     * @param to see the record
     * @param zone see the record
     * @throws IllegalArgumentException if they end when they begin
     */
    public QuietHours {
        if (from.equals(to)) {
            throw new IllegalArgumentException("quiet hours from " + from + " to " + to
                    + " would never or always be; leave them out, or let them end at another time");
        }
    }

    /**
     * Returns quiet hours.
     *
     * @param from when they begin, such as {@code "22:00"}
     * @param to when they end, such as {@code "07:00"}
     * @param zone where
     * @return the hours
     * @throws java.time.format.DateTimeParseException if a time is not one
     * @throws IllegalArgumentException if they end when they begin
     */
    public static QuietHours of(String from, String to, ZoneId zone) {
        return new QuietHours(LocalTime.parse(from), LocalTime.parse(to), zone);
    }

    /**
     * Returns whether it is quiet.
     *
     * @param at the time
     * @return whether it is in the hours; the end is not
     */
    public boolean contains(Instant at) {
        LocalTime time = LocalTime.ofInstant(at, zone);
        boolean afterFrom = !time.isBefore(from);
        boolean beforeTo = time.isBefore(to);
        return from.isBefore(to) ? afterFrom && beforeTo : afterFrom || beforeTo;
    }

    /**
     * Returns when hours end.
     *
     * @param at the time
     * @return the next end behind the time; where a change of clocks skips it, when the clocks have changed
     */
    public Instant endAfter(Instant at) {
        ZonedDateTime now = at.atZone(zone);
        ZonedDateTime end = now.toLocalDate().atTime(to).atZone(zone);
        if (!end.toInstant().isAfter(at)) {
            end = now.toLocalDate().plusDays(1).atTime(to).atZone(zone);
        }
        return end.toInstant();
    }
}
