package io.leeway.examples.detectors;

import io.leeway.examples.flights.Flight;
import java.util.List;
import java.util.SplittableRandom;

/** Streams of errors over the real flights, in the order in which they happened, from a random one on. */
enum RealFlights {
    /** Which flights take more than two and a half hours; the change is a fault of data: distances come in kilometres. */
    KILOMETRES("flights, kilometres") {
        @Override
        int label(Flight flight) {
            return flight.elapsed() > 150 ? 1 : 0;
        }

        @Override
        double distance(Flight flight, boolean changed) {
            return flight.distance() * (changed ? 1.609344 : 1);
        }
    },
    /** Which flights are late; the change is that it is another time of the year, 150 days later. */
    SEASON("flights, another season") {
        @Override
        int label(Flight flight) {
            return flight.late() ? 1 : 0;
        }

        @Override
        int jump() {
            return 140_000;
        }
    };

    private static final double HUNDRED_MILES = 100;
    private static final int FEATURES = 9;

    final String title;

    RealFlights(String title) {
        this.title = title;
    }

    abstract int label(Flight flight);

    double distance(Flight flight, boolean changed) {
        return flight.distance();
    }

    /** Flights that are left out at the change. */
    int jump() {
        return 0;
    }

    private void fill(Flight flight, boolean changed, double[] row) {
        row[0] = distance(flight, changed) / HUNDRED_MILES;
        row[1] = flight.hour();
        row[2] = flight.dayOfWeek();
        row[3] = flight.temp() / 10;
        row[4] = flight.seats() / 100;
        row[5] = flight.planeYear() / 10;
        row[6] = flight.windSpeed() / 10;
        row[7] = flight.visib();
        row[8] = flight.humid() / 10;
    }

    /** The errors over these flights. */
    ErrorStream of(List<Flight> flights) {
        return new ErrorStream() {
            @Override
            public String name() {
                return title;
            }

            @Override
            public double[] errors(long seed, int rows, int change) {
                int from = new SplittableRandom(seed).nextInt(flights.size() - WARM_UP - rows - jump());
                NaiveBayes model = new NaiveBayes(2, FEATURES);
                double[] errors = new double[rows];
                double[] row = new double[FEATURES];
                for (int i = -WARM_UP; i < rows; i++) {
                    boolean changed = i >= change;
                    Flight flight = flights.get(from + WARM_UP + i + (changed ? jump() : 0));
                    fill(flight, changed, row);
                    if (i >= 0) {
                        errors[i] = model.predict(row) == label(flight) ? 0 : 1;
                    }
                    model.learn(row, label(flight));
                }
                return errors;
            }
        };
    }
}
