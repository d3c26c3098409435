package io.leeway.model.tribuo;

import io.leeway.model.UnseenCategories;
import io.leeway.model.tribuo.LinearTerms.Term;
import io.leeway.schema.Feature;
import io.leeway.schema.Schema;
import java.util.Collection;
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

    private CompiledLinear(LinearLayout<R> layout) {
        this.bias = layout.bias();
        this.numeric = array(layout.numbers().keySet());
        this.centers =
                layout.numbers().values().stream().mapToDouble(Term::center).toArray();
        this.slopes =
                layout.numbers().values().stream().mapToDouble(Term::slope).toArray();
        this.categorical = array(layout.categories().keySet());
        this.tables =
                layout.categories().values().stream().map(CategoryWeights::new).toArray(CategoryWeights[]::new);
        this.categoricalIndex =
                layout.categories().keySet().stream().mapToInt(Feature::index).toArray();
    }

    @SuppressWarnings("unchecked")
    private static <R> Feature<R>[] array(Collection<Feature<R>> features) {
        return features.toArray((Feature<R>[]) new Feature<?>[0]);
    }

    /** Lays the terms out by the schema. */
    static <R> CompiledLinear<R> of(Schema<R> schema, LinearTerms terms) throws NotCompilableException {
        return new CompiledLinear<>(LinearLayout.of(schema, terms));
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
