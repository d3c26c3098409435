package io.leeway.registry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * SHA-256 of bytes, and of lists of texts in a form in which no two lists look alike: each text is preceded by the
 * length of its UTF-8 in four bytes, big end first.
 */
final class Digest {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    private final MessageDigest digest = sha256();

    Digest text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).flip());
        digest.update(utf8);
        return this;
    }

    Digest number(long value) {
        return text(Long.toString(value));
    }

    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    static String checked(String kind, String hex) {
        if (!HEX.matcher(hex).matches()) {
            throw new InvalidValueException(kind, "it is not 64 lower-case hexadecimal digits: " + Text.quote(hex));
        }
        return hex;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256, this one does not", e);
        }
    }
}
