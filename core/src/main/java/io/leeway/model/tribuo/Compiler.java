package io.leeway.model.tribuo;

import io.leeway.model.ModelKind;
import io.leeway.model.ModelSpec;
import io.leeway.model.Scorer;
import io.leeway.model.tribuo.LinearTerms.NotLinearException;
import io.leeway.schema.Schema;
import org.tribuo.Output;

/** Chooses how a model answers: by flat arrays where it is linear and they agree with Tribuo, through Tribuo otherwise. */
final class Compiler {

    private Compiler() {}

    static <R, T extends Output<T>> Scorer<R> scorer(ModelSpec<R> spec, TribuoPredictor<R, T> tribuo) {
        try {
            LinearTerms terms = spec.kind() == ModelKind.CLASSIFICATION
                    ? LinearTerms.ofTwoClasses(
                            tribuo.model(), spec.positiveClass().orElseThrow())
                    : LinearTerms.ofNumber(tribuo.model());
            Probes probes = new Probes(spec.schema(), terms);
            probes.requireEqual(
                    compiled(spec.withSchema(probes.schema()), terms, tribuo), tribuo.with(probes.schema()));
            return compiled(spec, terms, tribuo);
        } catch (NotLinearException e) {
            return new TribuoScorer<>(tribuo, String.valueOf(e.getMessage()));
        }
    }

    private static <R> Scorer<R> compiled(ModelSpec<R> spec, LinearTerms terms, TribuoPredictor<?, ?> tribuo)
            throws NotLinearException {
        Schema<R> schema = spec.schema();
        CompiledLinear<R> linear = CompiledLinear.of(schema, terms);
        return spec.kind() == ModelKind.CLASSIFICATION
                ? new CompiledClassifier<>(
                        linear, tribuo.classes(), spec.positiveClass().orElseThrow())
                : new CompiledRegressor<>(linear);
    }
}
