package io.leeway.monitoring.profile;

import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Computes the {@link Profile} of rows.
 *
 * <p>Not safe for use by several threads: give each thread its own and merge the profiles. Takes about 30 ns for each
 * number and each category; memory does not grow with the number of rows.
 *
 * @param <R> the type of a row
 */
public final class Profiler<R> {
    private final List<Feature<R>> features;
    private final NumericAccumulator[] numeric;
    private final CategoricalAccumulator[] categorical;
    private long rows;

    private Profiler(List<Feature<R>> features) {
        this.features = List.copyOf(features);
        this.numeric = new NumericAccumulator[features.size()];
        this.categorical = new CategoricalAccumulator[features.size()];
        for (int i = 0; i < numeric.length; i++) {
            numeric[i] = new NumericAccumulator();
            categorical[i] = new CategoricalAccumulator();
        }
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
     * Adds a row.
     *
     * @param row the row
     */
    public void add(R row) {
        Objects.requireNonNull(row, "row");
        for (int i = 0; i < numeric.length; i++) {
            Feature<R> feature = features.get(i);
            if (feature.type() == FeatureType.NUMERIC) {
                numeric[i].add(feature.number(row));
            } else {
                categorical[i].add(feature.category(row), 1);
            }
        }
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
     * Returns the profile of the rows so far. More rows may be added afterwards; the returned profile does not change.
     *
     * @return the profile
     */
    public Profile profile() {
        Map<String, FeatureProfile> profiles = new LinkedHashMap<>();
        for (int i = 0; i < numeric.length; i++) {
            Feature<R> feature = features.get(i);
            profiles.put(
                    feature.name(),
                    feature.type() == FeatureType.NUMERIC
                            ? NumericProfile.of(numeric[i])
                            : CategoricalProfile.of(categorical[i]));
        }
        return new Profile(profiles, rows);
    }
}
