package io.leeway.pipeline;

import io.leeway.card.Purpose;
import io.leeway.evaluation.Gate;
import io.leeway.evaluation.GateResult;
import io.leeway.evaluation.Metric;
import io.leeway.model.ModelFormats;
import io.leeway.monitoring.quality.Expectation;
import io.leeway.observation.Activity;
import io.leeway.observation.Observer;
import io.leeway.registry.Alias;
import io.leeway.registry.ModelName;
import io.leeway.registry.ModelRegistry;
import io.leeway.schema.Schema;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tribuo.Output;

/** All that a pipeline was told. */
record Plan<R, T extends Output<T>>(
        ModelName name,
        Schema<R> schema,
        Task<R, T> task,
        List<Expectation> expectations,
        List<Recipe<T>> recipes,
        List<Gate> gates,
        List<PipelineListener> listeners,
        double holdOut,
        Alias champion,
        long seed,
        boolean refit,
        boolean keepRejected,
        Clock clock,
        ModelFormats formats,
        Metric primary,
        Purpose purpose,
        Optional<ModelRegistry> registry,
        Observer observer) {

    /** The purpose with the success criteria as these results call them, in the order of the gates. */
    Purpose purpose(List<GateResult> results) {
        List<String> success = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            if (gates.get(i) instanceof SuccessCriterion) {
                success.add(results.get(i).gate());
            }
        }
        return purpose.success(success);
    }

    long successCriteria() {
        return gates.stream().filter(SuccessCriterion.class::isInstance).count();
    }

    Activity activity(Activity constant) {
        return constant.with(PipelineObservations.MODEL, name.value());
    }
}
