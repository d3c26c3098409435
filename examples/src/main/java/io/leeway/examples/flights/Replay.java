package io.leeway.examples.flights;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * Tells the year again, event by event, in the order in which a service would have seen it: a label becomes known, a look is taken, a
 * flight departs. At the same instant they come in this order.
 */
public final class Replay {

    /** Looks are taken at 9:00 UTC, four or five in the morning in New York, when nearly nothing departs: days of equal length. */
    public static final Instant FIRST_LOOK = Instant.parse("2013-01-01T09:00:00Z");

    /** Where the flights depart. */
    public static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    /** What happens. */
    public interface Listener {
        /** The flight at this place is about to depart: it is to be predicted. */
        void departure(int index);

        /** The label of the flight at this place is known from now on. */
        void arrival(int index);

        /** It is time for a look. */
        void look(Instant now);
    }

    private final Year year;
    private final EventClock clock;

    /**
     * A replay.
     *
     * @param year the flights
     * @param clock is moved from event to event
     */
    public Replay(Year year, EventClock clock) {
        this.year = year;
        this.clock = clock;
    }

    /** The instant of the look on a day of the year, from 0 (1 January). */
    public static Instant lookOnDay(int day) {
        return FIRST_LOOK.plus(Duration.ofDays(day));
    }

    /**
     * Runs from the look of one day, included, to the look of another, excluded.
     *
     * <p>Labels that became known before the first look are told first, one after another.
     */
    public void run(int fromDay, int toDay, Listener listener) {
        Instant start = lookOnDay(fromDay);
        Instant end = lookOnDay(toDay);
        int departure = year.firstAtOrAfter(start);
        int arrival = 0;
        int day = fromDay;
        Instant look = start;
        while (true) {
            Instant departs = departure < year.size() ? year.flight(departure).scheduled() : Instant.MAX;
            Instant arrives =
                    arrival < year.size() ? year.flight(year.arrival(arrival)).arrived() : Instant.MAX;
            Instant next = earliest(arrives, look, departs);
            if (!next.isBefore(end)) {
                return;
            }
            if (next.isAfter(clock.instant())) {
                clock.moveTo(next);
            }
            if (next.equals(arrives)) {
                listener.arrival(year.arrival(arrival++));
            } else if (next.equals(look)) {
                listener.look(look);
                look = lookOnDay(++day);
            } else {
                listener.departure(departure++);
            }
        }
    }

    private static Instant earliest(Instant a, Instant b, Instant c) {
        Instant ab = a.isBefore(b) ? a : b;
        return ab.isBefore(c) ? ab : c;
    }
}
