package io.leeway.model;

import io.leeway.schema.Schema;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The use of a model, so that a {@link ModelFormat} can verify that its bytes fit.
 *
 * @param <R> the type of rows
 * @param schema the schema that reads rows, with which the model was trained
 * @param kind the kind of prediction
 * @param positiveClass the class whose probability is the score; present for a classifier, empty for a regressor
 * @param metadata the metadata of the version, including those that its format wrote
 */
public record ModelSpec<R>(
        Schema<R> schema, ModelKind kind, Optional<String> positiveClass, Map<String, String> metadata) {

    /**
     * Copies the metadata.
     *
     * @param schema the schema that reads rows
     * @param kind the kind of prediction
     * @param positiveClass the class whose probability is the score
     * @param metadata the metadata of the version
     * @throws IllegalArgumentException if a classifier has no positive class, or a regressor has one
     */
    public ModelSpec {
        Objects.requireNonNull(schema, "schema");
        metadata = Map.copyOf(metadata);
        if (positiveClass.isPresent() != (kind == ModelKind.CLASSIFICATION)) {
            throw new IllegalArgumentException(
                    "A classifier has a positive class and a regressor has none, but this is a " + kind
                            + " with the positive class " + positiveClass.orElse("(none)") + ".");
        }
    }

    /**
     * Returns the spec of a classifier.
     *
     * @param <R> the type of rows
     * @param schema the schema that reads rows
     * @param positiveClass the class whose probability is the score
     * @return the spec, without metadata
     */
    public static <R> ModelSpec<R> classifier(Schema<R> schema, String positiveClass) {
        return new ModelSpec<>(schema, ModelKind.CLASSIFICATION, Optional.of(positiveClass), Map.of());
    }

    /**
     * Returns the spec of a regressor of one number.
     *
     * @param <R> the type of rows
     * @param schema the schema that reads rows
     * @return the spec, without metadata
     */
    public static <R> ModelSpec<R> regressor(Schema<R> schema) {
        return new ModelSpec<>(schema, ModelKind.REGRESSION, Optional.empty(), Map.of());
    }

    /**
     * Returns this spec with other metadata.
     *
     * @param entries the metadata of a version
     * @return the new spec
     */
    public ModelSpec<R> withMetadata(Map<String, String> entries) {
        return new ModelSpec<>(schema, kind, positiveClass, entries);
    }

    /**
     * Returns this spec with another schema.
     *
     * @param <S> the type of rows of the other schema
     * @param other a schema with the same features
     * @return the new spec
     */
    public <S> ModelSpec<S> withSchema(Schema<S> other) {
        return new ModelSpec<>(other, kind, positiveClass, metadata);
    }

    /**
     * Returns one entry of the metadata.
     *
     * @param key its key
     * @return the value, or null if there is none
     */
    public @Nullable String entry(String key) {
        return metadata.get(key);
    }
}
