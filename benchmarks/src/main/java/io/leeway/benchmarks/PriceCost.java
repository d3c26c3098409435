package io.leeway.benchmarks;

import io.leeway.examples.flights.Flight;
import io.leeway.examples.flights.Year;
import io.leeway.model.TrainedModel;
import io.leeway.monitoring.price.DriftPrice;
import io.leeway.monitoring.price.DriftPrices;
import io.leeway.monitoring.price.SampledRows;
import io.leeway.monitoring.variation.FeatureColumns;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.Scaling;
import io.leeway.pipeline.Trainers;
import io.leeway.schema.Feature;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.tribuo.classification.Label;

/** Processor time of the thread that prices a feature of the flights, by a logistic regression and by a forest of 100 trees, for windows of a week and of 100,000 rows. */
public final class PriceCost {
    private static final Instant TODAY = Instant.parse("2013-02-12T09:00:00Z");
    private static final int ROUNDS = 5;

    private PriceCost() {}

    /**
     * Prints milliseconds, and what the features of a summer week cost.
     *
     * @param arguments none
     * @throws IOException if the flights cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        Year year = Year.read();
        List<Flight> training = year.labelledAt(TODAY, Duration.ofDays(60)).toList();
        int summer = year.firstAtOrAfter(Instant.parse("2013-07-01T04:00:00Z"));
        for (boolean trees : new boolean[] {false, true}) {
            Pipeline<Flight, Label> pipeline = (trees
                            ? Pipeline.classification("flights", Flight.SCHEMA)
                                    .candidate("forest", Trainers::randomForest)
                            : Pipeline.classification("flights", Flight.SCHEMA)
                                    .candidate("logistic", Trainers::logisticRegression, Scaling.STANDARDIZED))
                    .build();
            TrainedModel<Flight, Label> model =
                    pipeline.run(training).winner().orElseThrow().model();
            for (int rows : new int[] {6_000, 100_000}) {
                FeatureColumns window = FeatureColumns.of(
                        Flight.SCHEMA,
                        IntStream.range(summer, summer + rows)
                                .mapToObj(year::flight)
                                .toList());
                measure(model, training, window, trees ? "forest" : "logistic");
            }
        }
    }

    private static void measure(
            TrainedModel<Flight, Label> model, List<Flight> training, FeatureColumns window, String name) {
        List<String> features =
                Flight.SCHEMA.features().stream().map(Feature::name).toList();
        List<DriftPrice> found = List.of();
        for (int round = 0; round < ROUNDS; round++) {
            long start = now();
            SampledRows rows = SampledRows.of(Flight.SCHEMA, training);
            long drawn = now();
            DriftPrices prices = DriftPrices.classification(Flight.SCHEMA, rows, model::over, 0.5);
            found = prices.prices(features, window);
            long priced = now();
            System.out.printf(
                    Locale.ROOT,
                    "%s, %,d rows in the window: %.1f ms to draw from %,d rows, once a reference; %.2f ms a feature%n",
                    name,
                    window.rows(),
                    (drawn - start) / 1e6,
                    training.size(),
                    (priced - drawn) / 1e6 / features.size());
        }
        found.forEach(System.out::println);
    }

    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
