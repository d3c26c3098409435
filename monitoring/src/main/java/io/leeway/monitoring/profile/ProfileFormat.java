package io.leeway.monitoring.profile;

import io.leeway.monitoring.profile.ProfileFormatException.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * The byte form of profiles: magic (4 bytes), version (2), length of the content (4), content, CRC-32C of all before it (4), each
 * number with its highest byte first. Version 2 has blocks of time behind the features. Within the content whole numbers are LEB128 (7 bits a byte, the lowest first).
 */
final class ProfileFormat {
    static final int VERSION = 2;
    private static final int WITHOUT_BLOCKS = 1;
    static final int HEADER = 10;
    private static final int MAGIC = 0x4C575046;
    private static final int CRC_BYTES = 4;
    private static final int NUMERIC = 0;
    private static final int CATEGORICAL = 1;

    private ProfileFormat() {}

    static byte[] write(Profile profile) {
        ByteWriter out = new ByteWriter();
        features(profile, out);
        TimeBlocks blocks = profile.timeBlocks();
        boolean hasBlocks = !blocks.profiles().isEmpty();
        if (hasBlocks) {
            blocks(blocks, out);
        }
        byte[] content = out.toBytes();
        ByteBuffer all = ByteBuffer.allocate(HEADER + content.length + CRC_BYTES);
        // Earlier versions of this library read what has no blocks.
        short version = (short) (hasBlocks ? VERSION : WITHOUT_BLOCKS);
        all.putInt(MAGIC).putShort(version).putInt(content.length).put(content);
        all.putInt(crc(all.array(), all.position()));
        return all.array();
    }

    private static void blocks(TimeBlocks blocks, ByteWriter out) {
        out.number(blocks.lengthMillis());
        out.number(blocks.profiles().size());
        blocks.profiles().forEach((number, block) -> {
            out.number(number << 1 ^ number >> Long.SIZE - 1);
            features(block, out);
        });
    }

    private static void features(Profile profile, ByteWriter out) {
        out.number(profile.rows());
        out.number(profile.features().size());
        for (String name : profile.features()) {
            out.text(name);
            FeatureProfile feature = profile.feature(name);
            if (feature instanceof NumericProfile n) {
                out.octet(NUMERIC);
                NumericForm.write(n.state(), out);
            } else if (feature instanceof CategoricalProfile c) {
                out.octet(CATEGORICAL);
                CategoricalForm.write(c.state(), out);
            }
        }
    }

