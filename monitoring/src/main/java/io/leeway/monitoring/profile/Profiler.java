package io.leeway.monitoring.profile;

import io.leeway.data.Columns;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Computes the {@link Profile} of rows.
 *
 * <p>Not safe for use by several threads: give each thread its own and merge the profiles. Takes about 12 ns for each
 * number and each category; memory does not grow with the number of rows: at most 1 MB for the newest numbers, which are
 * added to the statistics some hundred rows at a time, beside what the profile takes.
 *
 * @param <R> the type of a row
 */
public final class Profiler<R> {
    private final List<Feature<R>> features;
    private final RowBuffer<R> numbers;
    private final NumericAccumulator[] numeric;
    private final List<Feature<R>> categories;
    private final CategoricalAccumulator[] categorical;
    private final @Nullable String[] texts;
    private long rows;

    private Profiler(List<Feature<R>> features) {
        this.features = List.copyOf(features);
        List<Feature<R>> numericFeatures = ofType(FeatureType.NUMERIC);
        this.numeric = Stream.generate(NumericAccumulator::new)
                .limit(numericFeatures.size())
                .toArray(NumericAccumulator[]::new);
        this.numbers = new RowBuffer<>(numericFeatures, numeric);
        this.categories = ofType(FeatureType.CATEGORICAL);
        this.categorical = Stream.generate(CategoricalAccumulator::new)
                .limit(categories.size())
                .toArray(CategoricalAccumulator[]::new);
        this.texts = new @Nullable String[categorical.length];
    }

    private List<Feature<R>> ofType(FeatureType type) {
        return features.stream().filter(each -> each.type() == type).toList();
    }

    /**
     * Profiles the features of a schema.
     *
     * @param schema the schema
     * @param <R> the type of a row
     * @return a profiler without rows
     */
    public static <R> Profiler<R> of(Schema<R> schema) {
        return new Profiler<>(schema.features());
    }

    /**
     * Profiles the features of a schema and its response, if it has one.
     *
     * @param schema the schema
     * @param <R> the type of a row
     * @return a profiler without rows
     */
    public static <R> Profiler<R> withResponse(Schema<R> schema) {
        List<Feature<R>> features = new ArrayList<>(schema.features());
        schema.response().ifPresent(features::add);
        return new Profiler<>(features);
    }

    /**
     * Adds a row. If a feature cannot be read, none is added.
     *
     * @param row the row
     */
    public void add(R row) {
        Objects.requireNonNull(row, "row");
        numbers.read(row);
        for (int i = 0; i < texts.length; i++) {
            texts[i] = categories.get(i).category(row);
        }
        for (int i = 0; i < texts.length; i++) {
            categorical[i].add(texts[i], 1);
        }
        numbers.next();
        rows++;
    }

    /**
     * Adds rows.
     *
     * @param more the rows
     * @return this profiler
     */
    public Profiler<R> addAll(Iterable<? extends R> more) {
        more.forEach(this::add);
        return this;
    }

    /**
     * Adds rows that are given by their columns, in half the time and without making them. If a column lacks, none is added.
     *
     * @param columns a column for each feature, found by its name; others are ignored
     * @return this profiler
     * @throws ProfileException if there is no column for a feature, or it has another type
     */
    public Profiler<R> addColumns(Columns columns) {
        for (Feature<R> feature : features) {
            if (!columns.names().contains(feature.name()) || columns.type(feature.name()) != feature.type()) {
                throw new ProfileException("feature \"" + feature.name() + "\" needs a column that is " + feature.type()
                        + ", and there is none among " + columns.names());
            }
        }
        numbers.flush();
        int number = 0;
        int category = 0;
        for (Feature<R> feature : features) {
            if (feature.type() == FeatureType.NUMERIC) {
                double[] values = columns.numbers(feature.name());
                numbers.add(number++, values);
            } else {
                categorical[category++].addCodes(
                        columns.codes(feature.name()), 0, columns.rows(), columns.categories(feature.name()));
            }
        }
        rows += columns.rows();
        return this;
    }

    /**
     * Returns the profile of the rows so far. More rows may be added afterwards; the returned profile does not change.
     *
     * @return the profile
     */
    public Profile profile() {
        numbers.flush();
        Map<String, FeatureProfile> profiles = new LinkedHashMap<>();
        int number = 0;
        int category = 0;
        for (Feature<R> feature : features) {
            profiles.put(
                    feature.name(),
                    feature.type() == FeatureType.NUMERIC
                            ? NumericProfile.of(numeric[number++])
                            : CategoricalProfile.of(categorical[category++]));
        }
        return new Profile(profiles, rows);
    }
}
