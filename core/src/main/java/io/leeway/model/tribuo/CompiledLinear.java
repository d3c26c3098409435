package io.leeway.model.tribuo;

import io.leeway.model.UnseenCategories;
import io.leeway.model.tribuo.LinearTerms.NotLinearException;
import io.leeway.model.tribuo.LinearTerms.Term;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A linear sum laid out by the schema: for each numeric feature a centre and a slope, for each categorical one a table of
 * weights. Summing a row reads each feature once, looks nothing up by name and allocates nothing. Immutable.
 *
 * <p>As in Tribuo, a missing or infinite number and a missing or unseen category add nothing.
 */
final class CompiledLinear<R> {

    private final double bias;
    private final Feature<R>[] numeric;
    private final double[] centers;
    private final double[] slopes;
    private final Feature<R>[] categorical;
    private final CategoryWeights[] tables;
    private final int[] categoricalIndex;

    private CompiledLinear(
            double bias,
            List<Feature<R>> numeric,
            List<Term> terms,
            List<Feature<R>> categorical,
            List<CategoryWeights> tables) {
        this.bias = bias;
        this.numeric = array(numeric);
        this.centers = terms.stream().mapToDouble(Term::center).toArray();
        this.slopes = terms.stream().mapToDouble(Term::slope).toArray();
        this.categorical = array(categorical);
        this.tables = tables.toArray(new CategoryWeights[0]);
        this.categoricalIndex = categorical.stream().mapToInt(Feature::index).toArray();
    }

    @SuppressWarnings("unchecked")
    private static <R> Feature<R>[] array(List<Feature<R>> features) {
        return features.toArray((Feature<R>[]) new Feature<?>[0]);
    }

    /** Lays the terms out by the schema. */
    static <R> CompiledLinear<R> of(Schema<R> schema, LinearTerms terms) throws NotLinearException {
        List<Feature<R>> numeric = new ArrayList<>();
        List<Term> numericTerms = new ArrayList<>();
        List<Feature<R>> categorical = new ArrayList<>();
        List<CategoryWeights> tables = new ArrayList<>();
        Set<String> unplaced = new HashSet<>(terms.byName().keySet());
        for (Feature<R> feature : schema.features()) {
            if (feature.type() == FeatureType.CATEGORICAL) {
                categorical.add(feature);
                tables.add(new CategoryWeights(weights(feature.name(), terms, unplaced)));
                continue;
            }
            Term term = terms.byName().get(feature.name());
            if (term != null) {
                numeric.add(feature);
                numericTerms.add(term);
                unplaced.remove(feature.name());
            }
        }
        if (!unplaced.isEmpty()) {
            throw new NotLinearException(
                    "its feature " + unplaced.iterator().next() + " belongs to no column of the schema");
        }
        return new CompiledLinear<>(terms.bias(), numeric, numericTerms, categorical, tables);
    }

    private static Map<String, Double> weights(String feature, LinearTerms terms, Set<String> unplaced)
            throws NotLinearException {
        String prefix = RowEncoder.featureName(feature, "");
        Map<String, Double> weights = new HashMap<>();
        for (Map.Entry<String, Term> each : terms.byName().entrySet()) {
            if (each.getKey().startsWith(prefix)) {
                if (!unplaced.remove(each.getKey())) {
                    throw new NotLinearException("its feature " + each.getKey() + " belongs to several columns");
                }
                Term term = each.getValue();
                weights.put(each.getKey().substring(prefix.length()), (1 - term.center()) * term.slope());
            }
        }
        return weights;
    }

    /** Sums a row; categories that training did not see are counted. */
    double sum(R row, UnseenCategories unseen) {
        double sum = bias;
        for (int i = 0; i < numeric.length; i++) {
            double value = numeric[i].number(row);
            // Missing and infinite values fail the comparison.
            if (Math.abs(value) <= Double.MAX_VALUE) {
                sum += (value - centers[i]) * slopes[i];
            }
        }
        for (int i = 0; i < categorical.length; i++) {
            @Nullable String category = categorical[i].category(row);
            if (category != null) {
                double weight = tables[i].of(category);
                if (Double.isNaN(weight)) {
                    unseen.count(categoricalIndex[i]);
                } else {
                    sum += weight;
                }
            }
        }
        return sum;
    }
}
