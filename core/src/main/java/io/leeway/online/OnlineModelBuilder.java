package io.leeway.online;

import io.leeway.evaluation.Gate;
import io.leeway.model.MismatchedModelException;
import io.leeway.model.ModelKind;
import io.leeway.online.OnlineException.Reason;
import io.leeway.registry.Alias;
import io.leeway.registry.ModelName;
import io.leeway.registry.ModelRegistry;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Configures an {@link OnlineModel}. Not safe for use by several threads.
 *
 * @param <R> the type of rows
 */
public final class OnlineModelBuilder<R> {
    /** The default number of newest rows that are kept for gates and metrics of versions: {@value}. */
    public static final int DEFAULT_EVALUATE_ON = 5_000;

    /** The default alias of the live model: {@value}. */
    public static final String DEFAULT_CHAMPION = "champion";

    private final ModelName name;
    private final Schema<R> schema;
    private final Targets targets;
    private final List<Gate> gates = new ArrayList<>();
    private int evaluateOn = DEFAULT_EVALUATE_ON;
    private Alias champion = Alias.of(DEFAULT_CHAMPION);
    private @Nullable ModelRegistry registry;
    private OnlineAlgorithm algorithm = OnlineAlgorithm.adaGrad();

    private OnlineModelBuilder(String name, Schema<R> schema, Targets targets) {
        this.name = ModelName.of(name);
        this.schema = schema;
        this.targets = targets;
        if (schema.features().isEmpty()) {
            throw new OnlineException(
                    Reason.NO_FEATURES, "the schema has no feature to learn from: leave more than the response in it");
        }
    }

    /**
     * Starts building a model of a schema whose response is a number or a boolean; {@code Pipeline.online} calls this.
     *
     * @param <R> the type of rows
     * @param name the model's name in the registry
     * @param schema the schema that reads rows
     * @return the builder: of a linear regression of the number, or a logistic regression of {@code true}
     * @throws OnlineException if the schema has no feature, or no such response
     */
    public static <R> OnlineModelBuilder<R> of(String name, Schema<R> schema) {
        Feature<R> response = response(schema);
        return new OnlineModelBuilder<>(
                name,
                schema,
                response.type() == FeatureType.NUMERIC
                        ? Targets.numbers()
                        : new Targets(ModelKind.CLASSIFICATION, "false", "true"));
    }

    /**
     * Starts building a logistic regression of two classes; {@code Pipeline.online} calls this.
     *
     * @param <R> the type of rows
     * @param name the model's name in the registry
     * @param schema the schema that reads rows
     * @param negativeClass one class
     * @param positiveClass the class whose probability is the score
     * @return the builder
     * @throws OnlineException if the schema has no feature or no response
     * @throws IllegalArgumentException if both classes are the same
     */
    public static <R> OnlineModelBuilder<R> of(
            String name, Schema<R> schema, String negativeClass, String positiveClass) {
        response(schema);
        if (negativeClass.equals(positiveClass)) {
            throw new IllegalArgumentException(
                    "Both classes are called \"" + positiveClass + "\"; name two different ones.");
        }
        return new OnlineModelBuilder<>(
                name, schema, new Targets(ModelKind.CLASSIFICATION, negativeClass, positiveClass));
    }

    private static <R> Feature<R> response(Schema<R> schema) {
        return schema.response()
                .orElseThrow(() -> new OnlineException(
                        Reason.NO_RESPONSE,
                        "the schema has no response to learn: declare it with schema.response(name)"));
    }

    /**
     * Sets the algorithm.
     *
     * @param value how labels are learnt; {@link OnlineAlgorithm#adaGrad()} by default
     * @return this builder
     */
    public OnlineModelBuilder<R> algorithm(OnlineAlgorithm value) {
        algorithm = Objects.requireNonNull(value, "algorithm");
        return this;
    }

    /**
     * Sets how many of the newest rows with labels are kept for {@link OnlineModel#evaluation()}, and so for gates and metrics of versions.
     *
     * @param rows above 0; {@value #DEFAULT_EVALUATE_ON} by default
     * @return this builder
     * @throws IllegalArgumentException if it is 0 or less
     */
    public OnlineModelBuilder<R> evaluateOn(int rows) {
        if (rows <= 0) {
            throw new IllegalArgumentException("The evaluation is on " + rows + " rows; it needs some, such as 5,000.");
        }
        evaluateOn = rows;
        return this;
    }

    /**
     * Adds gates, all of which a version must pass to be promoted. A gate that compares with a registered model is skipped: that
     * model has not answered the rows.
     *
     * @param more the gates, such as {@code logLoss().atMost(0.6)}; there are none by default
     * @return this builder
     */
    public OnlineModelBuilder<R> gate(Gate... more) {
        gates.addAll(List.of(more));
        return this;
    }

    /**
     * Sets the registry.
     *
     * @param where the registry; the caller closes it
     * @return this builder
     */
    public OnlineModelBuilder<R> register(ModelRegistry where) {
        registry = Objects.requireNonNull(where, "registry");
        return this;
    }

    /**
     * Sets the alias of the live model.
     *
     * @param alias the alias; {@value #DEFAULT_CHAMPION} by default
     * @return this builder
     */
    public OnlineModelBuilder<R> champion(String alias) {
        champion = Alias.of(alias);
        return this;
    }

    /**
     * Builds a model that knows nothing. Until the first label it answers one half, or 0.
     *
     * @return the model
     */
    public OnlineModel<R> build() {
        Inputs<R> inputs = Inputs.of(schema);
        Weights weights = new Weights(targets.kind(), algorithm, inputs.numbers(), inputs.categories());
        return new OnlineModel<>(
                options(),
                new StoredHead<>(targets, inputs, weights, new Period()),
                new Progress(targets.kind(), evaluateOn));
    }

    /**
     * Restores a model: it continues to the bit as the stored one would have.
     *
     * @param bytes what {@link OnlineModel#toBytes()} returned, or a registered version, from which learning continues without a past; the
     *     algorithm is the stored one
     * @return the model
     * @throws io.leeway.model.CorruptModelException if the bytes are no online model, are damaged, or were written by a newer version
     * @throws MismatchedModelException if they belong to another schema or other classes
     */
    public OnlineModel<R> restore(byte[] bytes) {
        OnlineModel<R> model = OnlineModel.restore(options(), OnlineForm.FORM.open(bytes));
        if (!model.targets().equals(targets)) {
            throw new MismatchedModelException(
                    "target", targets.toString(), model.targets().toString());
        }
        if (model.columns() != schema.features().size()) {
            throw new MismatchedModelException(
                    "number of columns", Integer.toString(schema.features().size()), Integer.toString(model.columns()));
        }
        return model;
    }

    private OnlineOptions<R> options() {
        return new OnlineOptions<>(
                name, schema, targets, List.copyOf(gates), evaluateOn, champion, Optional.ofNullable(registry));
    }
}
