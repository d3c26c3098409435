package io.leeway.model.tribuo;

import io.leeway.model.ModelKind;
import io.leeway.model.ModelSpec;
import io.leeway.model.Scorer;
import io.leeway.schema.Schema;
import java.util.List;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.transform.TransformedModel;

/**
 * Chooses how a model answers: by flat arrays where it is linear or consists of trees and they agree with Tribuo, through Tribuo otherwise.
 */
final class Compiler {

    private Compiler() {}

    static <R, T extends Output<T>> Scorer<R> scorer(ModelSpec<R> spec, TribuoPredictor<R, T> tribuo) {
        try {
            if (hasTrees(tribuo.model())) {
                return trees(spec, tribuo);
            }
            if (tribuo.model() instanceof TransformedModel<?> transformed && hasTrees(transformed.getInnerModel())) {
                throw new NotCompilableException("its trees ask transformed features");
            }
            if (tribuo.classes().size() > 2) {
                return softmax(spec, tribuo);
            }
            LinearTerms terms = spec.kind() == ModelKind.CLASSIFICATION
                    ? LinearTerms.ofTwoClasses(
                            tribuo.model(), spec.positiveClass().orElseThrow())
                    : LinearTerms.ofNumber(tribuo.model());
            Probes probes = new Probes(spec.schema(), terms);
            probes.requireEqual(
                    compiled(spec.withSchema(probes.schema()), terms, tribuo), tribuo.with(probes.schema()));
            return compiled(spec, terms, tribuo);
        } catch (NotCompilableException e) {
            return new TribuoScorer<>(tribuo, String.valueOf(e.getMessage()));
        }
    }

    private static boolean hasTrees(Model<?> model) {
        return BoosterJson.isBoosted(model) || TribuoTrees.areIn(model);
    }

    private static <R> Scorer<R> trees(ModelSpec<R> spec, TribuoPredictor<R, ?> tribuo) throws NotCompilableException {
        FeaturePlaces places = FeaturePlaces.of(spec.schema(), tribuo.knownFeatures());
        TreeEnsemble ensemble = BoosterJson.isBoosted(tribuo.model())
                ? BoosterTrees.of(tribuo.model(), tribuo.classes(), places)
                : TribuoTrees.of(tribuo, places);
        Probes probes = TreeProbes.of(spec.schema(), ensemble);
        probes.requireEqual(compiled(spec.withSchema(probes.schema()), ensemble, tribuo), tribuo.with(probes.schema()));
        return compiled(spec, ensemble, tribuo);
    }

    private static <R> Scorer<R> compiled(ModelSpec<R> spec, TreeEnsemble ensemble, TribuoPredictor<?, ?> tribuo) {
        return spec.kind() == ModelKind.CLASSIFICATION
                ? CompiledTrees.classifier(
                        spec.schema(),
                        ensemble,
                        tribuo.classes(),
                        spec.positiveClass().orElseThrow())
                : CompiledTrees.regressor(spec.schema(), ensemble);
    }

    private static <R> Scorer<R> softmax(ModelSpec<R> spec, TribuoPredictor<R, ?> tribuo)
            throws NotCompilableException {
        List<LinearTerms> terms = LinearTerms.ofClasses(tribuo.model(), tribuo.classes());
        String positive = spec.positiveClass().orElseThrow();
        for (LinearTerms each : terms) {
            // The rows lie around the centres and slopes of each class in turn.
            Probes probes = new Probes(spec.schema(), each);
            probes.requireEqual(
                    CompiledSoftmax.of(probes.schema(), terms, tribuo.classes(), positive),
                    tribuo.with(probes.schema()));
        }
        return CompiledSoftmax.of(spec.schema(), terms, tribuo.classes(), positive);
    }

    private static <R> Scorer<R> compiled(ModelSpec<R> spec, LinearTerms terms, TribuoPredictor<?, ?> tribuo)
            throws NotCompilableException {
        Schema<R> schema = spec.schema();
        CompiledLinear<R> linear = CompiledLinear.of(schema, terms);
        return spec.kind() == ModelKind.CLASSIFICATION
                ? new CompiledClassifier<>(
                        linear, tribuo.classes(), spec.positiveClass().orElseThrow())
                : new CompiledRegressor<>(linear);
    }
}
