package io.leeway.examples.flights;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** When the label of a flight is learnt. Quick outcomes come first, so what is known of the last hours leans one way. */
enum LabelMoment {
    LANDED("at the landing"),
    HELD_4("4 hours after departure or later"),
    HELD_6("6 hours after departure or later"),
    HELD_PLAN("15 minutes after the planned landing or later"),
    CERTAIN("when it is certain: 15 minutes after the planned landing at the latest");

    private static final Duration LATE = Duration.ofMinutes(15);
    private static final double HOUR = Duration.ofHours(1).toMillis();

    private final String text;

    LabelMoment(String text) {
        this.text = text;
    }

    Instant of(Flight flight) {
        return switch (this) {
            case LANDED -> flight.arrived();
            case HELD_4 -> later(flight.arrived(), flight.scheduled().plus(Duration.ofHours(4)));
            case HELD_6 -> later(flight.arrived(), flight.scheduled().plus(Duration.ofHours(6)));
            case HELD_PLAN -> later(flight.arrived(), planned(flight).plus(LATE));
            case CERTAIN -> earlier(flight.arrived(), planned(flight).plus(LATE));
        };
    }

    private static Instant planned(Flight flight) {
        return flight.scheduled().plus(Duration.ofMinutes((long) flight.elapsed()));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    double meanHours(Year year) {
        double sum = 0;
        for (int i = 0; i < year.size(); i++) {
            Flight flight = year.flight(i);
            sum += Duration.between(flight.scheduled(), of(flight)).toMillis() / HOUR / year.size();
        }
        return sum;
    }

    /** How much those flights that have landed differ from all that left as many hours ago. */
    static String selection(Year year) {
        StringBuilder text = new StringBuilder();
        for (int hours = 1; hours <= 8; hours++) {
            Duration age = Duration.ofHours(hours);
            long known = 0;
            long lateOfKnown = 0;
            long late = 0;
            for (int i = 0; i < year.size(); i++) {
                Flight flight = year.flight(i);
                boolean landed = !flight.arrived().isAfter(flight.scheduled().plus(age));
                known += landed ? 1 : 0;
                lateOfKnown += landed && flight.late() ? 1 : 0;
                late += flight.late() ? 1 : 0;
            }
            text.append(String.format(
                    Locale.ROOT,
                    "%d hours after departure %.1f%% have landed; of them %.1f%% were late, of all %.1f%%%n",
                    hours,
                    100.0 * known / year.size(),
                    100.0 * lateOfKnown / Math.max(1, known),
                    100.0 * late / year.size()));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return text;
    }
}
