package io.leeway.examples.alarms;

import io.leeway.examples.flights.Flight;
import io.leeway.examples.flights.Year;
import io.leeway.examples.streams.PackagedRows;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A year of rows, cut into weeks; of flights, those begin at midnight in New York in winter. */
final class Weeks {

    /** Weeks that each week is judged against: those just before it. */
    static final int BEFORE = 8;

    /** Weeks that are judged: the whole ones that begin 60 days into the year or later. */
    static final int JUDGED = 43;

    private static final Instant FIRST = Instant.parse("2013-03-02T05:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);

    private final List<Table> weeks = new ArrayList<>();

    private Weeks() {}

    static Weeks read() throws IOException {
        Year year = Year.read();
        Weeks weeks = new Weeks();
        for (int i = -BEFORE; i < JUDGED; i++) {
            List<Flight> flights = new ArrayList<>();
            Instant start = FIRST.plus(WEEK.multipliedBy(i));
            int end = year.firstAtOrAfter(start.plus(WEEK));
            for (int row = year.firstAtOrAfter(start); row < end; row++) {
                flights.add(year.flight(row));
            }
            weeks.weeks.add(Table.of(Flight.SCHEMA, flights, start, start.plus(WEEK)));
        }
        return weeks;
    }

    /** The year of rented bicycles, cut into weeks that begin on Saturday. */
    static Weeks bikes() throws IOException {
        List<BikeHour> hours = PackagedRows.read(BikeHour.class, "bikes-2011.csv.gz");
        Weeks weeks = new Weeks();
        for (int i = 0; i < BEFORE + JUDGED; i++) {
            Instant start = hours.get(0).time().plus(WEEK.multipliedBy(i));
            Instant end = start.plus(WEEK);
            List<BikeHour> rows = hours.stream()
                    .filter(hour -> !hour.time().isBefore(start) && hour.time().isBefore(end))
                    .toList();
            weeks.weeks.add(Table.of(BikeHour.SCHEMA, rows, start, end));
        }
        return weeks;
    }

    /** A week to judge, from 0 to {@link #JUDGED} - 1. */
    Table week(int index) {
        return weeks.get(index + BEFORE);
    }

    /** The weeks just before one. */
    List<Table> before(int index) {
        return List.copyOf(weeks.subList(index, index + BEFORE));
    }
}
