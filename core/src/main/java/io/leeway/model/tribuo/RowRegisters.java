package io.leeway.model.tribuo;

import io.leeway.model.UnseenCategories;
import io.leeway.model.tribuo.CompiledTrees.Registers;
import io.leeway.schema.CategoryReader;
import io.leeway.schema.Feature;
import io.leeway.schema.NumberReader;
import io.leeway.schema.Schema;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a row into the registers of trees, as {@link RowEncoder} makes an example of it: missing and infinite numbers and unknown categories
 * are absent.
 *
 * <p>In single precision each feature is there twice, as it is and negated, and absent ones are {@code -Infinity} in both: a node whose
 * missing values go the way of greater numbers asks the negated one, so that no node asks whether a number is missing.
 */
final class RowRegisters<R> {

    private static final int NONE = -1;

    private final NumberReader<R> numbers;
    private final CategoryReader<R> categories;

    /** By the place of the categorical column: where its categories begin, and its index in the schema. */
    private final int[] starts;

    private final int[] columns;

    private final int features;
    private final int registers;
    private final boolean singlePrecision;
    private final double absent;
    private final int neutral;

    private RowRegisters(NumberReader<R> numbers, CategoryReader<R> categories, int[] starts, TreeEnsemble ensemble) {
        FeaturePlaces places = ensemble.places();
        this.numbers = numbers;
        this.categories = categories;
        this.starts = starts;
        this.columns = places.columns().stream().mapToInt(Integer::intValue).toArray();
        this.features = places.size();
        this.registers = ensemble.registers();
        this.singlePrecision = ensemble.singlePrecision();
        this.absent = singlePrecision ? Double.NEGATIVE_INFINITY : 0;
        this.neutral = singlePrecision ? ensemble.neutral() : NONE;
    }

    static <R> RowRegisters<R> of(Schema<R> schema, TreeEnsemble ensemble) {
        FeaturePlaces places = ensemble.places();
        List<Feature<R>> all = schema.features();
        int[] starts = new int[places.columns().size()];
        int next = places.numbers().size();
        for (int i = 0; i < starts.length; i++) {
            starts[i] = next;
            next += places.categories().get(i).size();
        }
        return new RowRegisters<>(
                NumberReader.of(places.numbers().stream().map(all::get).toList()),
                CategoryReader.of(places.columns().stream().map(all::get).toList(), places.categories()),
                starts,
                ensemble);
    }

    /** Returns registers of a row without features, for one thread. */
    Registers registers(int sums) {
        double[] x = new double[registers];
        Arrays.fill(x, absent);
        // One more, for the feature of a row of which the model knows nothing.
        int[] written = new int[columns.length + 1];
        Arrays.fill(written, NONE);
        return new Registers(x, written, new double[sums]);
    }

    /** Writes a row; categories that training did not see are counted. Nothing is written of categories if a reader or the counter throws. */
    void read(R row, Registers own, UnseenCategories unseen) {
        double[] x = own.x();
        int[] written = own.written();
        numbers.read(row, x, 0);
        categories.read(row, written, 0);
        for (int i = 0; i < columns.length; i++) {
            if (written[i] == CategoryReader.UNKNOWN) {
                unseen.count(columns[i]);
            }
        }
        boolean known = singlePrecision ? writeSingles(x) : writeDoubles(x);
        for (int i = 0; i < columns.length; i++) {
            if (written[i] >= 0) {
                known = true;
                written[i] += starts[i];
                write(x, written[i], 1);
            }
        }
        // Tribuo answers no example without features, so TribuoPredictor gives such a row one.
        written[columns.length] = known ? NONE : neutral;
        if (!known && neutral >= 0) {
            write(x, neutral, 0);
        }
    }

    private void write(double[] x, int place, double value) {
        x[place] = value;
        if (singlePrecision) {
            x[features + place] = -value;
        }
    }

    private boolean writeDoubles(double[] x) {
        for (int i = 0; i < numbers.columns(); i++) {
            // Missing and infinite values fail the comparison.
            if (!(Math.abs(x[i]) <= Double.MAX_VALUE)) {
                x[i] = absent;
            }
        }
        return true;
    }

    private boolean writeSingles(double[] x) {
        boolean known = false;
        for (int i = 0; i < numbers.columns(); i++) {
            boolean there = Math.abs(x[i]) <= Double.MAX_VALUE;
            double value = (float) x[i];
            known |= there;
            x[i] = there ? value : absent;
            x[features + i] = there ? -value : absent;
        }
        return known;
    }

    /** Takes the row's categories out again. */
    void clear(Registers own) {
        for (int place : own.written()) {
            if (place >= 0) {
                own.x()[place] = absent;
                if (singlePrecision) {
                    own.x()[features + place] = absent;
                }
            }
        }
    }
}
