package io.leeway.onnx;

import io.leeway.model.ModelSpec;
import io.leeway.onnx.Declarations.Categories;
import io.leeway.pipeline.ModelSource;
import io.leeway.pipeline.SuppliedModel;
import io.leeway.pipeline.TrainingRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A model in the ONNX format that joins a pipeline as a candidate, as scikit-learn, PyTorch and TensorFlow export it.
 *
 * <pre>{@code
 * Pipeline.classification("flight-delay", schema)
 *     .candidate("logistic", Trainers::logisticRegression)
 *     .candidate("from the data scientists", OnnxModel.of(Path.of("model.onnx")))
 * }</pre>
 *
 * <p>How a row fills the graph's inputs is inferred where there is no choice: an input of one column is filled by the feature of its
 * name, and an output that holds probabilities or a map of them is read with the classes that the graph names. Everything else is
 * declared, and refused with a remedy until it is: the columns of a matrix ({@link #matrix}), what a category is as a number ({@link
 * #oneHot}, {@link #codes}, {@link #asNumber}), whether a single column is a probability or a logit.
 *
 * <table>
 * <caption>Missing values and unseen categories, unless declared</caption>
 * <tr><th>input</th><th>a missing value is</th><th>an unseen category is</th></tr>
 * <tr><td>float, double</td><td>NaN, which the graph must handle: an answer that is NaN is refused</td><td></td></tr>
 * <tr><td>int32, int64, bool</td><td>refused when the model is loaded, until {@link #missing} says what stands for it</td><td></td></tr>
 * <tr><td>string</td><td>the empty text</td><td>given to the graph; counted where the graph's categories can be told</td></tr>
 * <tr><td>{@link #oneHot}</td><td>0 in all columns</td><td>0 in all columns, and counted</td></tr>
 * <tr><td>{@link #codes}</td><td>the code after the last</td><td>the same, and counted</td></tr>
 * <tr><td>{@link #asNumber}</td><td>as the type of the input says</td><td></td></tr>
 * </table>
 *
 * <p>Immutable; each option returns a new value. The file is read when a pipeline runs, once a run.
 */
public final class OnnxModel implements ModelSource {
    private final Optional<Path> path;
    private final byte[] bytes;
    private final OnnxFormat format;
    private final Declarations declared;
    private final String trainedBy;
    private final Optional<Instant> trainedFrom;
    private final Optional<Instant> trainedTo;

    private OnnxModel(
            Optional<Path> path,
            byte[] bytes,
            OnnxFormat format,
            Declarations declared,
            String trainedBy,
            Optional<Instant> trainedFrom,
            Optional<Instant> trainedTo) {
        this.path = path;
        this.bytes = bytes;
        this.format = format;
        this.declared = declared;
        this.trainedBy = trainedBy;
        this.trainedFrom = trainedFrom;
        this.trainedTo = trainedTo;
    }

    /**
     * Names the file of a model.
     *
     * @param file the file, which is read when a pipeline runs
     * @return the model, of which everything is inferred
     */
    public static OnnxModel of(Path file) {
        return new OnnxModel(
                Optional.of(file),
                new byte[0],
                OnnxFormat.create(),
                Declarations.NONE,
                "outside, handed over as " + file.getFileName(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Takes the bytes of a model.
     *
     * @param model the content of an ONNX file
     * @return the model, of which everything is inferred
     */
    public static OnnxModel of(byte[] model) {
        return new OnnxModel(
                Optional.empty(),
                model.clone(),
                OnnxFormat.create(),
                Declarations.NONE,
                "outside, handed over as bytes",
                Optional.empty(),
                Optional.empty());
    }

    private OnnxModel declared(UnaryOperator<Declarations> change) {
        return new OnnxModel(path, bytes, format, change.apply(declared), trainedBy, trainedFrom, trainedTo);
    }

    /**
     * Says which features fill an input of several columns. Their order cannot be checked: a wrong one gives wrong answers, which the
     * pipeline's gates may notice.
     *
     * @param input the name of the graph's input
     * @param features the features in the order of training; one that is {@linkplain #oneHot one-hot} encoded fills a column a category
     * @return the model with this declaration
     */
    public OnnxModel matrix(String input, String... features) {
        return matrix(input, List.of(features));
    }

    /**
     * Says which features fill an input of several columns. Their order cannot be checked: a wrong one gives wrong answers, which the
     * pipeline's gates may notice.
     *
     * @param input the name of the graph's input
     * @param features the features in the order of training; one that is {@linkplain #oneHot one-hot} encoded fills a column a category
     * @return the model with this declaration
     */
    public OnnxModel matrix(String input, List<String> features) {
        return declared(now -> now.matrix(input, features));
    }

    /**
     * Says which feature fills an input of one column, where the names differ.
     *
     * @param feature the feature
     * @param input the name of the graph's input
     * @return the model with this declaration
     */
    public OnnxModel input(String feature, String input) {
        return declared(now -> now.input(feature, input));
    }

    /**
     * Says that a categorical feature fills a column a category: 1 where a row has the category, 0 elsewhere.
     *
     * @param feature the feature
     * @param categories the categories in the order of training
     * @return the model with this declaration
     * @throws IllegalArgumentException if there is none, or one twice
     */
    public OnnxModel oneHot(String feature, List<String> categories) {
        return declared(now -> now.encoding(feature, new Categories.OneHot(categories)));
    }

    /**
     * Says that a categorical feature becomes the place of its category in a list, from 0, as an embedding takes it. A missing or unseen
     * category becomes the code after the last.
     *
     * @param feature the feature
     * @param categories the categories in the order of training
     * @return the model with this declaration
     * @throws IllegalArgumentException if there is none, or one twice
     */
    public OnnxModel codes(String feature, List<String> categories) {
        return codes(feature, categories, categories.size());
    }

    /**
     * Says that a categorical feature becomes the place of its category in a list, from 0.
     *
     * @param feature the feature
     * @param categories the categories in the order of training
     * @param other the code of a missing or unseen category
     * @return the model with this declaration
     * @throws IllegalArgumentException if there is no category, or one twice
     */
    public OnnxModel codes(String feature, List<String> categories, int other) {
        return declared(now -> now.encoding(feature, new Categories.Codes(categories, other)));
    }

    /**
     * Says that the texts of categorical features are read as numbers, such as an hour of the day. A text that is no number is missing.
     *
     * @param features the features
     * @return the model with this declaration
     */
    public OnnxModel asNumber(String... features) {
        OnnxModel model = this;
        for (String each : features) {
            model = model.declared(now -> now.encoding(each, new Categories.Number()));
        }
        return model;
    }

    /**
     * Says what stands for a missing number.
     *
     * @param feature the feature
     * @param value what the graph is given instead
     * @return the model with this declaration
     */
    public OnnxModel missing(String feature, double value) {
        return declared(now -> now.missing(feature, Double.toString(value)));
    }

    /**
     * Says what stands for a missing text.
     *
     * @param feature the feature
     * @param value what the graph is given instead
     * @return the model with this declaration
     */
    public OnnxModel missing(String feature, String value) {
        return declared(now -> now.missing(feature, value));
    }

    /**
     * Says which output is read.
     *
     * @param name the name of the graph's output
     * @return the model with this declaration
     */
    public OnnxModel output(String name) {
        return declared(now -> now.output(name));
    }

    /**
     * Says that the output holds probabilities: one a class, or that of the second class in a single column.
     *
     * @return the model with this declaration
     */
    public OnnxModel probabilities() {
        return declared(now -> now.form(OutputForm.Form.PROBABILITIES));
    }

    /**
     * Says that the output holds logits: softmax is applied to one a class, the logistic function to a single column, which is that of
     * the second class.
     *
     * @return the model with this declaration
     */
    public OnnxModel logits() {
        return declared(now -> now.form(OutputForm.Form.LOGITS));
    }

    /**
     * Says that the output holds the predicted class and no probability: it is answered with the probability 1, so that metrics of
     * probabilities, such as log loss, say little.
     *
     * @return the model with this declaration
     */
    public OnnxModel labelsOnly() {
        return declared(now -> now.form(OutputForm.Form.LABELS));
    }

    /**
     * Names the classes as the response does.
     *
     * @param names the classes in the order of the output; of a single column, the second is the one that it stands for
     * @return the model with this declaration
     */
    public OnnxModel classes(String... names) {
        return declared(now -> now.classes(List.of(names)));
    }

    /**
     * Says which rows the model was trained on, by their event time, so that a pipeline never judges it by rows that it has seen.
     *
     * @param from the event time of the oldest row
     * @param to the event time of the newest row
     * @return the model with this origin
     * @throws IllegalArgumentException if {@code to} is before {@code from}
     */
    public OnnxModel trainedBetween(Instant from, Instant to) {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException(
                    "The training rows end at " + to + ", before they begin at " + from + ".");
        }
        return new OnnxModel(path, bytes, format, declared, trainedBy, Optional.of(from), Optional.of(to));
    }

    /**
     * Says what trained the model, for its lineage.
     *
     * @param trainer such as {@code scikit-learn 1.9.1, LogisticRegression(C=1.0)}
     * @return the model with this origin
     */
    public OnnxModel trainedBy(String trainer) {
        return new OnnxModel(path, bytes, format, declared, trainer, trainedFrom, trainedTo);
    }

    /**
     * Sets the limits by which the model is read; those of {@link OnnxFormat#create()} unless set.
     *
     * @param limits the format with its limits; pipelines and live models that read the registered version need the same, by
     *     {@code format(...)}
     * @return the model, read by this format
     */
    public OnnxModel format(OnnxFormat limits) {
        return new OnnxModel(path, bytes, Objects.requireNonNull(limits), declared, trainedBy, trainedFrom, trainedTo);
    }

    /**
     * Returns the metadata that a version needs beside the model's bytes, for those who register it by hand.
     *
     * @param spec what the model is for
     * @return the entries
     * @throws io.leeway.model.ModelException if the model cannot be used so
     */
    public Map<String, String> metadata(ModelSpec<?> spec) {
        return format.metadata(spec, declared, content());
    }

    @Override
    public <R> SuppliedModel supply(TrainingRequest<R> request) {
        byte[] content = content();
        ModelSpec<R> spec = new ModelSpec<>(request.schema(), request.kind(), request.positiveClass(), Map.of());
        SuppliedModel supplied = SuppliedModel.of(format, content)
                .metadata(format.metadata(spec, declared, content))
                .trainedBy(trainedBy);
        return trainedFrom.isPresent() && trainedTo.isPresent()
                ? supplied.trainedBetween(trainedFrom.get(), trainedTo.get())
                : supplied;
    }

    /** The file is read afresh, so that a run sees what is there now. */
    private byte[] content() {
        if (path.isEmpty()) {
            return bytes;
        }
        try {
            Examination.requireSize(Files.size(path.get()), format.limit());
            return read(path.get());
        } catch (IOException e) {
            throw new ModelFileException(path.get(), e);
        }
    }

    /** Some files have no end that their size tells of. */
    private byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, format.limit() + 1L));
            Examination.requireSize(content.length, format.limit());
            return content;
        }
    }

    /** False: it was trained before, elsewhere. */
    @Override
    public boolean trains() {
        return false;
    }

    Declarations declarations() {
        return declared;
    }

    @Override
    public String toString() {
        return "OnnxModel[" + path.map(Path::toString).orElse(bytes.length + " bytes") + "]";
    }
}
