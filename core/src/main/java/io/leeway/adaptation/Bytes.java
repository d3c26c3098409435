package io.leeway.adaptation;

import io.leeway.adaptation.AdaptationFormatException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The byte form of an adapter: magic LWAD (4 bytes), version (2), length of the content (4), content, CRC-32C of all before it (4), each
 * number with its highest byte first.
 */
final class Bytes {
    static final int VERSION = 1;
    private static final int MAGIC = 0x4C574144;
    private static final int HEADER = 10;
    private static final int CRC_BYTES = 4;

    private Bytes() {}

    /** Reads the envelope. */
    static Reader open(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < 4 || in.getInt() != MAGIC) {
            throw new AdaptationFormatException(
                    Reason.NOT_AN_ADAPTER, "the bytes are not an adapter: they do not begin with LWAD");
        }
        if (bytes.length < HEADER) {
            throw truncated(bytes.length, HEADER);
        }
        int version = in.getShort() & 0xFFFF;
        if (version > VERSION) {
            throw new AdaptationFormatException(
                    Reason.NEWER_VERSION,
                    "the adapter has version " + version + " of its form, and this library reads up to " + VERSION
                            + ": use a newer leeway-core");
        }
        long expected = HEADER + (in.getInt() & 0xFFFFFFFFL) + CRC_BYTES;
        if (bytes.length < expected) {
            throw truncated(bytes.length, expected);
        }
        boolean whole = version > 0 && bytes.length == expected;
        if (!whole || in.getInt(bytes.length - CRC_BYTES) != crc(bytes, bytes.length - CRC_BYTES)) {
            throw corrupt("its length or checksum is wrong");
        }
        return new Reader(ByteBuffer.wrap(bytes, HEADER, bytes.length - HEADER - CRC_BYTES));
    }

    static AdaptationFormatException corrupt(String what) {
        return new AdaptationFormatException(
                Reason.CORRUPT,
                "the adapter is corrupt: " + what
                        + ". Read the bytes again from where they were stored, or begin anew.");
    }

    private static AdaptationFormatException truncated(long length, long expected) {
        return new AdaptationFormatException(
                Reason.TRUNCATED, "the adapter is cut short: " + length + " bytes of " + expected);
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /** Writes the content. */
    static final class Writer {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final DataOutputStream out = new DataOutputStream(bytes);

        void number(int value) {
            try {
                out.writeInt(value);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void large(long value) {
            try {
                out.writeLong(value);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void real(double value) {
            large(Double.doubleToLongBits(value));
        }

        void reals(double[] values) {
            number(values.length);
            for (double value : values) {
                real(value);
            }
        }

        void text(String value) {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            number(utf8.length);
            bytes.writeBytes(utf8);
        }

        byte[] toBytes() {
            byte[] content = bytes.toByteArray();
            ByteBuffer all = ByteBuffer.allocate(HEADER + content.length + CRC_BYTES);
            all.putInt(MAGIC).putShort((short) VERSION).putInt(content.length).put(content);
            all.putInt(crc(all.array(), all.position()));
            return all.array();
        }
    }

    /** Reads the content; what is not possible is refused. */
    static final class Reader {
        private final ByteBuffer in;

        Reader(ByteBuffer in) {
            this.in = in;
        }

        /** A number between 0 and a limit. */
        int number(int most) {
            try {
                int value = in.getInt();
                if (value < 0 || value > most) {
                    throw corrupt("a number is " + value + " and must be 0 to " + most);
                }
                return value;
            } catch (BufferUnderflowException e) {
                throw corrupt("its content ends early");
            }
        }

        long large() {
            try {
                return in.getLong();
            } catch (BufferUnderflowException e) {
                throw corrupt("its content ends early");
            }
        }

        /** A finite number. */
        double real() {
            double value = Double.longBitsToDouble(large());
            if (!(Math.abs(value) <= Double.MAX_VALUE)) {
                throw corrupt("a number is " + value);
            }
            return value;
        }

        double[] reals(int length) {
            int given = number(in.remaining() / Double.BYTES);
            if (given != length) {
                throw corrupt("a list has " + given + " numbers and must have " + length);
            }
            double[] values = new double[length];
            for (int i = 0; i < length; i++) {
                values[i] = real();
            }
            return values;
        }

        String text() {
            byte[] utf8 = new byte[number(in.remaining())];
            if (utf8.length > in.remaining()) {
                throw corrupt("its content ends early");
            }
            in.get(utf8);
            return new String(utf8, StandardCharsets.UTF_8);
        }

        int remaining() {
            return in.remaining();
        }
    }
}
