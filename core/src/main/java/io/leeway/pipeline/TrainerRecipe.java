package io.leeway.pipeline;

import io.leeway.model.Response;
import io.leeway.model.TrainedModel;
import io.leeway.model.tribuo.RowEncoder;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.Trainer;
import org.tribuo.common.sgd.AbstractSGDTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.Transformation;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.transformations.MeanStdDevTransformation;

/** A candidate that Tribuo trains. */
record TrainerRecipe<T extends Output<T>>(String name, LongFunction<? extends Trainer<T>> trainer, Scaling scaling)
        implements Recipe<T> {

    @Override
    public boolean trains() {
        return true;
    }

    /** Trains from the trainer's first state on, so that two runs of the same rows and seed give the same model. */
    @Override
    public <R> Trained<R, T> train(Plan<R, T> plan, List<R> rows, Optional<String> positiveClass, Instant now) {
        Task<R, T> task = plan.task();
        Schema<R> schema = plan.schema();
        TribuoLog.quiet();
        Trainer<T> used = trainer.apply(plan.seed());
        boolean linear = used instanceof AbstractSGDTrainer<?, ?, ?, ?> || (Object) used instanceof LeastSquares;
        boolean scaled = scaling == Scaling.STANDARDIZED || scaling == Scaling.AS_THE_TRAINER_NEEDS && linear;
        List<String> varying = new ArrayList<>();
        List<String> constant = new ArrayList<>();
        if (scaled) {
            for (Feature<R> each : schema.features()) {
                if (each.type() == FeatureType.NUMERIC) {
                    (varies(each, rows) ? varying : constant).add(each.name());
                }
            }
        }
        // A constant has no standard deviation to divide by and nothing to say.
        Schema<R> varyingSchema = schema.without(constant.toArray(new String[0]));
        MutableDataset<T> data = dataset(task, RowEncoder.of(varyingSchema), rows, now);
        if (data.size() == 0) {
            throw failed("no training row has a value of any feature that varies", null);
        }
        Trainer<T> whole = varying.isEmpty() ? used : standardised(used, varying);
        try {
            Model<T> model;
            // Tribuo's trainers hold the state of their generator; two runs may share one.
            synchronized (used) {
                model = whole.train(data, Map.of(), 0);
            }
            model.setName(name);
            TrainedModel<R, T> tied = task.tie(schema, model, positiveClass);
            return new Trained<>(tied, true, tied.trainedBy(), Optional.empty(), Optional.empty());
        } catch (RuntimeException | LinkageError e) {
            // A linkage error: a library that the application brings lacks a part, or native code for this machine.
            throw failed(String.valueOf(e.getMessage()), e);
        }
    }

    private static <R> boolean varies(Feature<R> feature, List<R> rows) {
        double first = Double.NaN;
        for (R row : rows) {
            double value = feature.number(row);
            if (Double.isNaN(value)) {
                continue;
            }
            if (Double.isNaN(first)) {
                first = value;
            } else if (value != first) {
                return true;
            }
        }
        return false;
    }

    private static <R, T extends Output<T>> MutableDataset<T> dataset(
            Task<R, T> task, RowEncoder<R> encoder, List<R> rows, Instant now) {
        Response<R> response = Response.of(encoder.schema());
        var source = new SimpleDataSourceProvenance("leeway", now.atOffset(ZoneOffset.UTC), task.factory());
        MutableDataset<T> data = new MutableDataset<>(source, task.factory());
        for (R row : rows) {
            ArrayExample<T> example = encoder.example(row, task.output(row, response));
            if (example.size() > 0) {
                data.add(example);
            }
        }
        return data;
    }

    private static <T extends Output<T>> Trainer<T> standardised(Trainer<T> inner, List<String> features) {
        Map<String, List<Transformation>> each = new TreeMap<>();
        features.forEach(name -> each.put(name, List.of(new MeanStdDevTransformation())));
        return new TransformTrainer<>(inner, new TransformationMap(each));
    }
}
