package io.leeway.model.tribuo;

import io.leeway.model.MismatchedModelException;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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

/** Asks Tribuo: encodes a row as an example, and reads scores out of the prediction. Immutable. */
final class TribuoPredictor<R, T extends Output<T>> {
    private final Model<T> model;
    private final RowEncoder<R> encoder;
    private final T unknown;
    private final List<String> classes;
    private final int positive;
    private final ImmutableFeatureMap known;
    private final RowEncoder.NeutralFeature neutral;

    private TribuoPredictor(Schema<R> schema, Model<T> model, T unknown, List<String> classes, int positive) {
        this.model = model;
        this.encoder = RowEncoder.of(schema);
        this.unknown = unknown;
        this.classes = classes;
        this.positive = positive;
        this.known = knownFeatures(model);
        this.neutral = neutralFeature(model, known);
        requireColumns(schema, known);
    }

    static <R> TribuoPredictor<R, Label> ofLabels(Schema<R> schema, Model<Label> model, String positiveClass) {
        List<String> classes = classesOf(model);
        return new TribuoPredictor<>(
                schema, model, LabelFactory.UNKNOWN_LABEL, classes, classes.indexOf(positiveClass));
    }

    static <R> TribuoPredictor<R, Regressor> ofNumbers(Schema<R> schema, Model<Regressor> model) {
        return new TribuoPredictor<>(schema, model, RegressionFactory.UNKNOWN_REGRESSOR, List.of(), -1);
    }

    /** The same model for rows of another type. */
    <S> TribuoPredictor<S, T> with(Schema<S> schema) {
        return new TribuoPredictor<>(schema, model, unknown, classes, positive);
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

    Model<T> model() {
        return model;
    }

    RowEncoder<R> encoder() {
        return encoder;
    }

    List<String> classes() {
        return classes;
    }

    ImmutableFeatureMap knownFeatures() {
        return known;
    }

    Prediction<T> prediction(R row) {
        return model.predict(encoder.example(row, unknown, known, neutral));
    }

    double score(R row) {
        Prediction<T> prediction = prediction(row);
        if (prediction.getOutput() instanceof Regressor number) {
            return number.getValues()[0];
        }
        return probability(prediction, classes.get(positive));
    }

    /** Writes one row's probabilities in the order of the classes, or the number. */
    void scores(R row, double[] into, int from) {
        Prediction<T> prediction = prediction(row);
        if (prediction.getOutput() instanceof Regressor number) {
            into[from] = number.getValues()[0];
            return;
        }
        for (int i = 0; i < classes.size(); i++) {
            into[from + i] = probability(prediction, classes.get(i));
        }
    }

    double probability(Prediction<?> prediction, String name) {
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

    static List<String> classesOf(Model<?> model) {
        TreeSet<String> names = new TreeSet<>();
        for (Output<?> each : model.getOutputIDInfo().getDomain()) {
            if (each instanceof Label label) {
                names.add(label.getLabel());
            }
        }
        return List.copyOf(names);
    }

    private static ImmutableFeatureMap knownFeatures(Model<?> model) {
        return model instanceof TransformedModel<?> transformed
                ? knownFeatures(transformed.getInnerModel())
                : model.getFeatureIDMap();
    }

    private static RowEncoder.NeutralFeature neutralFeature(Model<?> model, ImmutableFeatureMap known) {
        String name = known.get(0).getName();
        @Nullable
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
