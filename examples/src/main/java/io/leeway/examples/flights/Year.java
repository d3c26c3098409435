package io.leeway.examples.flights;

import io.leeway.data.Rows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * All flights of the year in the order of departure, and the order in which their labels became known.
 *
 * <p>The only way to labelled rows is {@link #labelledAt}, which gives none that was not known at the moment asked for.
 */
public final class Year {

    private static final double LEAST_PROBABILITY = 1e-15;

    private final List<Flight> flights;
    private final int[] byArrival;

    Year(List<Flight> flights) {
        this.flights = List.copyOf(flights);
        this.byArrival = IntStream.range(0, flights.size())
                .boxed()
                .sorted(Comparator.comparing(i -> flights.get(i).arrived()))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 1; i < flights.size(); i++) {
            if (flights.get(i).scheduled().isBefore(flights.get(i - 1).scheduled())) {
                throw new IllegalArgumentException("flight " + flights.get(i).id() + " is out of order");
            }
        }
    }

    /**
     * Reads the flights of 2013 from New York.
     *
     * @return the year
     */
    public static Year read() throws IOException {
        Path copy = Files.createTempFile("flights-2013", ".csv.gz");
        try (InputStream in = Objects.requireNonNull(Year.class.getResourceAsStream("flights-2013.csv.gz"))) {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            return new Year(Rows.csv(copy, Flight.class).toList());
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    /** How many flights there are. */
    public int size() {
        return flights.size();
    }

    /** A flight by its place in the order of departure. */
    public Flight flight(int index) {
        return flights.get(index);
    }

    /** What a score costs the flight at a place: the negative logarithm of the probability that it gave to what came. */
    double logLoss(int index, double score) {
        double p = Math.min(1 - LEAST_PROBABILITY, Math.max(LEAST_PROBABILITY, score));
        return flights.get(index).late() ? -Math.log(p) : -Math.log1p(-p);
    }

    /** The place, in the order of departure, of the flight whose label became known as number {@code rank}. */
    int arrival(int rank) {
        return byArrival[rank];
    }

    /** How many labels were known at an instant; they are those of the first ranks. */
    int arrivedBy(Instant instant) {
        int low = 0;
        int high = byArrival.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (flights.get(byArrival[middle]).arrived().isAfter(instant)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** The place of the first flight that departs at {@code instant} or later. */
    public int firstAtOrAfter(Instant instant) {
        int low = 0;
        int high = flights.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (flights.get(middle).scheduled().isBefore(instant)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The flights that were scheduled in the {@code window} before {@code now} and whose label is known at {@code now}. */
    public Rows<Flight> labelledAt(Instant now, Duration window) {
        int from = firstAtOrAfter(now.minus(window));
        int to = firstAtOrAfter(now);
        List<Flight> known = new ArrayList<>(to - from);
        for (Flight flight : flights.subList(from, to)) {
            if (!flight.arrived().isAfter(now)) {
                known.add(flight);
            }
        }
        return Rows.of(known);
    }
}
