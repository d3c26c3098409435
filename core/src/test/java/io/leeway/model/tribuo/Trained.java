package io.leeway.model.tribuo;

import io.leeway.model.Response;
import io.leeway.schema.Schema;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.ensemble.FullyWeightedVotingCombiner;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.objectives.SquaredLoss;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.transformations.MeanStdDevTransformation;

/** Small models over generated trips. */
public final class Trained {
    private Trained() {}

    public record Trip(
            double distance,
            @Nullable Double wind,
            @Nullable String carrier,
            double minutes,
            boolean late) {}

    public static final Schema<Trip> CLASSES =
            Schema.of(Trip.class).response("late").without("minutes");
    public static final Schema<Trip> NUMBERS =
            Schema.of(Trip.class).response("minutes").without("late");

    public static List<Trip> trips(int count, long seed) {
        Random random = new Random(seed);
        List<Trip> trips = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double distance = 500 + 400 * random.nextDouble();
            Double wind = random.nextInt(10) == 0 ? null : Double.valueOf(10 + 5 * random.nextGaussian());
            String carrier = List.of("AA", "B6", "UA").get(random.nextInt(3));
            double minutes = (distance - 700) / 20
                    + (wind == null ? 0 : wind - 10)
                    + (carrier.equals("B6") ? 5 : 0)
                    + 5 * random.nextGaussian();
            trips.add(new Trip(distance, wind, carrier, minutes, minutes > 2));
        }
        return trips;
    }

    public static Model<Label> linear() {
        return train(logistic(), new LabelFactory(), true);
    }

    public static Model<Label> linearOfRawNumbers() {
        return train(logistic(), new LabelFactory(), false);
    }

    public static Model<Label> tree() {
        return train(new CARTClassificationTrainer(5), new LabelFactory(), false);
    }

    public static Model<Label> baggedTrees() {
        return train(
                new BaggingTrainer<>(new CARTClassificationTrainer(3), new VotingCombiner(), 3, 1L),
                new LabelFactory(),
                true);
    }

    public static Model<Label> forest() {
        return train(
                new RandomForestTrainer<>(
                        new CARTClassificationTrainer(4, 0.5f, 1L), new FullyWeightedVotingCombiner(), 5, 1L),
                new LabelFactory(),
                false);
    }

    public static Model<Regressor> regression() {
        return train(
                new org.tribuo.regression.sgd.linear.LinearSGDTrainer(
                        new SquaredLoss(), new AdaGrad(0.1), 5, -1, 1, 1L),
                new RegressionFactory(),
                true);
    }

    private static LinearSGDTrainer logistic() {
        return new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.1), 5, -1, 1, 1L);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Output<T>> Model<T> train(Trainer<T> trainer, OutputFactory<T> factory, boolean scale) {
        MutableDataset<T> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("trips", OffsetDateTime.MIN, factory), factory);
        boolean classes = factory instanceof LabelFactory;
        RowEncoder<Trip> encoder = RowEncoder.of(classes ? CLASSES : NUMBERS);
        Response<Trip> response = Response.of(encoder.schema());
        for (Trip trip : trips(500, 7)) {
            T output = classes
                    ? (T) (Object) new Label(response.label(trip))
                    : (T) (Object) new Regressor("minutes", response.target(trip));
            data.add(encoder.example(trip, output));
        }
        if (!scale) {
            return trainer.train(data);
        }
        return new TransformTrainer<>(
                        trainer,
                        new TransformationMap(Map.of(
                                "distance", List.of(new MeanStdDevTransformation()),
                                "wind", List.of(new MeanStdDevTransformation()))))
                .train(data);
    }
}
