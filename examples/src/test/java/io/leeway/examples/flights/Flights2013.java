package io.leeway.examples.flights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** The real flights, read once for all tests. */
final class Flights2013 {

    private static final Year YEAR = read();

    private Flights2013() {}

    private static Year read() {
        try {
            return Year.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Year year() {
        return YEAR;
    }

    /** The flights that were scheduled before the look of a day, each changed as is said. */
    static Year before(int day, UnaryOperator<Flight> change) {
        int end = YEAR.firstAtOrAfter(Replay.lookOnDay(day));
        List<Flight> flights =
                IntStream.range(0, end).mapToObj(YEAR::flight).map(change).toList();
        return new Year(flights);
    }

    static Flight withLabel(Flight flight, boolean late) {
        return copy(flight, flight.distance(), late);
    }

    static Flight withDistance(Flight flight, double distance) {
        return copy(flight, distance, flight.late());
    }

    private static Flight copy(Flight flight, double distance, boolean late) {
        return new Flight(
                flight.id(),
                flight.scheduled(),
                flight.arrived(),
                flight.carrier(),
                flight.origin(),
                flight.dest(),
                distance,
                flight.hour(),
                flight.dayOfWeek(),
                flight.month(),
                flight.elapsed(),
                flight.temp(),
                flight.dewp(),
                flight.humid(),
                flight.windDir(),
                flight.windSpeed(),
                flight.windGust(),
                flight.precip(),
                flight.pressure(),
                flight.visib(),
                flight.seats(),
                flight.planeYear(),
                late);
    }
}
