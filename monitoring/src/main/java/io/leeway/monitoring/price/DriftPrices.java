package io.leeway.monitoring.price;

import io.leeway.monitoring.performance.ClassificationMetrics;
import io.leeway.monitoring.variation.FeatureColumns;
import io.leeway.schema.CellReader;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.RowCells;
import io.leeway.schema.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Prices the drift of features: reference rows get a feature's present distribution, all else stays as it was, and a model scores them again.
 *
 * <pre>{@code
 * DriftPrices prices = DriftPrices.classification(schema, SampledRows.of(schema, rows.toList()), model::over, 0.5);
 * prices.price("distance", columnsOfThisWeek);   // distance: predictions 6.1 points lower, ...
 * }</pre>
 *
 * <p>A row keeps its rank among numbers, and its category as often as can be, so that as little changes as the drift makes necessary. If a window has exactly the
 * reference's distribution, its price is exactly 0.
 *
 * <p>For one thread. A feature costs at most {@value SampledRows#MOST_ROWS} scores, those of the rows that change, and the sorting of at most 20,000 values of the window.
 */
public final class DriftPrices {
    private final Schema<?> schema;
    private final SampledRows reference;
    private final CellReader<?> reader;
    private final CellScores model;
    private final boolean classification;
    private final double threshold;
    private final List<RowCells> cells;
    private final double[] before;
    private final double referenceLoss;

    private <R> DriftPrices(
            Schema<R> schema,
            SampledRows reference,
            Function<? super Schema<RowCells>, ? extends ToDoubleFunction<RowCells>> model,
            boolean classification,
            double threshold) {
        this.schema = schema;
        this.reference = reference;
        CellReader<R> reads = CellReader.ofFeatures(schema);
        this.reader = reads;
        this.model = all(model.apply(reads.schema()));
        this.classification = classification;
        this.threshold = threshold;
        this.cells = cells(reads, schema.features().stream().map(this::column).toList());
        this.before = this.model.applyAll(cells);
        this.referenceLoss = referenceLoss();
    }

    /**
     * Prices by a model that predicts probabilities.
     *
     * @param schema the schema of the reference's rows
     * @param reference the rows
     * @param model makes the function that scores cells which a schema reads, such as {@code model::over}; it must not keep the cells
     * @param threshold the probability from which an answer is positive
     * @param <R> the type of a row
     * @return the prices
     */
    public static <R> DriftPrices classification(
            Schema<R> schema,
            SampledRows reference,
            Function<? super Schema<RowCells>, ? extends ToDoubleFunction<RowCells>> model,
            double threshold) {
        return new DriftPrices(schema, reference, model, true, threshold);
    }

    /**
     * Prices by a model that predicts numbers.
     *
     * @param schema the schema of the reference's rows; its response gives the loss that changes are compared with
     * @param reference the rows
     * @param model makes the function that scores cells which a schema reads
     * @param <R> the type of a row
     * @return the prices
     */
    public static <R> DriftPrices regression(
            Schema<R> schema,
            SampledRows reference,
            Function<? super Schema<RowCells>, ? extends ToDoubleFunction<RowCells>> model) {
        return new DriftPrices(schema, reference, model, false, Double.NaN);
    }

    /**
     * Prices the drift of several features.
     *
     * @param features names
     * @param window the present rows
     * @return the dearest first, by {@link DriftPrice#rise}
     * @throws io.leeway.schema.SchemaException if there is no such feature
     */
    public List<DriftPrice> prices(Collection<String> features, FeatureColumns window) {
        return features.stream()
                .map(feature -> price(feature, window))
                .sorted(Comparator.comparingDouble((DriftPrice price) -> -price.rise()))
                .toList();
    }

    /**
     * Prices the drift of a feature.
     *
     * @param feature its name
     * @param window the present rows, at least one
     * @return the price
     * @throws io.leeway.schema.SchemaException if there is no such feature
     */
    public DriftPrice price(String feature, FeatureColumns window) {
        Feature<?> priced = schema.feature(feature);
        Coupling coupling = new Coupling(reference, window);
        double[] after = priced.type() == FeatureType.NUMERIC
                ? score(column(priced), coupling.numbers(feature))
                : score(column(priced), coupling.categories(feature));
        Mean change = new Mean();
        Mean logOdds = new Mean();
        Mean crossing = new Mean();
        Mean wrong = new Mean();
        Mean moved = new Mean();
        for (int i = 0; i < after.length; i++) {
            double then = before[i];
            double now = after[i];
            if (!isValid(then) || !isValid(now)) {
                continue;
            }
            change.add(now - then);
            if (classification) {
                crossing.add((then >= threshold) == (now >= threshold) ? 0 : 1);
                double p = clipped(then);
                double q = clipped(now);
                logOdds.add(logOdds(q) - logOdds(p));
                wrong.add(divergence(p, q));
                moved.add(entropy(q) - entropy(p));
            } else {
                wrong.add((now - then) * (now - then));
            }
        }
        return new DriftPrice(
                feature,
                change.mean(),
                change.error(),
                logOdds.mean(),
                crossing.mean(),
                wrong.mean(),
                wrong.error(),
                classification ? moved.mean() : 0,
                classification ? moved.error() : 0,
                referenceLoss,
                change.count);
    }

    private boolean isValid(double score) {
        return classification ? score >= 0 && score <= 1 : Double.isFinite(score);
    }

    private static CellScores all(ToDoubleFunction<RowCells> model) {
        return model instanceof CellScores scores ? scores : new OneByOne(model);
    }

    private record OneByOne(ToDoubleFunction<RowCells> model) implements CellScores {
        @Override
        public double applyAsDouble(RowCells row) {
            return model.applyAsDouble(row);
        }

        @Override
        public double[] applyAll(List<RowCells> rows) {
            return rows.stream().mapToDouble(model).toArray();
        }
    }

    private List<RowCells> cells(CellReader<?> reads, List<Column> columns) {
        List<RowCells> all = new ArrayList<>();
        for (int row = 0; row < reference.rows(); row++) {
            RowCells read = reads.cells();
            for (Column column : columns) {
                if (column.isNumeric) {
                    reads.put(read, column.feature, column.number(row));
                } else {
                    reads.put(read, column.feature, column.category(row));
                }
            }
            all.add(read);
        }
        return all;
    }

    private double[] score(Column column, double[] numbers) {
        return score(
                row -> Double.compare(numbers[row], column.number(row)) != 0,
                row -> reader.put(cells.get(row), column.feature, numbers[row]),
                row -> reader.put(cells.get(row), column.feature, column.number(row)));
    }

    private double[] score(Column column, @Nullable String[] categories) {
        return score(
                row -> !Objects.equals(categories[row], column.category(row)),
                row -> reader.put(cells.get(row), column.feature, categories[row]),
                row -> reader.put(cells.get(row), column.feature, column.category(row)));
    }

    /** Scores the rows in which a feature has another value. */
    private double[] score(IntPredicate isOther, IntConsumer change, IntConsumer restore) {
        int[] others = IntStream.range(0, cells.size()).filter(isOther).toArray();
        List<RowCells> changed = new ArrayList<>();
        for (int row : others) {
            change.accept(row);
            changed.add(cells.get(row));
        }
        double[] scores = before.clone();
        try {
            double[] now = changed.isEmpty() ? new double[0] : model.applyAll(changed);
            for (int i = 0; i < others.length; i++) {
                scores[others[i]] = now[i];
            }
        } finally {
            Arrays.stream(others).forEach(restore);
        }
        return scores;
    }

    private record Column(int feature, boolean isNumeric, double[] numbers, List<String> categories, int[] codes) {
        double number(int row) {
            return numbers[row];
        }

        @Nullable
        String category(int row) {
            return codes[row] < 0 ? null : categories.get(codes[row]);
        }
    }

    private Column column(Feature<?> feature) {
        String name = feature.name();
        return new Column(
                feature.index(),
                feature.type() == FeatureType.NUMERIC,
                reference.numbers().getOrDefault(name, new double[0]),
                reference.categories().getOrDefault(name, List.of()),
                reference.codes().getOrDefault(name, new int[0]));
    }

    private double referenceLoss() {
        Mean loss = new Mean();
        for (int i = 0; i < before.length; i++) {
            if (isValid(before[i])) {
                double error = before[i] - reference.actuals()[i];
                double each = classification ? entropy(clipped(before[i])) : error * error;
                if (Double.isFinite(each)) {
                    loss.add(each);
                }
            }
        }
        return loss.mean();
    }

    private static double clipped(double p) {
        double least = ClassificationMetrics.LOG_LOSS_CLIP;
        return Math.max(least, Math.min(1 - least, p));
    }

    private static double logOdds(double p) {
        return Math.log(p / (1 - p));
    }

    private static double entropy(double p) {
        return -p * Math.log(p) - (1 - p) * Math.log1p(-p);
    }

    private static double divergence(double p, double q) {
        return p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q));
    }

    /** A mean and its standard error. */
    private static final class Mean {
        private int count;
        private double sum;
        private double squares;

        void add(double value) {
            count++;
            sum += value;
            squares += value * value;
        }

        double mean() {
            return count == 0 ? Double.NaN : sum / count;
        }

        double error() {
            double variance = squares / count - mean() * mean();
            return count < 2 ? Double.NaN : Math.sqrt(Math.max(0, variance) / (count - 1));
        }
    }
}
