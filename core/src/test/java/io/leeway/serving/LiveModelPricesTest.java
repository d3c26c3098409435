package io.leeway.serving;

import static io.leeway.serving.Trips.CHAMPION;
import static io.leeway.serving.Trips.MODEL;
import static io.leeway.serving.Trips.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leeway.model.TrainedModel;
import io.leeway.model.tribuo.TribuoModel;
import io.leeway.monitoring.Alert;
import io.leeway.monitoring.ModelMonitor;
import io.leeway.monitoring.MonitoringSnapshot;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.price.DriftPrice;
import io.leeway.monitoring.price.DriftPrices;
import io.leeway.monitoring.price.SampledRows;
import io.leeway.monitoring.variation.FeatureColumns;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.schema.CellReader;
import io.leeway.schema.RowCells;
import io.leeway.serving.Trips.Trip;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.tribuo.classification.Label;

/** Models that say what the drift of a feature costs. */
class LiveModelPricesTest {
    private static final List<Trip> TRAINING = Trips.make(2_000, 1);

    private static TrainedModel<Trip, Label> logistic() {
        return TribuoModel.classifier(
                SCHEMA,
                Trips.classifier(Trips.standardised(Trips.logistic()), TRAINING, trip -> String.valueOf(trip.late())),
                "true");
    }

    private static List<Trip> each(List<Trip> trips, UnaryOperator<Trip> change) {
        return trips.stream().map(change).toList();
    }

    private static Trip at(Trip trip, int hour) {
        return new Trip(trip.distance(), trip.year(), hour, trip.carrier(), trip.sky(), trip.late());
    }

    private static Trip by(Trip trip, String carrier) {
        return new Trip(trip.distance(), trip.year(), trip.hour(), carrier, trip.sky(), trip.late());
    }

    private static double logOdds(TrainedModel<Trip, Label> model, List<Trip> trips) {
        return trips.stream()
                .mapToDouble(model::score)
                .map(p -> Math.log(p / (1 - p)))
                .average()
                .orElseThrow();
    }

    @Test
    void aModelOverCellsScoresAsItDoesRowsAndAsIfAFeatureHadAnotherValue() {
        TrainedModel<Trip, Label> model = logistic();
        CellReader<Trip> reader = CellReader.ofFeatures(SCHEMA);
        ToDoubleFunction<RowCells> over = model.over(reader.schema());
        RowCells cells = reader.cells();
        int hour = SCHEMA.feature("hour").index();
        int carrier = SCHEMA.feature("carrier").index();

        for (Trip trip : TRAINING.subList(0, 50)) {
            reader.read(trip, cells);
            assertThat(over.applyAsDouble(cells)).isEqualTo(model.score(trip));
            reader.put(cells, hour, 3);
            reader.put(cells, carrier, "WN");
            assertThat(over.applyAsDouble(cells)).isEqualTo(model.score(by(at(trip, 3), "WN")));
        }
    }

    @Test
    void thePriceByALogisticRegressionIsExactOnTheScaleOfItsLogOdds() {
        TrainedModel<Trip, Label> model = logistic();
        DriftPrices prices = DriftPrices.classification(SCHEMA, SampledRows.of(SCHEMA, TRAINING), model::over, 0.5);
        List<Trip> later = each(TRAINING, trip -> at(trip, trip.hour() + 4));
        List<Trip> byOthers = each(TRAINING, trip -> "B6".equals(trip.carrier()) ? by(trip, "AA") : trip);

        DriftPrice ofHour = prices.price("hour", FeatureColumns.of(SCHEMA, later));
        DriftPrice ofCarrier = prices.price("carrier", FeatureColumns.of(SCHEMA, byOthers));

        double before = logOdds(model, TRAINING);
        assertThat(ofHour.logOddsChange()).isCloseTo(logOdds(model, later) - before, within(1e-9));
        assertThat(ofHour.logOddsChange()).isGreaterThan(0.3);
        assertThat(ofCarrier.logOddsChange()).isCloseTo(logOdds(model, byOthers) - before, within(1e-9));
        assertThat(ofCarrier.logOddsChange()).isLessThan(-0.1);
    }

    @Test
    void aMonitorOfALiveModelPricesByTheVersionThatIsServed() {
        MemoryRegistry registry = MemoryRegistry.create(Clock.systemUTC());
        TrainedModel<Trip, Label> model = logistic();
        Trips.register(registry, model.toBytes(java.time.Instant.EPOCH));
        Trips.promote(registry, 1);
        AtomicReference<LiveModel<Trip, Label>> served = new AtomicReference<>();
        ModelMonitor<Trip> monitor = ModelMonitor.of(SCHEMA)
                .reference(TRAINING, model::score)
                .test(DriftTests.psi())
                .alpha(0.001)
                .window(1_000)
                .prices(cells -> Objects.requireNonNull(served.get()).over(cells))
                .build();
        LiveModel<Trip, Label> live = LiveModel.classification(SCHEMA, registry, MODEL, CHAMPION)
                .monitor(monitor)
                .build();
        served.set(live);

        Trips.make(1_000, 2).forEach(trip -> live.score(at(trip, trip.hour() + 4)));

        MonitoringSnapshot found = monitor.history().get(0);
        assertThat(found.alerts()).first().satisfies(alert -> {
            assertThat(alert.kind()).isEqualTo(Alert.Kind.FEATURE_DRIFT);
            assertThat(alert.subject()).isEqualTo("hour");
            assertThat(alert.price().orElseThrow().rise()).isGreaterThan(0.02);
        });
    }
}
