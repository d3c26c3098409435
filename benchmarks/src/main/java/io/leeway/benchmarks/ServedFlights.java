package io.leeway.benchmarks;

import io.leeway.examples.flights.Flight;
import io.leeway.examples.flights.Year;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.Profiler;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.Scaling;
import io.leeway.pipeline.Trainers;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.serving.LiveModel;
import io.leeway.serving.LiveModelBuilder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.tribuo.classification.Label;

/**
 * A champion of the flights, and what it was trained on: what benchmarks of served predictions share.
 *
 * @param year the flights
 * @param registry has the champion
 * @param training the profile of its training rows
 */
record ServedFlights(Year year, ModelRegistry registry, Profile training) {
    private static final Instant TODAY = Instant.parse("2013-02-12T09:00:00Z");
    private static final Duration TRAINED_ON = Duration.ofDays(60);

    /** Trains the champion. */
    static ServedFlights train() throws IOException {
        Year year = Year.read();
        ModelRegistry registry = MemoryRegistry.create();
        Pipeline<Flight, Label> pipeline = Pipeline.classification("flights", Flight.SCHEMA)
                .candidate("logistic", Trainers::logisticRegression, Scaling.STANDARDIZED)
                .register(registry)
                .build();
        pipeline.promote(pipeline.run(year.labelledAt(TODAY, TRAINED_ON)));
        return new ServedFlights(year, registry, profile(year));
    }

    /** The profile of the training rows alone. */
    static Profile profile(Year year) {
        return Profiler.of(Flight.SCHEMA)
                .addAll(year.labelledAt(TODAY, TRAINED_ON))
                .profile();
    }

    /** A flight by its place in the order of departure; behind the year it begins anew, but the ids go on. */
    static Flight flight(Year year, int place) {
        Flight of = year.flight(place % year.size());
        return place < year.size()
                ? of
                : new Flight(
                        place + 1L,
                        of.scheduled(),
                        of.arrived(),
                        of.carrier(),
                        of.origin(),
                        of.dest(),
                        of.distance(),
                        of.hour(),
                        of.dayOfWeek(),
                        of.month(),
                        of.elapsed(),
                        of.temp(),
                        of.dewp(),
                        of.humid(),
                        of.windDir(),
                        of.windSpeed(),
                        of.windGust(),
                        of.precip(),
                        of.pressure(),
                        of.visib(),
                        of.seats(),
                        of.planeYear(),
                        of.late());
    }

    /** Serves the champion. */
    LiveModelBuilder<Flight, Label> live() {
        return LiveModel.classification(Flight.SCHEMA, registry, "flights", "champion");
    }
}
