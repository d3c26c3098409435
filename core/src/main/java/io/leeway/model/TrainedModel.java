package io.leeway.model;

import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.VariableInfo;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.hash.HashedFeatureMap;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.transform.TransformedModel;
import org.tribuo.transform.Transformer;
import org.tribuo.transform.TransformerMap;

/**
 * A Tribuo model that answers the application's own rows.
 *
 * <pre>{@code
 * TrainedModel<Flight, Label> model = run.winner().orElseThrow().model();
 * double probability = model.score(flight);
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads, as Tribuo's models are.
 *
 * @param <R> the type of rows
 * @param <T> {@code Label} for classifiers, {@code Regressor} for regressors
 */
public final class TrainedModel<R, T extends Output<T>> {
    private final Model<T> model;
    private final RowEncoder<R> encoder;
    private final T unknown;
    private final ModelKind kind;
    private final @Nullable String positiveClass;
    private final List<String> classes;
    private final ImmutableFeatureMap known;
    private final RowEncoder.NeutralFeature neutral;

    private TrainedModel(Schema<R> schema, Model<T> model, T unknown, ModelKind kind, @Nullable String positiveClass) {
        this.model = Objects.requireNonNull(model, "model");
        this.encoder = RowEncoder.of(schema);
        this.unknown = unknown;
        this.kind = kind;
        this.positiveClass = positiveClass;
        this.classes = classesOf(model);
        this.known = knownFeatures(model);
        this.neutral = neutralFeature(model, known);
        requireColumns(schema, known);
    }

    /** A feature that no column gives would be missing in every row, which no answer would show. */
    private static void requireColumns(Schema<?> schema, ImmutableFeatureMap known) {
        if (known instanceof HashedFeatureMap) {
            return;
        }
        Set<String> numbers = new HashSet<>();
        List<String> categories = new ArrayList<>();
        for (Feature<?> each : schema.features()) {
            if (each.type() == FeatureType.NUMERIC) {
                numbers.add(each.name());
            } else {
                categories.add(RowEncoder.featureName(each.name(), ""));
            }
        }
        for (VariableInfo each : known) {
            if (!numbers.contains(each.getName()) && categories.stream().noneMatch(each.getName()::startsWith)) {
                throw new MismatchedModelException(
                        "list of features",
                        "one of the schema's columns "
                                + schema.features().stream().map(Feature::name).toList(),
                        "one with " + each.getName());
            }
        }
    }

    /**
     * Ties a classifier to the schema that it was trained with.
     *
     * @param <R> the type of rows
     * @param schema how rows are read
     * @param model the classifier
     * @param positiveClass the class whose probability is the score
     * @return the model
     * @throws MismatchedModelException if the model does not know the positive class, or was trained on a feature that is none of the
     *     schema's
     */
    public static <R> TrainedModel<R, Label> classifier(Schema<R> schema, Model<Label> model, String positiveClass) {
        if (model.getOutputIDInfo().getID(new Label(positiveClass)) < 0) {
            throw new MismatchedModelException(
                    "list of classes",
                    "one with \"" + positiveClass + "\"",
                    classesOf(model).toString());
        }
        return new TrainedModel<>(schema, model, LabelFactory.UNKNOWN_LABEL, ModelKind.CLASSIFICATION, positiveClass);
    }

    /**
     * Ties a regressor to the schema that it was trained with.
     *
     * @param <R> the type of rows
     * @param schema how rows are read
     * @param model the regressor
     * @return the model
     * @throws MismatchedModelException if the model answers more than one number, or was trained on a feature that is none of the
     *     schema's
     */
    public static <R> TrainedModel<R, Regressor> regressor(Schema<R> schema, Model<Regressor> model) {
        if (model.getOutputIDInfo().size() != 1) {
            throw new MismatchedModelException(
                    "number of outputs",
                    "1",
                    String.valueOf(model.getOutputIDInfo().size()));
        }
        return new TrainedModel<>(schema, model, RegressionFactory.UNKNOWN_REGRESSOR, ModelKind.REGRESSION, null);
    }

    /**
     * Returns the class that the model would choose, or the number that it expects.
     *
     * @param row the row; missing values and unseen categories are allowed
     * @return the answer
     * @throws NullPointerException if the row is null
     */
    public T predict(R row) {
        return prediction(row).getOutput();
    }

    /**
     * Returns all that the model says about a row.
     *
     * @param row the row
     * @return Tribuo's prediction
     * @throws NullPointerException if the row is null
     */
    public Prediction<T> prediction(R row) {
        return model.predict(encoder.example(row, unknown, known, neutral));
    }

    /**
     * Returns the probability of the positive class, or the number that a regressor expects.
     *
     * @param row the row
     * @return the score: in 0 to 1 for a classifier, in the response's unit for a regressor
     * @throws NullPointerException if the row is null
     * @throws MismatchedModelException if a classifier's scores are not shares of a whole, as those of a support vector machine
     */
    public double score(R row) {
        return scoreOf(prediction(row));
    }

