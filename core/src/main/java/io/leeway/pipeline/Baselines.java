package io.leeway.pipeline;

import io.leeway.evaluation.Evaluation;
import io.leeway.model.ModelException;
import io.leeway.model.ModelSpec;
import io.leeway.model.TrainedModel;
import io.leeway.observation.Activity;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.tribuo.Output;

/** Evaluates the registered models that gates compare with on the rows held out. */
record Baselines<R, T extends Output<T>>(Plan<R, T> plan, Consumer<String> notes) {

    /** By alias: the champion's, and those that gates name. */
    Map<String, Baseline> evaluate(Split<R> split, Optional<String> positive) {
        Map<String, Baseline> found = new LinkedHashMap<>();
        if (plan.registry().isEmpty()) {
            return found;
        }
        ModelRegistry registry = plan.registry().get();
        List<String> aliases = new ArrayList<>(List.of(plan.champion().value()));
        plan.gates().forEach(gate -> gate.baseline().ifPresent(aliases::add));
        for (String alias : aliases) {
            if (!found.containsKey(alias)) {
                registry.find(plan.name().value(), alias)
                        .ifPresent(version -> found.put(alias, observed(alias, registry, version, split, positive)));
            }
        }
        return found;
    }

    private Baseline observed(
            String alias, ModelRegistry registry, ModelVersion version, Split<R> split, Optional<String> positive) {
        return plan.observer().observe(plan.activity(PipelineObservations.EVALUATE), observed -> {
            observed.put(PipelineObservations.CANDIDATE, alias);
            Baseline baseline = baseline(registry, version, split, positive);
            PipelineObservations.evaluated(plan, baseline.evaluation(), observed)
                    .put(Activity.OUTCOME, PipelineObservations.BASELINE);
            return baseline;
        });
    }

    private Baseline baseline(ModelRegistry registry, ModelVersion version, Split<R> split, Optional<String> positive) {
        byte[] bytes = registry.read(version);
        ModelSpec<R> spec = plan.task().spec(plan.schema(), version, positive);
        try (TrainedModel<R, T> model = plan.task().read(plan.formats().of(version.metadata()), spec, bytes)) {
            return new Baseline(version, Evaluation.of(model, split.holdOut()), seen(version, split));
        } catch (ModelException e) {
            throw e.about(plan.name() + " v" + version.number());
        }
    }

    private int seen(ModelVersion version, Split<R> split) {
        int seen = 0;
        Optional<Instant> trainedTo = version.lineage().dataTo();
        if (plan.schema().hasTime() && trainedTo.isPresent()) {
            seen = split.firstAfter(plan.schema(), trainedTo.get());
        } else {
            notes.accept("Whether v" + version.number()
                    + " was trained on rows held out here is not known, because there is no time to tell by.");
        }
        if (seen > 0) {
            notes.accept(String.format(
                    Locale.ROOT,
                    "%,d of %,d rows held out are no newer than those that v%d was trained on, so comparisons with it leave them out.",
                    seen,
                    split.holdOut().size(),
                    version.number()));
        }
        return seen;
    }
}
