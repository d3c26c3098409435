package io.leeway.pipeline;

import io.leeway.evaluation.Gates;
import io.leeway.evaluation.Metric;
import io.leeway.model.ModelKind;
import io.leeway.model.ModelMetadata;
import io.leeway.model.ModelReader;
import io.leeway.model.RowEncoder;
import io.leeway.model.TrainedModel;
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
    Optional<String> positiveClass(List<R> training, RowEncoder<R> encoder);

    boolean hasResponse(R row, RowEncoder<R> encoder);

    T output(R row, RowEncoder<R> encoder);

    TrainedModel<R, T> tie(Schema<R> schema, Model<T> model, Optional<String> positiveClass);

    TrainedModel<R, T> read(
            ModelReader reader, Schema<R> schema, ModelVersion version, byte[] bytes, Optional<String> positiveClass);

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
        public Optional<String> positiveClass(List<R> training, RowEncoder<R> encoder) {
            TreeSet<String> classes = new TreeSet<>();
            training.forEach(row -> classes.add(Objects.requireNonNull(encoder.label(row))));
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
        public boolean hasResponse(R row, RowEncoder<R> encoder) {
            return encoder.label(row) != null;
        }

        @Override
        public Label output(R row, RowEncoder<R> encoder) {
            return new Label(Objects.requireNonNull(encoder.label(row)));
        }

        @Override
        public TrainedModel<R, Label> tie(Schema<R> schema, Model<Label> model, Optional<String> positiveClass) {
            return TrainedModel.classifier(schema, model, positiveClass.orElseThrow());
        }

        @Override
        public TrainedModel<R, Label> read(
                ModelReader reader,
                Schema<R> schema,
                ModelVersion version,
                byte[] bytes,
                Optional<String> positiveClass) {
            String positive =
                    version.metadata().getOrDefault(ModelMetadata.POSITIVE_CLASS, positiveClass.orElseThrow());
            return reader.classifier(schema, bytes, positive);
        }
    }

    /** Learns a number. */
    record Regression<R>(String response) implements Task<R, Regressor> {
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
        public Optional<String> positiveClass(List<R> training, RowEncoder<R> encoder) {
            return Optional.empty();
        }

        @Override
        public boolean hasResponse(R row, RowEncoder<R> encoder) {
            return Double.isFinite(encoder.target(row));
        }

        @Override
        public Regressor output(R row, RowEncoder<R> encoder) {
            return new Regressor(response, encoder.target(row));
        }

        @Override
        public TrainedModel<R, Regressor> tie(
                Schema<R> schema, Model<Regressor> model, Optional<String> positiveClass) {
            return TrainedModel.regressor(schema, model);
        }

        @Override
        public TrainedModel<R, Regressor> read(
                ModelReader reader,
                Schema<R> schema,
                ModelVersion version,
                byte[] bytes,
                Optional<String> positiveClass) {
            return reader.regressor(schema, bytes);
        }
    }
}
