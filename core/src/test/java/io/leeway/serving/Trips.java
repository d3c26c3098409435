package io.leeway.serving;

import io.leeway.model.tribuo.RowEncoder;
import io.leeway.model.tribuo.TribuoModel;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import io.leeway.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.fm.FMClassificationTrainer;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.Transformation;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.transformations.MeanStdDevTransformation;

/** Synthetic trips and models of them. */
public final class Trips {

    /** A trip; a number may be NaN and a text null. */
    public record Trip(
            double distance,
            double year,
            int hour,
            @Nullable String carrier,
            @Nullable String sky,
            boolean late) {}

    public static final Schema<Trip> SCHEMA = Schema.of(Trip.class).response("late");
    public static final String MODEL = "trips";
    public static final String CHAMPION = "champion";

    private static final String[] CARRIERS = {"AA", "B6", "DL", "UA", "WN"};
    private static final String[] SKIES = {"clear", "fog", "snow"};

    private Trips() {}

    public static List<Trip> make(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Trip> trips = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double distance = random.nextInt(12) == 0 ? Double.NaN : 100 + random.nextDouble() * 2500;
            double year = 2013 + random.nextDouble();
            int hour = random.nextInt(24);
            String carrier = random.nextInt(12) == 0 ? null : CARRIERS[random.nextInt(CARRIERS.length)];
            String sky = random.nextInt(4) == 0 ? null : SKIES[random.nextInt(SKIES.length)];
            double lateness = (hour - 12) / 6.0 + ("B6".equals(carrier) ? 1 : 0) + ("snow".equals(sky) ? 2 : 0) - 1;
            boolean late = random.nextDouble() < 1 / (1 + Math.exp(-lateness));
            trips.add(new Trip(distance, year, hour, carrier, sky, late));
        }
        return trips;
    }

    public static Trainer<Label> logistic() {
        return new LogisticRegressionTrainer();
    }

    /** Gives probabilities, but is not linear in its features. */
    public static Trainer<Label> factorisation() {
        return new FMClassificationTrainer(new LogMulticlass(), new AdaGrad(0.01), 3, 1L, 4, 0.1);
    }

    public static Trainer<Regressor> leastSquares() {
        return new LinearSGDTrainer(new SquaredLoss(), new AdaGrad(0.1), 5, 1, 1L);
    }

    /** Transforms the numeric features before the trainer sees them, and nothing else. */
    public static <T extends Output<T>> Trainer<T> scaled(Trainer<T> trainer, Transformation by) {
        return new TransformTrainer<>(
                trainer,
                new TransformationMap(Map.of("distance", List.of(by), "year", List.of(by), "hour", List.of(by))));
    }

    public static <T extends Output<T>> Trainer<T> standardised(Trainer<T> trainer) {
        return scaled(trainer, new MeanStdDevTransformation());
    }

    public static Model<Label> classifier(Trainer<Label> trainer, List<Trip> trips, Function<Trip, String> response) {
        return train(trainer, new LabelFactory(), trips, trip -> new Label(response.apply(trip)));
    }

    public static Model<Label> classifier(Trainer<Label> trainer) {
        return classifier(trainer, make(600, 1), trip -> String.valueOf(trip.late()));
    }

    public static Model<Regressor> regressor(Trainer<Regressor> trainer) {
        return regressor(trainer, trip -> trip.hour() * 2 - ("AA".equals(trip.carrier()) ? 10 : 0));
    }

    public static Model<Regressor> regressor(Trainer<Regressor> trainer, ToDoubleFunction<Trip> response) {
        return train(
                trainer,
                new RegressionFactory(),
                make(600, 1),
                trip -> new Regressor("delay", response.applyAsDouble(trip)));
    }

    private static <T extends Output<T>> Model<T> train(
            Trainer<T> trainer, OutputFactory<T> factory, List<Trip> trips, Function<Trip, T> response) {
        MutableDataset<T> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("made-up trips", factory), factory);
        RowEncoder<Trip> encoder = RowEncoder.of(SCHEMA);
        for (Trip trip : trips) {
            data.add(encoder.example(trip, response.apply(trip)));
        }
        return trainer.train(data);
    }

    public static ModelVersion register(ModelRegistry registry, byte[] bytes) {
        return registry.register(MODEL, ModelArtifact.of(bytes).metadata("leeway.positive-class", "true"));
    }

    public static ModelVersion register(ModelRegistry registry, Model<Label> model) {
        return register(registry, TribuoModel.classifier(SCHEMA, model, "true").toBytes());
    }

    public static void promote(ModelRegistry registry, int version) {
        int now = registry.find(MODEL, CHAMPION).map(ModelVersion::number).orElse(0);
        registry.moveAlias(MODEL, CHAMPION, now, version, "a test");
    }
}
