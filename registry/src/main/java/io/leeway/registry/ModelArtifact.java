package io.leeway.registry;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A model to register: its bytes, flat metadata, and its lineage.
 *
 * <pre>{@code
 * ModelArtifact artifact = ModelArtifact.of(bytes)
 *     .metadata("format", "tribuo-protobuf")
 *     .metadata("schema", schema.fingerprint())
 *     .lineage(Lineage.none().trainedBy("LogisticRegressionTrainer()"));
 * }</pre>
 *
 * <p>The registry does not interpret the bytes. Immutable (the bytes are copied when they are passed in and when they
 * are returned) and safe for use by several threads; each method returns a new value that shares the bytes.
 */
public final class ModelArtifact {

    /** The maximum number of characters of a metadata key, of the name of a metric or gate, and of an actor. */
    public static final int LONGEST_KEY = 250;

    /** The maximum number of characters of a metadata value and of any other text: 1,048,576. */
    public static final int LONGEST_TEXT = 1 << 20;

    private final byte[] bytes;
    private final String sha256;
    private final SortedMap<String, String> metadata;
    private final Lineage lineage;

    private ModelArtifact(byte[] bytes, String sha256, SortedMap<String, String> metadata, Lineage lineage) {
        this.bytes = bytes;
        this.sha256 = sha256;
        this.metadata = metadata;
        this.lineage = lineage;
    }

    /**
     * Returns an artifact without metadata and lineage. Copies the bytes and computes their SHA-256.
     *
     * @param bytes the bytes of the model, at least one
     * @return the artifact
     * @throws InvalidValueException if there are no bytes
     */
    public static ModelArtifact of(byte[] bytes) {
        if (bytes.length == 0) {
            throw new InvalidValueException("bytes", "there are none; a model of no bytes cannot be read back");
        }
        byte[] copy = bytes.clone();
        return new ModelArtifact(copy, Digest.sha256(copy), Collections.emptySortedMap(), Lineage.none());
    }

    /**
     * Adds an entry to the metadata, or replaces the one with the same key.
     *
     * @param key the key: 1 to {@value #LONGEST_KEY} characters, not blank, no control characters
     * @param value the value: at most {@value #LONGEST_TEXT} characters
     * @return a new artifact
     * @throws InvalidValueException if the key is not allowed, or the value is too long or not well-formed
     */
    public ModelArtifact metadata(String key, String value) {
        return metadata(Map.of(key, value));
    }

    /**
     * Adds entries to the metadata, replacing those with the same keys.
     *
     * @param more the entries
     * @return a new artifact
     * @throws InvalidValueException if a key is not allowed, or a value is too long or not well-formed
     */
    public ModelArtifact metadata(Map<String, String> more) {
        SortedMap<String, String> all = new TreeMap<>((Map<String, String>) metadata);
        all.putAll(more);
        return new ModelArtifact(bytes, sha256, checkedMetadata(all), lineage);
    }

    /**
     * Sets the lineage.
     *
     * @param newLineage the origin of the model; the default is {@link Lineage#none()}
     * @return a new artifact
     */
    public ModelArtifact lineage(Lineage newLineage) {
        return new ModelArtifact(bytes, sha256, metadata, newLineage);
    }

    static SortedMap<String, String> checkedMetadata(Map<String, String> metadata) {
        SortedMap<String, String> copy = new TreeMap<>(metadata);
        copy.forEach((key, value) -> {
            Text.key("metadata key", key);
            Text.text("metadata \"" + key + "\"", value);
        });
        return Collections.unmodifiableSortedMap(copy);
    }

    /**
     * Returns a copy of the bytes.
     *
     * @return the bytes
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * Returns a read-only view of the bytes, without copying them.
     *
     * @return a new read-only buffer
     */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /**
     * Returns the number of bytes.
     *
     * @return the size, 1 or more
     */
    public long size() {
        return bytes.length;
    }

    /**
     * Returns the SHA-256 of the bytes.
     *
     * @return 64 lower-case hexadecimal digits
     */
    public String sha256() {
        return sha256;
    }

    /**
     * Returns the metadata, sorted by key.
     *
     * @return the metadata, unmodifiable
     */
    public SortedMap<String, String> metadata() {
        return metadata;
    }

    /**
     * Returns the origin of the model.
     *
     * @return the lineage
     */
    public Lineage lineage() {
        return lineage;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "ModelArtifact[%,d bytes, sha256 %s, %s]", size(), sha256.substring(0, 12), metadata);
    }
}
