package io.leeway.model.tribuo;

import io.leeway.model.MismatchedModelException;
import io.leeway.model.ModelFormats;
import io.leeway.model.ModelSpec;
import io.leeway.model.TrainedModel;
import io.leeway.schema.Schema;
import java.time.Instant;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.regression.Regressor;
import org.tribuo.transform.TransformedModel;

/**
 * A Tribuo model that makes predictions for the application's own rows.
 *
 * <p>Linear models, decision trees, ensembles of trees and XGBoost's boosters are compiled to flat arrays when this object is
 * created, and verified against Tribuo's predictions on synthetic rows: to 1e-9, or 1e-6 for XGBoost, which computes in
 * floats. See the path of {@link #scorer()}. {@link #prediction} always uses Tribuo. A number that no float holds is
 * infinite to compiled boosters of XGBoost, where XGBoost itself refuses the row.
 *
 * <p>Immutable and safe for use by several threads, as Tribuo's models are. It uses no memory outside the heap:
 * {@link #close()} does nothing.
 *
 * @param <R> the type of rows
 * @param <T> {@code Label} for classifiers, {@code Regressor} for regressors
 */
public final class TribuoModel<R, T extends Output<T>> extends TrainedModel<R, T> {
    private final TribuoPredictor<R, T> tribuo;

    private TribuoModel(ModelSpec<R> spec, TribuoPredictor<R, T> tribuo, Class<T> type) {
        super(spec, Compiler.scorer(spec, tribuo), type);
        this.tribuo = tribuo;
    }

    /**
     * Creates a model from a classifier and the schema that it was trained with.
     *
     * @param <R> the type of rows
     * @param schema the schema that reads rows
     * @param model the classifier
     * @param positiveClass the class whose probability is the score
     * @return the model
     * @throws MismatchedModelException if the model does not have the positive class, or was trained on a feature that
     *     is not in the schema
     */
    public static <R> TribuoModel<R, Label> classifier(Schema<R> schema, Model<Label> model, String positiveClass) {
        if (model.getOutputIDInfo().getID(new Label(positiveClass)) < 0) {
            throw new MismatchedModelException(
                    "list of classes",
                    "one with \"" + positiveClass + "\"",
                    TribuoPredictor.classesOf(model).toString());
        }
        return new TribuoModel<>(
                ModelSpec.classifier(schema, positiveClass),
                TribuoPredictor.ofLabels(schema, model, positiveClass),
                Label.class);
    }

    /**
     * Creates a model from a regressor and the schema that it was trained with.
     *
     * @param <R> the type of rows
     * @param schema the schema that reads rows
     * @param model the regressor
     * @return the model
     * @throws MismatchedModelException if the model predicts more than one number, or was trained on a feature that is
     *     not in the schema
     */
    public static <R> TribuoModel<R, Regressor> regressor(Schema<R> schema, Model<Regressor> model) {
        if (model.getOutputIDInfo().size() != 1) {
            throw new MismatchedModelException(
                    "number of outputs",
                    "1",
                    String.valueOf(model.getOutputIDInfo().size()));
        }
        return new TribuoModel<>(
                ModelSpec.regressor(schema), TribuoPredictor.ofNumbers(schema, model), Regressor.class);
    }

    /**
     * Returns Tribuo's prediction for a row.
     *
     * @param row the row
     * @return the prediction with all of its scores
     * @throws NullPointerException if the row is null
     */
    public Prediction<T> prediction(R row) {
        return tribuo.prediction(row);
    }

    /**
     * Returns Tribuo's model.
     *
     * @return the model; a {@link TransformedModel} if features were standardised
     */
    public Model<T> model() {
        return tribuo.model();
    }

    /**
     * Returns the encoder of rows.
     *
     * @return the encoder
     */
    public RowEncoder<R> encoder() {
        return tribuo.encoder();
    }

    @Override
    public String format() {
        return ModelFormats.DEFAULT;
    }

    /**
     * Serialises the model in Tribuo's protobuf format, with its provenance.
     *
     * <p>The time of training is that of the system clock; {@link #toBytes(Instant)} sets another one.
     *
     * @return the bytes, which {@link TribuoFormat} reads
     */
    public byte[] toBytes() {
        return model().serialize().toByteArray();
    }

    /**
     * Serialises the model in Tribuo's protobuf format, with its provenance and a given time of training.
     *
     * <p>The same rows, trainer, seed, time and Java runtime give the same bytes and therefore the same digest: a model
     * can be trained again years later to prove its origin. (In models that contain other models, except Tribuo's
     * feature transformations and weighted ensembles, the contained models keep the time of the system clock.)
     *
     * @param trainedAt when it was trained
     * @return the bytes, which {@link TribuoFormat} reads
     */
    @Override
    public byte[] toBytes(Instant trainedAt) {
        return TrainingTime.write(model().serialize(), trainedAt);
    }

    @Override
    public String trainedBy() {
        return model().getProvenance().getTrainerProvenance().toString();
    }

    /**
     * Writes a linear model as ONNX, its preparation of features included: one input a feature, of shape [rows, 1], double for a number and
     * string for a category; outputs {@code label} and {@code probabilities}, or one number. A NaN and an empty text are missing values. All
     * arithmetic is in double, so ONNX Runtime answers as this model does, but for the last digits.
     *
     * @return the bytes of an ONNX model of opset 13
     * @throws io.leeway.model.ModelExportException if the model is not linear, or its features are transformed by other than straight lines
     */
    @Override
    public byte[] toOnnx() {
        return OnnxExport.of(spec(), tribuo);
    }

    @Override
    public String toString() {
        return "TrainedModel[" + kind() + ", " + model().getName() + ", "
                + model().getFeatureIDMap().size() + " features]";
    }
}
