package io.leeway.examples.flights;

import static io.leeway.evaluation.Gates.better;
import static io.leeway.evaluation.Gates.logLoss;
import static io.leeway.evaluation.Gates.rocAuc;
import static io.leeway.monitoring.drift.DriftTests.chiSquare;
import static io.leeway.monitoring.drift.DriftTests.ks;
import static io.leeway.monitoring.quality.Expectations.expect;
import static io.leeway.testing.LeewayAssertions.assertThat;

import io.leeway.evaluation.Evaluation;
import io.leeway.model.TrainedModel;
import io.leeway.monitoring.drift.DriftDetector;
import io.leeway.monitoring.quality.Expectation;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.PipelineRun;
import io.leeway.pipeline.Scaling;
import io.leeway.pipeline.Trainers;
import io.leeway.registry.ModelRegistry;
import io.leeway.serving.LiveModel;
import io.leeway.testing.LeewayExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tribuo.classification.Label;

/** The model of the flights, tested as code is tested: trained on what was known on 20 February, asked about what came then. */
class FlightsPipelineTest {
    private static final Instant TODAY = Instant.parse("2013-02-20T09:00:00Z");
    private static final Expectation[] EXPECTED = {
        expect("origin").oneOf("EWR", "JFK", "LGA"),
        expect("carrier").missing().atMost(0),
        expect("distance").between(1, 5_000),
        expect("humid").between(0, 100),
        expect("visib").between(0, 10),
        expect("temp").missing().atMost(0.01)
    };

    @RegisterExtension
    static final LeewayExtension LEEWAY = LeewayExtension.startingAt(TODAY);

    private static Year year;
    private static Pipeline<Flight, Label> pipeline;
    private static PipelineRun<Flight, Label> run;
    private static TrainedModel<Flight, Label> model;

    @BeforeAll
    static void trainOnTheFirstWeeks(ModelRegistry registry) {
        year = Flights2013.year();
        pipeline = Pipeline.classification("flight-delay", Flight.SCHEMA)
                .validate(EXPECTED)
                .holdOut(0.1)
                .candidate("logistic", Trainers::logisticRegression, Scaling.STANDARDIZED)
                .gate(logLoss().atMost(0.6), rocAuc().atLeast(0.6))
                .register(registry)
                .build();
        run = pipeline.run(year.labelledAt(TODAY, Duration.ofDays(60)));
        pipeline.promote(run);
        model = run.candidate("logistic").model();
    }

    @Test
    void theGatesHoldOnTheNewestFlightsOfTheTraining() {
        assertThat(run).isWonBy("logistic").challenger().hasRowsAtLeast(4_000).hasLogLossAtMost(0.55);
    }

    @Test
    void answersTheFlightsOfTheNextTwoWeeks() {
        assertThat(model)
                .on(nextTwoWeeks())
                .hasRowsAtLeast(12_000)
                .hasF1AtLeast(0.27)
                .hasRocAucAtLeast(0.64)
                .hasLogLossAtMost(0.54)
                .hasCalibrationErrorAtMost(0.07);
    }

    @Test
    void isBetterThanTheShareOfLateFlightsInTheTraining() {
        List<Flight> newer = nextTwoWeeks();
        double share = share(year.labelledAt(TODAY, Duration.ofDays(60)).toList());
        double[] always = new double[newer.size()];
        Arrays.fill(always, share);
        boolean[] late = new boolean[newer.size()];
        for (int i = 0; i < late.length; i++) {
            late[i] = newer.get(i).late();
        }

        assertThat(model)
                .on(newer)
                .passesAgainst(
                        Evaluation.ofBinary(always, late),
                        better().than("the share").on(logLoss()).withConfidence(0.95));
    }

