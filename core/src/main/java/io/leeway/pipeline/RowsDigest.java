package io.leeway.pipeline;

import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names rows by the SHA-256 of their features, response and time, in order. */
final class RowsDigest {
    private RowsDigest() {}

    static <R> String of(Schema<R> schema, List<R> rows) {
        MessageDigest digest = sha256();
        List<Feature<R>> columns = new ArrayList<>(schema.features());
        schema.response().ifPresent(columns::add);
        ByteBuffer eight = ByteBuffer.allocate(Long.BYTES);
        digest.update(schema.fingerprint().getBytes(StandardCharsets.UTF_8));
        for (R row : rows) {
            for (Feature<R> each : columns) {
                if (each.type() == FeatureType.NUMERIC) {
                    add(digest, eight, Double.doubleToLongBits(each.number(row)));
                } else {
                    add(digest, eight, each.category(row));
                }
            }
            if (schema.hasTime()) {
                add(digest, eight, schema.time(row).getEpochSecond());
                add(digest, eight, schema.time(row).getNano());
            }
        }
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }

    /** The length goes before the text, so that no two lists of texts look alike; a missing one has the length -1. */
    private static void add(MessageDigest digest, ByteBuffer eight, @Nullable String text) {
        if (text == null) {
            add(digest, eight, -1L);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(digest, eight, bytes.length);
        digest.update(bytes);
    }

    private static void add(MessageDigest digest, ByteBuffer eight, long value) {
        digest.update(eight.putLong(0, value).array());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
