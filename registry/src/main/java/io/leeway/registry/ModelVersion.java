package io.leeway.registry;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/**
 * A version of a model in a registry, without its bytes, which {@link ModelRegistry#read(ModelVersion)} returns.
 *
 * <p>A version never changes, and its number is never reused. Immutable and safe for use by several threads.
 *
 * @param model the name of the model
 * @param number the number of the version, 1 or more
 * @param sha256 the SHA-256 of the bytes, 64 lower-case hexadecimal digits
 * @param size the number of bytes, 1 or more
 * @param created when it was registered
 * @param metadata flat metadata, sorted by key, unmodifiable
 * @param lineage the origin of the model
 */
public record ModelVersion(
        ModelName model,
        int number,
        String sha256,
        long size,
        Instant created,
        SortedMap<String, String> metadata,
        Lineage lineage) {

    /**
     * Creates a version and copies the metadata.
     *
     * @param model the name of the model
     * @param number the number of the version, 1 or more
     * @param sha256 the SHA-256 of the bytes, 64 lower-case hexadecimal digits
     * @param size the number of bytes, 1 or more
     * @param created when it was registered
     * @param metadata flat metadata, sorted by key, unmodifiable
     * @param lineage the origin of the model
     * @throws InvalidValueException if the number or size is less than 1, the digest is not a SHA-256, or a key of the
     *     metadata is not allowed
     */
    public ModelVersion {
        if (number < 1) {
            throw new InvalidValueException("version", "it is less than 1: " + number);
        }
        if (size < 1) {
            throw new InvalidValueException("size", "it is less than 1: " + size);
        }
        Digest.checked("SHA-256", sha256);
        metadata = ModelArtifact.checkedMetadata(metadata);
    }

    /**
     * Returns the name of the model as text.
     *
     * @return the name
     */
    public String name() {
        return model.value();
    }

    /**
     * Returns whether bytes are those of this version: whether they have its size and SHA-256.
     *
     * @param bytes the bytes
     * @return true if they are
     */
    public boolean matches(byte[] bytes) {
        return bytes.length == size && Digest.sha256(bytes).equals(sha256);
    }

    /**
     * Returns a digest of all properties of this version: name, number, SHA-256 and size of the bytes, time, metadata
     * and lineage. The audit trail contains it, so that a change of any property is detected.
     *
     * <p>It is the SHA-256 of the texts of all fields in the order of their declaration, each preceded by the length of
     * its UTF-8 encoding in four bytes (big-endian). A map is written as its size followed by the key and value of each
     * entry, an absent value as the empty string, and a {@code double} as its
     * {@link Double#doubleToLongBits(double) bits} in hexadecimal (the text of a double differs between Java versions).
     *
     * @return 64 lower-case hexadecimal digits
     */
    public String digest() {
        Digest digest = new Digest()
                .text(model.value())
                .number(number)
                .text(sha256)
                .number(size)
                .text(created.toString());
        map(digest, metadata);
        digest.text(lineage.dataDigest());
        digest.text(
                lineage.dataRows().isPresent()
                        ? Long.toString(lineage.dataRows().getAsLong())
                        : "");
        digest.text(lineage.dataFrom().map(Instant::toString).orElse(""));
        digest.text(lineage.dataTo().map(Instant::toString).orElse(""));
        digest.text(lineage.trainer());
        digest.text(
                lineage.parentVersion().isPresent()
                        ? Integer.toString(lineage.parentVersion().getAsInt())
                        : "");
        digest.number(lineage.metrics().size());
        lineage.metrics()
                .forEach((name, value) -> digest.text(name).text(Long.toHexString(Double.doubleToLongBits(value))));
        map(digest, lineage.gates());
        return digest.text(lineage.createdBy()).hex();
    }

    private static void map(Digest digest, Map<String, String> map) {
        digest.number(map.size());
        map.forEach((key, value) -> digest.text(key).text(value));
    }

    /** Returns name, number, time, size, digest and metrics in one line. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(String.format(
                Locale.ROOT,
                "%s v%d, %s, %,d bytes, sha256 %s",
                model,
                number,
                created,
                size,
                sha256.substring(0, 12)));
        lineage.metrics().forEach((name, value) -> out.append(String.format(Locale.ROOT, ", %s %.4g", name, value)));
        return out.toString();
    }
}