    /**
     * Returns the score that lies in a prediction of this model.
     *
     * @param prediction what {@link #prediction} returned
     * @return the same as {@link #score(Object)} of its row
     * @throws MismatchedModelException if a classifier's scores are not shares of a whole, as those of a support vector machine
     */
    public double scoreOf(Prediction<T> prediction) {
        if (prediction.getOutput() instanceof Regressor number) {
            return number.getValues()[0];
        }
        return probability(prediction, Objects.requireNonNull(positiveClass));
    }

    /**
     * Returns the probability of each class.
     *
     * @param row the row
     * @return probabilities by class, in the natural order of the names
     * @throws NullPointerException if the row is null
     * @throws IllegalStateException if this is a regressor
     */
    public Map<String, Double> probabilities(R row) {
        Prediction<T> prediction = prediction(row);
        Map<String, Double> byClass = new LinkedHashMap<>();
        for (String each : classes()) {
            byClass.put(each, probability(prediction, each));
        }
        return byClass;
    }

    private double probability(Prediction<?> prediction, String name) {
        double score = scoreOf(prediction, name);
        return prediction.hasProbabilities() ? score : score / sumOfScores(prediction);
    }

    private static double scoreOf(Prediction<?> prediction, String name) {
        return prediction.getOutputScores().get(name) instanceof Label label ? label.getScore() : 0.0;
    }

    /** Trees do not claim that their scores are probabilities, but they are shares of rows up to a factor. */
    private double sumOfScores(Prediction<?> prediction) {
        double sum = 0.0;
        for (String each : classes) {
            double score = scoreOf(prediction, each);
            if (!(score >= 0.0)) {
                throw new MismatchedModelException(
                        "score of the class " + each, "a probability, or a share of rows,", String.valueOf(score));
            }
            sum += score;
        }
        return sum;
    }

    /**
     * Returns the classes that a classifier knows.
     *
     * @return their names in natural order
     * @throws IllegalStateException if this is a regressor
     */
    public List<String> classes() {
        if (kind != ModelKind.CLASSIFICATION) {
            throw new IllegalStateException("A regressor has no classes.");
        }
        return classes;
    }

    private static List<String> classesOf(Model<?> model) {
        TreeSet<String> names = new TreeSet<>();
        for (Output<?> each : model.getOutputIDInfo().getDomain()) {
            if (each instanceof Label label) {
                names.add(label.getLabel());
            }
        }
        return List.copyOf(names);
    }

    /**
     * Returns Tribuo's model.
     *
     * @return the model; a {@link TransformedModel} if features were standardised
     */
    public Model<T> model() {
        return model;
    }

    /**
     * Returns how rows are read.
     *
     * @return the schema
     */
    public Schema<R> schema() {
        return encoder.schema();
    }

    /**
     * Returns how rows become examples.
     *
     * @return the encoder
     */
    public RowEncoder<R> encoder() {
        return encoder;
    }

    /**
     * Returns what the model answers.
     *
     * @return the kind
     */
    public ModelKind kind() {
        return kind;
    }

    /**
     * Returns the class whose probability is the score.
     *
     * @return the class, empty for a regressor
     */
    public Optional<String> positiveClass() {
        return Optional.ofNullable(positiveClass);
    }

    /**
     * Writes the model in Tribuo's protobuf form, with its provenance.
     *
     * <p>Tribuo takes the time of training from the system's clock; {@link #toBytes(Instant)} takes it from yours.
     *
     * @return the bytes, which {@link ModelReader} reads
     */
    public byte[] toBytes() {
        return model.serialize().toByteArray();
    }

    /**
     * Writes the model in Tribuo's protobuf form, with its provenance, in which the given time stands for the time of training.
     *
     * <p>Where rows, trainer, seed and time are the same, and the Java runtime that trains, the bytes are the same, and so is their
     * digest: a model can be trained again years later to prove where it came from. (Trainers whose models hold other models, except
     * Tribuo's feature transformations and weighted ensembles, keep the system's time in those.)
     *
     * @param trainedAt when it was trained
     * @return the bytes, which {@link ModelReader} reads
     */
    public byte[] toBytes(Instant trainedAt) {
        return TrainingTime.write(model.serialize(), trainedAt);
    }

    @Override
    public String toString() {
        return "TrainedModel[" + kind + ", " + model.getName() + ", "
                + model.getFeatureIDMap().size() + " features]";
    }

    private static ImmutableFeatureMap knownFeatures(Model<?> model) {
        return model instanceof TransformedModel<?> transformed
                ? knownFeatures(transformed.getInnerModel())
                : model.getFeatureIDMap();
    }

    private static RowEncoder.NeutralFeature neutralFeature(Model<?> model, ImmutableFeatureMap known) {
        String name = known.get(0).getName();
        List<Transformer> transformers = model instanceof TransformedModel<?> transformed
                ? transformed.getTransformerMap().get(name)
                : null;
        return new RowEncoder.NeutralFeature(name, transformers == null ? 0.0 : rootOf(transformers));
    }

    /** Every transformation used here is affine, so two points give the value that becomes 0. */
    private static double rootOf(List<Transformer> transformers) {
        double atZero = TransformerMap.applyTransformerList(0.0, transformers);
        double atOne = TransformerMap.applyTransformerList(1.0, transformers);
        double slope = atOne - atZero;
        return slope == 0.0 ? 0.0 : -atZero / slope;
    }
}
