package io.leeway.model.tribuo;

import io.leeway.model.tribuo.LinearTerms.Term;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The terms of a linear model by the features of a schema.
 *
 * @param bias what a row without features gives
 * @param numbers the term of each numeric feature that the model knows, in the order of the schema
 * @param categories the weights of the categories of each categorical feature, in the order of the schema; empty where the model knows none
 */
record LinearLayout<R>(double bias, Map<Feature<R>, Term> numbers, Map<Feature<R>, Map<String, Double>> categories) {

    /** Lays terms out; each must belong to one feature. */
    static <R> LinearLayout<R> of(Schema<R> schema, LinearTerms terms) throws NotCompilableException {
        Map<Feature<R>, Term> numbers = new LinkedHashMap<>();
        Map<Feature<R>, Map<String, Double>> categories = new LinkedHashMap<>();
        Set<String> unplaced = new HashSet<>(terms.byName().keySet());
        for (Feature<R> feature : schema.features()) {
            if (feature.type() == FeatureType.CATEGORICAL) {
                categories.put(feature, weights(feature.name(), terms, unplaced));
                continue;
            }
            Term term = terms.byName().get(feature.name());
            if (term != null) {
                numbers.put(feature, term);
                unplaced.remove(feature.name());
            }
        }
        if (!unplaced.isEmpty()) {
            throw new NotCompilableException(
                    "its feature " + unplaced.iterator().next() + " belongs to no column of the schema");
        }
        return new LinearLayout<>(terms.bias(), numbers, categories);
    }

    private static Map<String, Double> weights(String feature, LinearTerms terms, Set<String> unplaced)
            throws NotCompilableException {
        String prefix = RowEncoder.featureName(feature, "");
        Map<String, Double> weights = new TreeMap<>();
        for (Map.Entry<String, Term> each : terms.byName().entrySet()) {
            if (each.getKey().startsWith(prefix)) {
                if (!unplaced.remove(each.getKey())) {
                    throw new NotCompilableException("its feature " + each.getKey() + " belongs to several columns");
                }
                Term term = each.getValue();
                weights.put(each.getKey().substring(prefix.length()), (1 - term.center()) * term.slope());
            }
        }
        return weights;
    }
}
