package io.leeway.serving;

import io.leeway.model.RowEncoder;
import io.leeway.model.TrainedModel;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.VariableInfo;
import org.tribuo.transform.TransformedModel;

/** Answers through Tribuo's own prediction; for models that cannot be laid out as a sum. */
final class TribuoScorer<R, T extends Output<T>> implements Scorer<R, T> {

    private final TrainedModel<R, T> model;
    private final List<Feature<R>> categorical;
    private final List<CategoryWeights> known;
    private final String why;

    TribuoScorer(TrainedModel<R, T> model, String why) {
        this.model = model;
        this.categorical = model.schema().features().stream()
                .filter(feature -> feature.type() == FeatureType.CATEGORICAL)
                .toList();
        this.known = knownCategories(featuresOf(model.model()), categorical);
        this.why = why;
    }

    private static ImmutableFeatureMap featuresOf(Model<?> model) {
        return model instanceof TransformedModel<?> transformed
                ? transformed.getInnerModel().getFeatureIDMap()
                : model.getFeatureIDMap();
    }

    private static <R> List<CategoryWeights> knownCategories(
            ImmutableFeatureMap features, List<Feature<R>> categorical) {
        List<CategoryWeights> tables = new ArrayList<>();
        for (Feature<R> feature : categorical) {
            String prefix = RowEncoder.featureName(feature.name(), "");
            Map<String, Double> seen = new HashMap<>();
            for (VariableInfo each : features) {
                if (each.getName().startsWith(prefix)) {
                    seen.put(each.getName().substring(prefix.length()), 0.0);
                }
            }
            tables.add(new CategoryWeights(seen));
        }
        return List.copyOf(tables);
    }

    @Override
    public double score(R row, UnseenCategories unseen) {
        countUnseen(row, unseen);
        return model.score(row);
    }

    @Override
    public Answer<T> answer(R row, UnseenCategories unseen, int version) {
        countUnseen(row, unseen);
        Prediction<T> prediction = model.prediction(row);
        return new Answer<>(prediction.getOutput(), model.scoreOf(prediction), version);
    }

    private void countUnseen(R row, UnseenCategories unseen) {
        for (int i = 0; i < categorical.size(); i++) {
            @Nullable String category = categorical.get(i).category(row);
            if (category != null && Double.isNaN(known.get(i).of(category))) {
                unseen.count(categorical.get(i).index());
            }
        }
    }

    @Override
    public String describe() {
        return "answered by Tribuo: " + why;
    }
}
