package io.leeway.monitoring.variation;

import io.leeway.monitoring.profile.CategoricalProfile;
import io.leeway.monitoring.profile.NumericProfile;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.ProfileBuilder;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows by column, as {@link GivenOthers} reads them.
 *
 * @param rows how many rows there are
 * @param numbers the values of each numeric feature; {@code NaN} is missing
 * @param categories the values of each categorical feature; {@code null} is missing
 */
public record FeatureColumns(int rows, Map<String, double[]> numbers, Map<String, @Nullable String[]> categories) {

    /**
     * Checks that all columns have as many rows.
     *
     * @param rows how many rows there are
     * @param numbers the values of each numeric feature, which are not copied
     * @param categories the values of each categorical feature, which are not copied
     * @throws IllegalArgumentException if a column has another number of rows
     */
    public FeatureColumns {
        numbers.forEach((name, values) -> check(name, values.length, rows));
        categories.forEach((name, values) -> check(name, values.length, rows));
    }

    private static void check(String name, int values, int rows) {
        if (values < rows) {
            throw new IllegalArgumentException(
                    "column '" + name + "' has " + values + " values, and there are " + rows + " rows");
        }
    }

    /**
     * Reads the features of rows.
     *
     * @param schema the schema
     * @param rows the rows
     * @param <R> the type of a row
     * @return their columns
     */
    public static <R> FeatureColumns of(Schema<R> schema, List<? extends R> rows) {
        Map<String, double[]> numbers = new LinkedHashMap<>();
        Map<String, @Nullable String[]> categories = new LinkedHashMap<>();
        for (Feature<R> feature : schema.features()) {
            if (feature.type() == FeatureType.NUMERIC) {
                numbers.put(
                        feature.name(),
                        rows.stream().mapToDouble(feature::number).toArray());
            } else {
                @Nullable String[] values = new String[rows.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = feature.category(rows.get(i));
                }
                categories.put(feature.name(), values);
            }
        }
        return new FeatureColumns(rows.size(), numbers, categories);
    }

    /**
     * Returns the rows of one category.
     *
     * @param feature a categorical feature
     * @param category its value
     * @return the rows, by column
     * @throws IllegalArgumentException if there is no such categorical feature; the message names those that there are
     */
    public FeatureColumns where(String feature, String category) {
        if (!categories.containsKey(feature)) {
            throw new IllegalArgumentException("no categorical feature '" + feature + "' in the rows; there are "
                    + categories.keySet() + (numbers.containsKey(feature) ? "; it is a number" : ""));
        }
        @Nullable String[] values = Design.categories(this, feature);
        int[] kept =
                IntStream.range(0, rows).filter(i -> category.equals(values[i])).toArray();
        Map<String, double[]> someNumbers = new LinkedHashMap<>();
        numbers.forEach((name, column) -> someNumbers.put(
                name, Arrays.stream(kept).mapToDouble(i -> column[i]).toArray()));
        Map<String, @Nullable String[]> someCategories = new LinkedHashMap<>();
        categories.forEach((name, column) -> someCategories.put(
                name, Arrays.stream(kept).mapToObj(i -> column[i]).toArray(String[]::new)));
        return new FeatureColumns(kept.length, someNumbers, someCategories);
    }

    /**
     * Returns the profile of the rows, to which any drift test can be applied.
     *
     * @return numbers first, then categories
     */
    public Profile profile() {
        ProfileBuilder profile = Profile.builder();
        numbers.forEach((name, column) -> profile.feature(name, NumericProfile.of(column, 0, rows)));
        categories.forEach((name, column) -> profile.feature(
                name, CategoricalProfile.of(Arrays.asList(column).subList(0, rows))));
        return profile.build();
    }
}
