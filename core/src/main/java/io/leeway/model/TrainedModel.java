package io.leeway.model;

import io.leeway.monitoring.price.CellScores;
import io.leeway.schema.RowCells;
import io.leeway.schema.Schema;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.tribuo.Output;
import org.tribuo.classification.Label;
import org.tribuo.regression.Regressor;

/**
 * A model of any format that makes predictions for the application's own rows.
 *
 * <pre>{@code
 * TrainedModel<Flight, Label> model = run.winner().orElseThrow().model();
 * double probability = model.score(flight);
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads. A model of a format that holds memory outside the heap, such as ONNX, should be
 * {@linkplain #close() closed} when it is no longer needed; it is released at the latest when it has become unreachable.
 *
 * @param <R> the type of rows
 * @param <T> {@code Label} for classifiers, {@code Regressor} for regressors
 */
public abstract class TrainedModel<R, T extends Output<T>> implements AutoCloseable {
    private final ModelSpec<R> spec;
    private final Scorer<R> scorer;
    private final Outputs<T> outputs;
    private final boolean allScores;

    /**
     * Creates a model from a scorer and its use.
     *
     * @param spec the use of the model
     * @param scorer makes the predictions
     * @param type {@code Label.class} or {@code Regressor.class}, which fits the spec's kind
     * @throws MismatchedModelException if the classes of the scorer do not fit the spec
     */
    protected TrainedModel(ModelSpec<R> spec, Scorer<R> scorer, Class<T> type) {
        this.spec = Objects.requireNonNull(spec, "spec");
        this.scorer = Objects.requireNonNull(scorer, "scorer");
        this.outputs = Outputs.of(spec, scorer.classes(), type);
        this.allScores = outputs.needsAllScores();
    }

    /**
     * Reads a classifier.
     *
     * @param <R> the type of rows
     * @param format the format of the bytes
     * @param spec the use of the model
     * @param bytes the model
     * @return the classifier
     * @throws ModelException if the bytes are not such a model
     */
    public static <R> TrainedModel<R, Label> classifier(ModelFormat format, ModelSpec<R> spec, byte[] bytes) {
        return StoredModel.read(format, spec, bytes, Label.class);
    }

    /**
     * Reads a regressor of one number.
     *
     * @param <R> the type of rows
     * @param format the format of the bytes
     * @param spec the use of the model
     * @param bytes the model
     * @return the regressor
     * @throws ModelException if the bytes are not such a model
     */
    public static <R> TrainedModel<R, Regressor> regressor(ModelFormat format, ModelSpec<R> spec, byte[] bytes) {
        return StoredModel.read(format, spec, bytes, Regressor.class);
    }

    /**
     * Returns the class with the highest probability, or the predicted number.
     *
     * @param row the row; missing values and unseen categories are allowed
     * @return the prediction; a label contains its probability; of two classes, the positive one is predicted from a
     *     probability of one half
     * @throws NullPointerException if the row is null
     */
    public T predict(R row) {
        Objects.requireNonNull(row, "row");
        return predict(row, UnseenCategories.IGNORED);
    }

    /**
     * Returns the class with the highest probability, or the predicted number.
     *
     * @param row the row; missing values and unseen categories are allowed
     * @param unseen is notified of categories that did not occur in the training data
     * @return the prediction
     */
    public T predict(R row, UnseenCategories unseen) {
        return outputs.needsAllScores()
                ? outputs.output(scorer.scores(List.of(row), unseen), 0)
                : outputs.output(scorer.score(row, unseen));
    }

    /**
     * Returns the probability of the positive class, or the predicted number.
     *
     * @param row the row
     * @return the score: in [0, 1] for a classifier, in the response's unit for a regressor
     * @throws NullPointerException if the row is null
     * @throws MismatchedModelException if the output of the model is not a probability, such as the margin of a support
     *     vector machine
     */
    public double score(R row) {
        return scorer.score(Objects.requireNonNull(row, "row"), UnseenCategories.IGNORED);
    }

