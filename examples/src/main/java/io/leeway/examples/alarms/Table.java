package io.leeway.examples.alarms;

import io.leeway.monitoring.drift.Sample;
import io.leeway.monitoring.profile.CategoricalProfile;
import io.leeway.monitoring.profile.NumericProfile;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.ProfileBuilder;
import io.leeway.monitoring.signature.Block;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Rows, column by column. What changes a column returns a new table that shares the others.
 *
 * @param from the start of the period, in milliseconds since 1970
 * @param to its end
 * @param ids the id of each row
 * @param times the time of each row, in milliseconds since 1970
 * @param numbers the numeric features
 * @param categories the categorical features
 */
record Table(
        long from,
        long to,
        long[] ids,
        long[] times,
        Map<String, double[]> numbers,
        Map<String, @Nullable String[]> categories) {

    static <R> Table of(Schema<R> schema, List<R> rows, Instant from, Instant to) {
        Map<String, double[]> numbers = new LinkedHashMap<>();
        Map<String, @Nullable String[]> categories = new LinkedHashMap<>();
        for (Feature<R> feature : schema.features()) {
            if (feature.type() == FeatureType.NUMERIC) {
                numbers.put(
                        feature.name(),
                        rows.stream().mapToDouble(feature::number).toArray());
            } else {
                categories.put(
                        feature.name(), rows.stream().map(feature::category).toArray(String[]::new));
            }
        }
        return new Table(
                from.toEpochMilli(),
                to.toEpochMilli(),
                rows.stream().mapToLong(schema::id).toArray(),
                rows.stream().mapToLong(schema::timeMillis).toArray(),
                numbers,
                categories);
    }

    /** All rows of several tables, one after the other. */
    static Table concat(List<Table> parts) {
        Map<String, double[]> numbers = new LinkedHashMap<>();
        Map<String, @Nullable String[]> categories = new LinkedHashMap<>();
        for (String name : parts.get(0).numbers.keySet()) {
            numbers.put(
                    name,
                    parts.stream()
                            .flatMapToDouble(part -> Arrays.stream(part.number(name)))
                            .toArray());
        }
        for (String name : parts.get(0).categories.keySet()) {
            categories.put(
                    name,
                    parts.stream()
                            .flatMap(part -> Arrays.stream(part.category(name)))
                            .toArray(String[]::new));
        }
        return new Table(
                parts.get(0).from,
                parts.get(parts.size() - 1).to,
                parts.stream().flatMapToLong(part -> Arrays.stream(part.ids)).toArray(),
                parts.stream().flatMapToLong(part -> Arrays.stream(part.times)).toArray(),
                numbers,
                categories);
    }

    int rows() {
        return ids.length;
    }

    double[] number(String name) {
        return Objects.requireNonNull(numbers.get(name), name);
    }

    @Nullable
    String[] category(String name) {
        return Objects.requireNonNull(categories.get(name), name);
    }

    Table with(String name, double[] values) {
        Map<String, double[]> changed = new LinkedHashMap<>(numbers);
        changed.put(name, values);
        return new Table(from, to, ids, times, changed, categories);
    }

    Table with(String name, @Nullable String[] values) {
        Map<String, @Nullable String[]> changed = new LinkedHashMap<>(categories);
        changed.put(name, values);
        return new Table(from, to, ids, times, numbers, changed);
    }

    /** Maps the numbers of the rows that are chosen. */
    Table mapNumbers(String name, boolean[] chosen, DoubleUnaryOperator map) {
        double[] values = number(name).clone();
        for (int row = 0; row < values.length; row++) {
            values[row] = chosen[row] ? map.applyAsDouble(values[row]) : values[row];
        }
        return with(name, values);
    }

    /** Maps the categories of the rows that are chosen; missing ones stay so. */
    Table mapCategories(String name, boolean[] chosen, UnaryOperator<@Nullable String> map) {
        @Nullable String[] values = category(name).clone();
        for (int row = 0; row < values.length; row++) {
            values[row] = chosen[row] && values[row] != null ? map.apply(values[row]) : values[row];
        }
        return with(name, values);
    }

    /** The rows at some places, in that order; a place may come more than once. */
    Table select(int[] places) {
        Map<String, double[]> chosenNumbers = new LinkedHashMap<>();
        Map<String, @Nullable String[]> chosenCategories = new LinkedHashMap<>();
        numbers.forEach((name, values) -> chosenNumbers.put(
                name, Arrays.stream(places).mapToDouble(i -> values[i]).toArray()));
        categories.forEach((name, values) -> chosenCategories.put(
                name, Arrays.stream(places).mapToObj(i -> values[i]).toArray(String[]::new)));
        return new Table(
                from,
                to,
                Arrays.stream(places).mapToLong(i -> ids[i]).toArray(),
                Arrays.stream(places).mapToLong(i -> times[i]).toArray(),
                chosenNumbers,
                chosenCategories);
    }

    /** What signatures judge. */
    Block block() {
        Block.Builder block = Block.builder(rows())
                .ids(ids)
                .times(times)
                .period(Instant.ofEpochMilli(from), Instant.ofEpochMilli(to));
        numbers.forEach(block::numbers);
        categories.forEach(block::categories);
        return block.build();
    }

    /** A summary of each feature. */
    Profile profile() {
        ProfileBuilder profile = Profile.builder();
        numbers.forEach((name, values) -> profile.feature(name, NumericProfile.of(values)));
        categories.forEach((name, values) -> profile.feature(name, CategoricalProfile.of(Arrays.asList(values))));
        return profile.build();
    }

    /** What a drift detector compares. */
    Map<String, Sample> samples() {
        Map<String, Sample> samples = new LinkedHashMap<>();
        numbers.forEach((name, values) -> samples.put(name, Sample.of(values)));
        categories.forEach(
                (name, values) -> samples.put(name, Sample.of(CategoricalProfile.of(Arrays.asList(values)))));
        return samples;
    }
}