    static Profile read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < 4 || in.getInt() != MAGIC) {
            throw new ProfileFormatException(
                    Reason.NOT_A_PROFILE, "the bytes are not a profile: they do not begin with LWPF");
        }
        if (bytes.length < HEADER) {
            throw truncated(bytes.length, HEADER);
        }
        int version = in.getShort() & 0xFFFF;
        if (version > VERSION) {
            throw new ProfileFormatException(
                    Reason.NEWER_VERSION,
                    "the profile has version " + version + " of its form, and this library reads up to " + VERSION
                            + ": use a newer leeway-monitoring");
        }
        long length = in.getInt() & 0xFFFFFFFFL;
        long expected = HEADER + length + CRC_BYTES;
        if (bytes.length < expected) {
            throw truncated(bytes.length, expected);
        }
        if (bytes.length > expected) {
            throw corrupt("there are " + (bytes.length - expected) + " bytes behind its end");
        }
        if (version == 0 || in.getInt(bytes.length - CRC_BYTES) != crc(bytes, bytes.length - CRC_BYTES)) {
            throw corrupt("its checksum is wrong");
        }
        return content(new ByteReader(bytes, HEADER, bytes.length - CRC_BYTES), version);
    }

    private static Profile content(ByteReader in, int version) {
        Profile profile = features(in);
        TimeBlocks blocks = version == WITHOUT_BLOCKS ? TimeBlocks.NONE : blocks(in, profile.features());
        if (in.remaining() != 0) {
            throw corrupt("its content goes on behind the last feature");
        }
        return profile.with(blocks);
    }

    private static TimeBlocks blocks(ByteReader in, List<String> features) {
        long length = in.number();
        int n = in.size(2);
        if (length == 0 || n == 0 || n > TimeBlocks.MAX) {
            throw corrupt("it has " + n + " blocks of " + length + " milliseconds");
        }
        SortedMap<Long, Profile> profiles = new TreeMap<>();
        for (int i = 0; i < n; i++) {
            long number = in.number();
            Profile block = features(in);
            if (!block.features().equals(features) || profiles.put(number >>> 1 ^ -(number & 1), block) != null) {
                throw corrupt("block " + i + " contradicts the others");
            }
        }
        return new TimeBlocks(length, Collections.unmodifiableSortedMap(profiles));
    }

    private static Profile features(ByteReader in) {
        long rows = in.number();
        int n = in.size(2);
        Map<String, FeatureProfile> features = new LinkedHashMap<>();
        for (int i = 0; i < n; i++) {
            String name = in.text();
            int type = in.octet();
            FeatureProfile feature =
                    switch (type) {
                        case NUMERIC -> NumericForm.read(in);
                        case CATEGORICAL -> CategoricalForm.read(in);
                        default -> throw corrupt("feature \"" + name + "\" has the unknown type " + type);
                    };
            if (features.put(name, feature) != null || feature.rows() != rows) {
                throw corrupt("feature \"" + name + "\" contradicts the others");
            }
        }
        return new Profile(features, rows);
    }

    static ProfileFormatException corrupt(String what) {
        return new ProfileFormatException(Reason.CORRUPT, "the profile is corrupt: " + what);
    }

    private static ProfileFormatException truncated(long length, long expected) {
        return new ProfileFormatException(
                Reason.TRUNCATED, "the profile is cut short: " + length + " bytes of " + expected);
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /** Writes the numbers and texts of the content. */
    static final class ByteWriter {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        void octet(int value) {
            out.write(value);
        }

        void number(long value) {
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                out.write((int) (rest & 0x7F | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }

        void signed(int value) {
            number(Integer.toUnsignedLong(value << 1 ^ value >> 31));
        }

        void real(double value) {
            out.writeBytes(ByteBuffer.allocate(8).putDouble(value).array());
        }

        void bytes(byte[] value) {
            number(value.length);
            out.writeBytes(value);
        }

        void text(String value) {
            bytes(value.getBytes(StandardCharsets.UTF_8));
        }

        byte[] toBytes() {
            return out.toByteArray();
        }
    }

    /** Reads them back; whatever would go past the end is refused. */
    static final class ByteReader {
        private final ByteBuffer in;

        ByteReader(byte[] bytes, int from, int to) {
            in = ByteBuffer.wrap(bytes, from, to - from);
        }

        int remaining() {
            return in.remaining();
        }

        private void need(int n) {
            if (n > in.remaining()) {
                throw corrupt("its content ends too early");
            }
        }

        int octet() {
            need(1);
            return in.get() & 0xFF;
        }

        /** Reads a number that is not below 0. */
        long number() {
            long value = 0;
            for (int shift = 0; shift < Long.SIZE - 1; shift += 7) {
                int octet = octet();
                value |= (long) (octet & 0x7F) << shift;
                if (octet < 0x80) {
                    return value;
                }
            }
            throw corrupt("a number is too large");
        }

        int signed() {
            long n = number();
            if (n > 0xFFFFFFFFL) {
                throw corrupt("a number is too large");
            }
            int bits = (int) n;
            return bits >>> 1 ^ -(bits & 1);
        }

        double real() {
            need(8);
            return in.getDouble();
        }

        /** Reads a number of things that take at least so many bytes each. */
        int size(int bytesEach) {
            long n = number();
            if (n > in.remaining() / bytesEach) {
                throw corrupt("its content ends too early");
            }
            return (int) n;
        }

        byte[] bytes() {
            byte[] value = new byte[size(1)];
            in.get(value);
            return value;
        }

        String text() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }
    }
}