    @Test
    void isBetterWithTheRightLabelsThanWithThoseOfOtherFlights() {
        List<Flight> known = year.labelledAt(TODAY, Duration.ofDays(60)).toList();
        List<Boolean> labels = new ArrayList<>(known.stream().map(Flight::late).toList());
        Collections.shuffle(labels, new Random(7));
        List<Flight> mixed = new ArrayList<>();
        for (int i = 0; i < known.size(); i++) {
            mixed.add(Flights2013.withLabel(known.get(i), labels.get(i)));
        }

        assertThat(pipeline.run(mixed)).wasRejectedBecause("rocAuc");
    }

    @Test
    void aFlightThatHasNotArrivedTeachesNothing() {
        assertThat(year.labelledAt(TODAY, Duration.ofDays(60)).toList())
                .hasSizeGreaterThan(30_000)
                .allMatch(flight -> !flight.arrived().isAfter(TODAY));
    }

    @Test
    void theYearIsAsItIsExpectedToBe() {
        assertThat(between("2013-01-01", "2014-01-01"), Flight.SCHEMA).meets(EXPECTED);
    }

    @Test
    void twoHalvesOfJanuaryDoNotDiffer() {
        List<Flight> january = new ArrayList<>(between("2013-01-01", "2013-02-01"));
        Collections.shuffle(january, new Random(2013));
        int half = january.size() / 2;

        assertThat(january.subList(half, january.size()), Flight.SCHEMA)
                .using(DriftDetector.of(ks(), chiSquare()).withAlpha(0.01))
                .hasNoDriftAgainst(january.subList(0, half));
    }

    @Test
    void julyIsWarmerThanJanuaryAndAsFarFromEverywhere() {
        assertThat(between("2013-07-01", "2013-08-01"), Flight.SCHEMA)
                .comparedWith(between("2013-01-01", "2013-02-01"))
                .hasDriftIn("temp", "dewp", "humid")
                .hasNoDriftIn("distance", "origin", "hour", "dayOfWeek");
    }

    @Test
    void aServedModelAnswersAirportsAndWeatherThatItHasNotSeen(ModelRegistry registry) {
        LiveModel<Flight, Label> live = LiveModel.classification(Flight.SCHEMA, registry, "flight-delay", "champion")
                .build();
        Flight seen = nextTwoWeeks().get(0);
        Flight unseen = elsewhere(seen);

        assertThat(live.score(unseen)).isStrictlyBetween(0.0, 1.0);
        assertThat(live.unseenCategories()).containsEntry("dest", 1L).containsEntry("carrier", 1L);
        assertThat(live, Flight.SCHEMA).servesVersion(1).on(nextTwoWeeks()).hasF1AtLeast(0.27);
    }

    private static List<Flight> nextTwoWeeks() {
        return year.labelledAt(TODAY.plus(Duration.ofDays(15)), Duration.ofDays(15))
                .filter(flight -> flight.scheduled().isBefore(TODAY.plus(Duration.ofDays(14))))
                .toList();
    }

    private static List<Flight> between(String from, String to) {
        int first = year.firstAtOrAfter(Instant.parse(from + "T09:00:00Z"));
        int last = year.firstAtOrAfter(Instant.parse(to + "T09:00:00Z"));
        List<Flight> flights = new ArrayList<>();
        for (int i = first; i < last; i++) {
            flights.add(year.flight(i));
        }
        return flights;
    }

    private static double share(List<Flight> flights) {
        return (double) flights.stream().filter(Flight::late).count() / flights.size();
    }

    private static Flight elsewhere(Flight flight) {
        return new Flight(
                flight.id(),
                flight.scheduled(),
                flight.arrived(),
                "ZZ",
                flight.origin(),
                "LHR",
                flight.distance(),
                flight.hour(),
                flight.dayOfWeek(),
                flight.month(),
                flight.elapsed(),
                Double.NaN,
                flight.dewp(),
                flight.humid(),
                flight.windDir(),
                flight.windSpeed(),
                flight.windGust(),
                flight.precip(),
                Double.NaN,
                flight.visib(),
                flight.seats(),
                flight.planeYear(),
                flight.late());
    }
}
