package io.leeway.schema;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The readers that follow from a schema's columns, worked out once. */
final class Resolved<R> {
    private static final int FINGERPRINT_BYTES = 16;

    final List<Feature<R>> features;
    final List<VectorFeature<R>> vectors;
    final Map<String, Feature<R>> readable;
    final @Nullable Feature<R> response;
    final @Nullable ToLongFunction<? super R> id;
    final @Nullable Function<? super R, @Nullable String> textId;
    final Optional<IdType> idType;
    final @Nullable ToLongFunction<? super R> time;
    final String fingerprint;

    private Resolved(
            List<Feature<R>> features,
            List<VectorFeature<R>> vectors,
            Map<String, Feature<R>> readable,
            @Nullable Feature<R> response,
            @Nullable Column<R> id,
            @Nullable ToLongFunction<? super R> time,
            String fingerprint) {
        this.features = List.copyOf(features);
        this.vectors = List.copyOf(vectors);
        this.readable = Collections.unmodifiableMap(readable);
        this.response = response;
        this.id = id == null ? null : id.longValue();
        this.textId = id == null ? null : id.category();
        this.idType = Optional.ofNullable(id).map(Column::idType);
        this.time = time;
        this.fingerprint = fingerprint;
    }

    static <R> Resolved<R> of(List<Column<R>> columns) {
        List<Feature<R>> features = new ArrayList<>();
        List<VectorFeature<R>> vectors = new ArrayList<>();
        Map<String, Feature<R>> readable = new LinkedHashMap<>();
        Feature<R> response = null;
        Column<R> id = null;
        ToLongFunction<? super R> time = null;
        StringBuilder text = new StringBuilder();
        for (Column<R> column : columns) {
            switch (column.role()) {
                case FEATURE -> {
                    Feature<R> feature = column.feature(features.size());
                    features.add(feature);
                    readable.put(column.name(), feature);
                }
                case RESPONSE -> {
                    response = column.feature(-1);
                    readable.put(column.name(), response);
                }
                case ID -> id = column;
                case TIME -> time = column.longValue();
                case NONE -> {
                    if (column.sensitive()) {
                        readable.put(column.name(), column.feature(-1));
                    }
                }
            }
            text.append(column.name())
                    .append('\t')
                    .append(column.type())
                    .append('\t')
                    .append(column.role());
            text.append('\t').append(column.sensitive());
            if (column.isVector()) {
                vectors.add(new VectorFeature<>(column.name(), column.dimension(), column.vector()));
                text.append("\tvector of ").append(column.dimension());
            }
            text.append('\n');
        }
        return new Resolved<>(features, vectors, readable, response, id, time, "1-" + hash(text.toString()));
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