    /**
     * Returns what scores rows that were read already, such as {@link io.leeway.monitoring.ModelMonitorBuilder#prices} asks for.
     *
     * @param cells reads cells as the model's own schema reads rows
     * @return the scores of {@link #score} for the same values, to the bit; many rows are scored as {@link #scores} does
     * @throws IllegalStateException if the model reads rows itself
     */
    public CellScores over(Schema<RowCells> cells) {
        Scorer<RowCells> over = scorer.over(cells)
                .orElseThrow(() -> new IllegalStateException(
                        "this model reads rows itself, and cannot score cells (" + scorer.path() + ")"));
        return new CellScores() {
            @Override
            public double applyAsDouble(RowCells row) {
                return over.score(row, UnseenCategories.IGNORED);
            }

            @Override
            public double[] applyAll(List<RowCells> rows) {
                return eachScore(over.scores(rows, UnseenCategories.IGNORED));
            }
        };
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
        List<String> names = classes();
        double[] values = scores(List.of(row));
        Map<String, Double> byClass = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            byClass.put(names.get(i), values[i]);
        }
        return byClass;
    }

    /**
     * Scores many rows, in one call of the model if that is faster.
     *
     * @param rows the rows
     * @return row by row, the probability of each of {@link #classes()}, or one number for each row for a regressor
     */
    public double[] scores(List<? extends R> rows) {
        return scorer.scores(rows, UnseenCategories.IGNORED);
    }

    /**
     * Converts the scores of a row to a prediction.
     *
     * @param scores what {@link #scores} or the scorer returned
     * @param row the index of the row, from 0
     * @return the prediction
     */
    public T output(double[] scores, int row) {
        return outputs.output(scores, row * outputs.width());
    }

    /**
     * Returns the score of a row from its scores.
     *
     * @param scores what {@link #scores} or the scorer returned
     * @param row the index of the row, from 0
     * @return the probability of the positive class, or the predicted number
     */
    public double score(double[] scores, int row) {
        return scores[row * outputs.width() + outputs.scorePlace()];
    }

    /**
     * Picks the scores out of the scores of many rows.
     *
     * @param scores what {@link #scores} or the scorer returned
     * @return row by row, the probability of the positive class, or the predicted number
     */
    public double[] eachScore(double[] scores) {
        int width = outputs.width();
        int place = outputs.scorePlace();
        double[] each = new double[scores.length / width];
        for (int row = 0; row < each.length; row++) {
            each[row] = scores[row * width + place];
        }
        return each;
    }

    /**
     * Converts a score to a prediction; only for two classes or a number.
     *
     * @param score the probability of the positive class, or the predicted number
     * @return the prediction
     * @throws IllegalStateException if there are more than two classes, because the score is not sufficient then
     */
    public T output(double score) {
        return outputs.output(score);
    }

    /**
     * Returns whether a prediction needs the probabilities of all classes.
     *
     * @return true for a classifier of more than two classes
     */
    public boolean needsAllScores() {
        return allScores;
    }

    /**
     * Returns the classes of a classifier.
     *
     * @return their names in natural order
     * @throws IllegalStateException if this is a regressor
     */
    public List<String> classes() {
        if (kind() != ModelKind.CLASSIFICATION) {
            throw new IllegalStateException("A regressor has no classes.");
        }
        return scorer.classes();
    }

    /**
     * Returns the scorer that makes the predictions.
     *
     * @return the scorer, which is closed together with this model
     */
    public Scorer<R> scorer() {
        return scorer;
    }

    /**
     * Returns the schema that reads rows.
     *
     * @return the schema
     */
    public Schema<R> schema() {
        return spec.schema();
    }

    /**
     * Returns the kind of prediction.
     *
     * @return the kind
     */
    public ModelKind kind() {
        return spec.kind();
    }

    /**
     * Returns the class whose probability is the score.
     *
     * @return the class, empty for a regressor
     */
    public Optional<String> positiveClass() {
        return spec.positiveClass();
    }

    /**
     * Returns the use of the model.
     *
     * @return the spec
     */
    public ModelSpec<R> spec() {
        return spec;
    }

    /**
     * Returns the name of the format that {@link #toBytes} writes.
     *
     * @return the name of a {@link ModelFormat}
     */
    public abstract String format();

    /**
     * Serialises the model.
     *
     * @param trainedAt when it was trained, for formats that store the time
     * @return bytes that the format reads, together with the metadata of the spec
     */
    public abstract byte[] toBytes(Instant trainedAt);

    /**
     * Returns the trainer of the model, for its lineage.
     *
     * @return the trainer and its settings, as far as they are known
     */
    public abstract String trainedBy();

    /**
     * Exports the model to ONNX, including the preparation of features: a graph with one input for each feature.
     *
     * @return the bytes of an ONNX model
     * @throws ModelExportException if a model of this kind cannot be exported
     */
    public byte[] toOnnx() {
        throw new ModelExportException(toString(), "ONNX", "only Tribuo's linear models can be");
    }

    /** Releases memory outside the heap; see {@link Scorer#close()}. */
    @Override
    public void close() {
        scorer.close();
    }

    @Override
    public String toString() {
        return "TrainedModel[" + kind() + ", " + format() + ", "
                + schema().features().size() + " features, " + scorer.path() + "]";
    }
}
