package io.leeway.model.tribuo;

import io.leeway.model.UnseenCategories;
import io.leeway.model.tribuo.LinearTerms.Term;
import io.leeway.schema.CategoryReader;
import io.leeway.schema.Feature;
import io.leeway.schema.NumberReader;
import io.leeway.schema.RowCells;
import io.leeway.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A linear sum laid out by the schema: for each numeric feature a centre and a slope, for each categorical one a table of
 * weights. Summing a row reads each feature once, looks nothing up by name and allocates nothing. Immutable.
 *
 * <p>As in Tribuo, a missing or infinite number and a missing or unseen category add nothing.
 */
final class CompiledLinear<R> {

    private final LinearLayout<?> layout;
    private final double bias;
    private final NumberReader<R> numbers;
    private final double[] centers;
    private final double[] slopes;
    private final CategoryReader<R> categories;
    private final double[][] weights;
    private final int[] categoricalIndex;
    private final ThreadLocal<Values> values;

    /** Where numbers stand in rows that are cells; null for others. */
    private final int @Nullable [] cells;

    /** What one thread reads a row into. */
    private record Values(double[] numbers, int[] categories) {}

    private CompiledLinear(Schema<R> schema, LinearLayout<?> layout) {
        this.layout = layout;
        this.bias = layout.bias();
        this.numbers = NumberReader.of(of(schema, layout.numbers().keySet()));
        this.centers =
                layout.numbers().values().stream().mapToDouble(Term::center).toArray();
        this.slopes =
                layout.numbers().values().stream().mapToDouble(Term::slope).toArray();
        List<List<String>> names = new ArrayList<>();
        this.weights = new double[layout.categories().size()][];
        for (Map<String, Double> each : layout.categories().values()) {
            weights[names.size()] =
                    each.values().stream().mapToDouble(Double::doubleValue).toArray();
            names.add(List.copyOf(each.keySet()));
        }
        this.categories = CategoryReader.of(of(schema, layout.categories().keySet()), names);
        this.cells = categories.readsCells() ? numbers.inCells().orElse(null) : null;
        this.categoricalIndex =
                layout.categories().keySet().stream().mapToInt(Feature::index).toArray();
        this.values =
                ThreadLocal.withInitial(() -> new Values(new double[centers.length], new int[categoricalIndex.length]));
    }

    private static <R> List<Feature<R>> of(Schema<R> schema, Iterable<? extends Feature<?>> features) {
        List<Feature<R>> result = new ArrayList<>();
        features.forEach(each -> result.add(schema.features().get(each.index())));
        return result;
    }

    /** Lays the terms out by the schema. */
    static <R> CompiledLinear<R> of(Schema<R> schema, LinearTerms terms) throws NotCompilableException {
        return new CompiledLinear<>(schema, LinearLayout.of(schema, terms));
    }

    /** The same sum of other rows with the same features. */
    <S> CompiledLinear<S> over(Schema<S> schema) {
        return new CompiledLinear<>(schema, layout);
    }

    /** Sums a row; categories that training did not see are counted. */
    double sum(R row, UnseenCategories unseen) {
        int[] places = cells;
        return places != null && row instanceof RowCells read ? sum(read, places, unseen) : sumOf(row, unseen);
    }

    /** The same sum, of the same terms in the same order, without arrays between. */
    private double sum(RowCells row, int[] places, UnseenCategories unseen) {
        double sum = bias;
        for (int i = 0; i < places.length; i++) {
            sum = plus(sum, row.number(places[i]), i);
        }
        for (int i = 0; i < weights.length; i++) {
            sum = plus(sum, categories.place(row, i), i, unseen);
        }
        return sum;
    }

    private double sumOf(R row, UnseenCategories unseen) {
        Values read = values.get();
        numbers.read(row, read.numbers, 0);
        categories.read(row, read.categories, 0);
        double sum = bias;
        for (int i = 0; i < centers.length; i++) {
            sum = plus(sum, read.numbers[i], i);
        }
        for (int i = 0; i < weights.length; i++) {
            sum = plus(sum, read.categories[i], i, unseen);
        }
        return sum;
    }

    private double plus(double sum, double value, int number) {
        // Missing and infinite values fail the comparison.
        return Math.abs(value) <= Double.MAX_VALUE ? sum + (value - centers[number]) * slopes[number] : sum;
    }

    private double plus(double sum, int place, int category, UnseenCategories unseen) {
        if (place >= 0) {
            return sum + weights[category][place];
        }
        if (place == CategoryReader.UNKNOWN) {
            unseen.count(categoricalIndex[category]);
        }
        return sum;
    }
}
