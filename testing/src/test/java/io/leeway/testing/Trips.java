package io.leeway.testing;

import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.PipelineBuilder;
import io.leeway.pipeline.PipelineRun;
import io.leeway.pipeline.Trainers;
import io.leeway.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.tribuo.classification.Label;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;

/** Generated trips, and pipelines over them. */
final class Trips {
    record Trip(double distance, double wind, @Nullable String carrier, double minutes, boolean late) {}

    static final Schema<Trip> SCHEMA = Schema.of(Trip.class).response("late").without("minutes");
    static final Schema<Trip> NUMBERS =
            Schema.of(Trip.class).response("minutes").without("late");

    private Trips() {}

    static List<Trip> calm(int count, long seed) {
        return trips(count, seed, 10);
    }

    static List<Trip> stormy(int count, long seed) {
        return trips(count, seed, 30);
    }

    private static List<Trip> trips(int count, long seed, double meanWind) {
        Random random = new Random(seed);
        List<Trip> trips = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double distance = 300 + 800 * random.nextDouble();
            double wind = meanWind + 5 * random.nextGaussian();
            String carrier =
                    random.nextInt(20) == 0 ? null : List.of("AA", "B6", "UA").get(random.nextInt(3));
            double minutes =
                    (distance - 700) / 40 + wind - 10 + ("B6".equals(carrier) ? 4 : 0) + 3 * random.nextGaussian();
            trips.add(new Trip(distance, wind, carrier, minutes, minutes > 1));
        }
        return trips;
    }

    static PipelineBuilder<Trip, Label> pipeline() {
        return Pipeline.classification("trips", SCHEMA).candidate("logistic", Trainers::logisticRegression);
    }

    static PipelineRun<Trip, Label> run() {
        return pipeline().build().run(calm(2_000, 1));
    }

    static PipelineBuilder<Trip, Regressor> minutes() {
        return Pipeline.regression("minutes", NUMBERS)
                .candidate(
                        "linear", seed -> new LinearSGDTrainer(new SquaredLoss(), new AdaGrad(0.1), 10, -1, 1, seed));
    }

    static PipelineRun<Trip, Regressor> regression() {
        return minutes().build().run(calm(2_000, 1));
    }
}
