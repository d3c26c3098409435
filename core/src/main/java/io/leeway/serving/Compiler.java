package io.leeway.serving;

import io.leeway.model.TrainedModel;
import io.leeway.serving.LinearTerms.NotLinearException;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.regression.Regressor;

/** Chooses how a model answers: by flat arrays where it is linear and they agree with Tribuo, through Tribuo otherwise. */
final class Compiler {

    private Compiler() {}

    static <R> Scorer<R, Label> classifier(TrainedModel<R, Label> model) {
        String positive = model.positiveClass().orElseThrow();
        try {
            LinearTerms terms = LinearTerms.ofTwoClasses(model.model(), positive);
            String negative = otherClass(model.model(), positive);
            boolean ties = model.model().getOutputIDInfo().getID(new Label(positive)) == 0;
            Probes probes = new Probes(model.schema(), terms);
            Scorer<Probes.Probe, Label> candidate =
                    new CompiledClassifier<>(CompiledLinear.of(probes.schema(), terms), positive, negative, ties);
            probes.requireEqual(candidate, TrainedModel.classifier(probes.schema(), model.model(), positive));
            return new CompiledClassifier<>(CompiledLinear.of(model.schema(), terms), positive, negative, ties);
        } catch (NotLinearException e) {
            return new TribuoScorer<>(model, String.valueOf(e.getMessage()));
        }
    }

    static <R> Scorer<R, Regressor> regressor(TrainedModel<R, Regressor> model) {
        try {
            LinearTerms terms = LinearTerms.ofNumber(model.model());
            String dimension = Regressor.extractNames(model.model().getOutputIDInfo())[0];
            Probes probes = new Probes(model.schema(), terms);
            Scorer<Probes.Probe, Regressor> candidate =
                    new CompiledRegressor<>(CompiledLinear.of(probes.schema(), terms), dimension);
            probes.requireEqual(candidate, TrainedModel.regressor(probes.schema(), model.model()));
            return new CompiledRegressor<>(CompiledLinear.of(model.schema(), terms), dimension);
        } catch (NotLinearException e) {
            return new TribuoScorer<>(model, String.valueOf(e.getMessage()));
        }
    }

    private static String otherClass(Model<Label> model, String positive) {
        return model.getOutputIDInfo().getDomain().stream()
                .map(Label::getLabel)
                .filter(label -> !label.equals(positive))
                .findFirst()
                .orElseThrow();
    }
}
