package io.leeway.pipeline;

import io.leeway.evaluation.Gates;
import io.leeway.evaluation.Metric;
import io.leeway.model.ModelFormat;
import io.leeway.model.ModelKind;
import io.leeway.model.ModelMetadata;
import io.leeway.model.ModelSpec;
import io.leeway.model.Response;
import io.leeway.model.TrainedModel;
import io.leeway.model.tribuo.TribuoModel;
import io.leeway.registry.ModelVersion;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/** What differs between classification and regression. */
interface Task<R, T extends Output<T>> {
    ModelKind kind();

    OutputFactory<T> factory();

    Metric defaultMetric();

    /** Refuses training rows that cannot be learnt from, and finds out what the model's score will mean. */
    Optional<String> positiveClass(List<R> training, Response<R> response);

    boolean hasResponse(R row, Response<R> response);

    T output(R row, Response<R> response);

    TrainedModel<R, T> tie(Schema<R> schema, Model<T> model, Optional<String> positiveClass);

    TrainedModel<R, T> read(ModelFormat format, ModelSpec<R> spec, byte[] bytes);

    /** The spec of a registered version; one without a positive class of its own has that of the run. */
    default ModelSpec<R> spec(Schema<R> schema, ModelVersion version, Optional<String> positiveClass) {
        return new ModelSpec<>(
                schema,
                kind(),
                positiveClass.map(each -> version.metadata().getOrDefault(ModelMetadata.POSITIVE_CLASS, each)),
                version.metadata());
    }

    /** Learns a class. */
    record Classification<R>(@Nullable String chosenPositive) implements Task<R, Label> {
        /** The class of a boolean response that is true. */
        private static final String TRUE = "true";

        @Override
        public ModelKind kind() {
            return ModelKind.CLASSIFICATION;
        }

        @Override
        public OutputFactory<Label> factory() {
            return new LabelFactory();
        }

        @Override
        public Metric defaultMetric() {
            return Gates.logLoss();
        }

        @Override
        public Optional<String> positiveClass(List<R> training, Response<R> response) {
            TreeSet<String> classes = new TreeSet<>();
            training.forEach(row -> classes.add(Objects.requireNonNull(response.label(row))));
            if (classes.size() == 1) {
                throw new PipelineException(
                        PipelineException.Problem.ONE_CLASS,
                        classes.first(),
                        "All " + training.size() + " training rows are of the class \"" + classes.first()
                                + "\", so there is nothing to tell apart: train on a longer time.");
            }
            String positive = chosenPositive != null ? chosenPositive : classes.contains(TRUE) ? TRUE : classes.last();
            if (!classes.contains(positive)) {
                throw new PipelineException(
                        PipelineException.Problem.NO_POSITIVE_CLASS,
                        positive,
                        "No training row is of the positive class \"" + positive + "\": the classes are " + classes
                                + ".");
            }
            return Optional.of(positive);
        }

        @Override
        public boolean hasResponse(R row, Response<R> response) {
            return response.label(row) != null;
        }

        @Override
        public Label output(R row, Response<R> response) {
            return new Label(Objects.requireNonNull(response.label(row)));
        }

        @Override
        public TrainedModel<R, Label> tie(Schema<R> schema, Model<Label> model, Optional<String> positiveClass) {
            return TribuoModel.classifier(schema, model, positiveClass.orElseThrow());
        }

        @Override
        public TrainedModel<R, Label> read(ModelFormat format, ModelSpec<R> spec, byte[] bytes) {
            return TrainedModel.classifier(format, spec, bytes);
        }
    }

    /** Learns a number. */
    record Regression<R>(String dimension) implements Task<R, Regressor> {
        static <R> Regression<R> of(Schema<R> schema) {
            var response = schema.response();
            if (response.isPresent() && response.get().type() != FeatureType.NUMERIC) {
                throw new PipelineException(
                        PipelineException.Problem.NO_RESPONSE,
                        response.get().name(),
                        "A regression needs a response that is a number, but "
                                + response.get().name() + " is categorical: use Pipeline.classification.");
            }
            return new Regression<>(response.isPresent() ? response.get().name() : "");
        }

        @Override
        public ModelKind kind() {
            return ModelKind.REGRESSION;
        }

        @Override
        public OutputFactory<Regressor> factory() {
            return new RegressionFactory();
        }

        @Override
        public Metric defaultMetric() {
            return Gates.rmse();
        }

        @Override
        public Optional<String> positiveClass(List<R> training, Response<R> response) {
            return Optional.empty();
        }

        @Override
        public boolean hasResponse(R row, Response<R> response) {
            return Double.isFinite(response.target(row));
        }

        @Override
        public Regressor output(R row, Response<R> response) {
            return new Regressor(dimension, response.target(row));
        }

        @Override
        public TrainedModel<R, Regressor> tie(
                Schema<R> schema, Model<Regressor> model, Optional<String> positiveClass) {
            return TribuoModel.regressor(schema, model);
        }

        @Override
        public TrainedModel<R, Regressor> read(ModelFormat format, ModelSpec<R> spec, byte[] bytes) {
            return TrainedModel.regressor(format, spec, bytes);
        }
    }
}
