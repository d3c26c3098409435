package io.leeway.serving;

import static io.leeway.serving.Trips.CHAMPION;
import static io.leeway.serving.Trips.MODEL;

import io.leeway.feedback.FeedbackLog;
import io.leeway.model.ModelMetadata;
import io.leeway.model.tribuo.TribuoModel;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.Profiler;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.ModelRegistry;
import io.leeway.schema.Schema;
import io.leeway.serving.Trips.Trip;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.tribuo.Output;

/** Trips with an id, a number and one of three classes, by which labels come: what models of numbers and of several classes predict, wrongly at first. */
abstract class Errands<T extends Output<T>> {
    static final Errands<?> NUMBERS = new Numbers();
    static final Errands<?> CLASSES = new Classes();

    /** An errand. */
    record Errand(
            long id,
            double distance,
            double year,
            int hour,
            @Nullable String carrier,
            @Nullable String sky,
            double minutes,
            String outcome) {}

    final Schema<Errand> schema;
    private final byte[] wrong;
    private final byte[] better;
    private final Profile profile;

    private Errands(Schema<Errand> schema, byte[] wrong, byte[] better) {
        this.schema = schema;
        this.wrong = wrong;
        this.better = better;
        this.profile = Profiler.withResponse(schema).addAll(make(600, 1, 0)).profile();
    }

    abstract LiveModelBuilder<Errand, T> champion(ModelRegistry registry);

    abstract void label(FeedbackLog<Errand> log, Errand errand);

    /** Gives a label that is not the true one. */
    abstract void mislabel(FeedbackLog<Errand> log, Errand errand);

    /** What an answer costs. */
    abstract double cost(Answer<T> answer, Errand errand);

    /** The numbers of an answer. */
    abstract List<Double> numbers(Answer<T> answer);

    static List<Errand> make(int count, long seed, long firstId) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Errand> errands = new ArrayList<>();
        for (Trip trip : Trips.make(count, seed)) {
            double minutes = 60 - 2 * trip.hour() + 8 * random.nextDouble();
            String outcome = outcome((trip.hour() + 8 + random.nextInt(3)) % 24);
            errands.add(new Errand(
                    firstId + errands.size(),
                    trip.distance(),
                    trip.year(),
                    trip.hour(),
                    trip.carrier(),
                    trip.sky(),
                    minutes,
                    outcome));
        }
        return errands;
    }

    private static String outcome(int hour) {
        return hour < 8 ? "early" : hour < 16 ? "late" : "on time";
    }

    /** Registers two versions, of which the first answers. */
    void register(ModelRegistry registry) {
        for (byte[] each : List.of(wrong, better)) {
            registry.register(MODEL, ModelArtifact.of(each).metadata(ModelMetadata.POSITIVE_CLASS, "late"));
        }
        Trips.promote(registry, 1);
    }

    Profile profile() {
        return profile;
    }

    private static final class Numbers extends Errands<org.tribuo.regression.Regressor> {
        Numbers() {
            super(Schema.of(Errand.class).id("id").without("outcome").response("minutes"), number(1), number(-1));
        }

        private static byte[] number(double sign) {
            return TribuoModel.regressor(
                            Trips.SCHEMA,
                            Trips.regressor(Trips.standardised(Trips.leastSquares()), trip -> 30 + sign * trip.hour()))
                    .toBytes();
        }

        @Override
        LiveModelBuilder<Errand, org.tribuo.regression.Regressor> champion(ModelRegistry registry) {
            return LiveModel.regression(schema, registry, MODEL, CHAMPION);
        }

        @Override
        void label(FeedbackLog<Errand> log, Errand errand) {
            log.label(errand.id(), errand.minutes());
        }

        @Override
        void mislabel(FeedbackLog<Errand> log, Errand errand) {
            log.label(errand.id(), errand.minutes() + 1);
        }

        @Override
        double cost(Answer<org.tribuo.regression.Regressor> answer, Errand errand) {
            double error = answer.output().getValues()[0] - errand.minutes();
            return error * error;
        }

        @Override
        List<Double> numbers(Answer<org.tribuo.regression.Regressor> answer) {
            return List.of(answer.score());
        }

        @Override
        public String toString() {
            return "numbers";
        }
    }

    private static final class Classes extends Errands<org.tribuo.classification.Label> {
        Classes() {
            super(Schema.of(Errand.class).id("id").without("minutes").response("outcome"), classes(0), classes(7));
        }

        private static byte[] classes(int shift) {
            return TribuoModel.classifier(
                            Trips.SCHEMA,
                            Trips.classifier(
                                    Trips.standardised(Trips.logistic()),
                                    Trips.make(600, 5),
                                    trip -> outcome((trip.hour() + shift) % 24)),
                            "late")
                    .toBytes();
        }

        @Override
        LiveModelBuilder<Errand, org.tribuo.classification.Label> champion(ModelRegistry registry) {
            return LiveModel.classification(schema, registry, MODEL, CHAMPION);
        }

        @Override
        void label(FeedbackLog<Errand> log, Errand errand) {
            log.label(errand.id(), errand.outcome());
        }

        @Override
        void mislabel(FeedbackLog<Errand> log, Errand errand) {
            log.label(errand.id(), errand.outcome().equals("late") ? "early" : "late");
        }

        @Override
        double cost(Answer<org.tribuo.classification.Label> answer, Errand errand) {
            return -Math.log(answer.probabilities().getOrDefault(errand.outcome(), Double.NaN));
        }

        @Override
        List<Double> numbers(Answer<org.tribuo.classification.Label> answer) {
            return List.copyOf(answer.probabilities().values());
        }

        @Override
        public String toString() {
            return "classes";
        }
    }
}
