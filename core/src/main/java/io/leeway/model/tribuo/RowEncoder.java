package io.leeway.model.tribuo;

import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tribuo.FeatureMap;
import org.tribuo.Output;
import org.tribuo.impl.ArrayExample;

/**
 * Converts a row to a Tribuo example, in the same way for training and for serving.
 *
 * <p>A numeric feature keeps its name and value. A categorical one becomes a feature such as {@code carrier=AA} with
 * the value 1. A missing value (null, NaN) is absent, and so is an infinite one. A category that did not occur in the
 * training data is a feature that the model does not know, which Tribuo ignores.
 *
 * <p>Immutable and safe for use by several threads. A call allocates one array of names and one of values.
 *
 * @param <R> the type of rows
 */
public final class RowEncoder<R> {
    private final Schema<R> schema;
    private final List<Feature<R>> features;

    private RowEncoder(Schema<R> schema) {
        this.schema = schema;
        this.features = List.copyOf(schema.features());
    }

    /**
     * Returns the encoder of a schema.
     *
     * @param <R> the type of rows
     * @param schema the schema
     * @return the encoder
     */
    public static <R> RowEncoder<R> of(Schema<R> schema) {
        return new RowEncoder<>(Objects.requireNonNull(schema, "schema"));
    }

    /**
     * Returns the name of a category's feature in a model.
     *
     * @param feature the categorical feature, such as {@code carrier}
     * @param category the category, such as {@code AA}
     * @return {@code carrier=AA}
     */
    public static String featureName(String feature, String category) {
        return feature + "=" + category;
    }

    /**
     * Returns the schema that reads rows.
     *
     * @return the schema
     */
    public Schema<R> schema() {
        return schema;
    }

    /**
     * Encodes a row.
     *
     * @param <T> the type of output
     * @param row the row
     * @param output the output of the row's response, or the unknown output of the output factory
     * @return the example, without features if every value is missing
     * @throws NullPointerException if the row is null
     */
    public <T extends Output<T>> ArrayExample<T> example(R row, T output) {
        return encode(row, output, null, null);
    }

    /** Gives a row of which the model knows no value a feature of no effect, because Tribuo answers no empty example. */
    <T extends Output<T>> ArrayExample<T> example(R row, T output, FeatureMap known, NeutralFeature otherwise) {
        return encode(row, output, known, otherwise);
    }

    private <T extends Output<T>> ArrayExample<T> encode(
            R row, T output, @Nullable FeatureMap known, @Nullable NeutralFeature otherwise) {
        Objects.requireNonNull(row, "row");
        int count = features.size();
        String[] names = new String[count];
        double[] values = new double[count];
        int size = 0;
        for (int i = 0; i < count; i++) {
            Feature<R> feature = features.get(i);
            if (feature.type() == FeatureType.NUMERIC) {
                double value = feature.number(row);
                if (Double.isFinite(value)) {
                    names[size] = feature.name();
                    values[size++] = value;
                }
            } else {
                String category = feature.category(row);
                if (category != null) {
                    names[size] = featureName(feature.name(), category);
                    values[size++] = 1.0;
                }
            }
        }
        if (known != null && otherwise != null && !knowsAny(known, names, size)) {
            return new ArrayExample<>(output, new String[] {otherwise.name()}, new double[] {otherwise.value()});
        }
        return new ArrayExample<>(output, Arrays.copyOf(names, size), Arrays.copyOf(values, size));
    }

    private static boolean knowsAny(FeatureMap known, @Nullable String[] names, int size) {
        for (int i = 0; i < size; i++) {
            if (known.get(names[i]) != null) {
                return true;
            }
        }
        return false;
    }

    /** A feature that a model knows, with the value at which it says nothing. */
    record NeutralFeature(String name, double value) {}
}
