package io.leeway.model.tribuo;

import io.leeway.model.Scorer;
import io.leeway.model.ScoringPath;
import io.leeway.model.UnseenCategories;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.RowCells;
import io.leeway.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.VariableInfo;

/** Answers through Tribuo's own prediction; for models that are not compiled. */
final class TribuoScorer<R> implements Scorer<R> {

    private final TribuoPredictor<R, ?> tribuo;
    private final List<Feature<R>> categorical;
    private final List<CategoryWeights> known;
    private final ScoringPath path;

    TribuoScorer(TribuoPredictor<R, ?> tribuo, String why) {
        this(tribuo, new ScoringPath(false, "answered by Tribuo: " + why));
    }

    private TribuoScorer(TribuoPredictor<R, ?> tribuo, ScoringPath path) {
        this.tribuo = tribuo;
        this.categorical = tribuo.encoder().schema().features().stream()
                .filter(feature -> feature.type() == FeatureType.CATEGORICAL)
                .toList();
        this.known = knownCategories(tribuo.knownFeatures(), categorical);
        this.path = path;
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
    public List<String> classes() {
        return tribuo.classes();
    }

    @Override
    public double score(R row, UnseenCategories unseen) {
        countUnseen(row, unseen);
        return tribuo.score(row);
    }

    @Override
    public double[] scores(List<? extends R> rows, UnseenCategories unseen) {
        int width = Math.max(1, tribuo.classes().size());
        double[] scores = new double[width * rows.size()];
        int from = 0;
        for (R row : rows) {
            countUnseen(row, unseen);
            tribuo.scores(row, scores, from);
            from += width;
        }
        return scores;
    }

    private void countUnseen(R row, UnseenCategories unseen) {
        if (unseen == UnseenCategories.IGNORED) {
            return;
        }
        for (int i = 0; i < categorical.size(); i++) {
            @Nullable String category = categorical.get(i).category(row);
            if (category != null && Double.isNaN(known.get(i).of(category))) {
                unseen.count(categorical.get(i).index());
            }
        }
    }

    @Override
    public Optional<Scorer<RowCells>> over(Schema<RowCells> schema) {
        return Optional.of(new TribuoScorer<>(tribuo.with(schema), path));
    }

    @Override
    public ScoringPath path() {
        return path;
    }
}
