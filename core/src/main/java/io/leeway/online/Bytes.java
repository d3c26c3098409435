package io.leeway.online;

import io.leeway.model.CorruptModelException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The byte form of an online model: magic LWON (4 bytes), version (2), length of the content (4), content, CRC-32C of all before it (4), each number with
 * its highest byte first.
 */
final class Bytes {
    static final int VERSION = 1;
    private static final int MAGIC = 0x4C574F4E;
    private static final int HEADER = 10;
    private static final int CRC_BYTES = 4;
    private static final String FORM = "the form of online models";

    private Bytes() {}

    static Reader open(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER + CRC_BYTES || in.getInt() != MAGIC) {
            throw new CorruptModelException(FORM, bytes.length, "they do not begin with LWON, or end at once");
        }
        int version = in.getShort() & 0xFFFF;
        if (version > VERSION) {
            throw new CorruptModelException(
                    FORM,
                    bytes.length,
                    "they have version " + version + " of it, and this leeway-core reads up to " + VERSION);
        }
        long expected = HEADER + (in.getInt() & 0xFFFFFFFFL) + CRC_BYTES;
        if (version == 0
                || bytes.length != expected
                || in.getInt(bytes.length - CRC_BYTES) != crc(bytes, bytes.length - CRC_BYTES)) {
            throw new CorruptModelException(
                    FORM, bytes.length, "their length, of " + expected + ", or their checksum is wrong");
        }
        return new Reader(ByteBuffer.wrap(bytes, HEADER, bytes.length - HEADER - CRC_BYTES), bytes.length);
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

        /** As chars, which keep every text as it is, broken surrogate pairs included. */
        void text(String value) {
            number(value.length());
            try {
                out.writeChars(value);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
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
        private final int length;

        Reader(ByteBuffer in, int length) {
            this.in = in;
            this.length = length;
        }

        CorruptModelException corrupt(String what) {
            return new CorruptModelException(FORM, length, what);
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
                throw corrupt("their content ends early");
            }
        }

        /** How many items follow, each of so many bytes at least. */
        int count(int bytesEach) {
            return number(in.remaining() / bytesEach);
        }

        long large() {
            try {
                return in.getLong();
            } catch (BufferUnderflowException e) {
                throw corrupt("their content ends early");
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

        /** A number, or NaN for a missing one. */
        double realOrMissing() {
            double value = Double.longBitsToDouble(large());
            if (Double.isInfinite(value)) {
                throw corrupt("a number is " + value);
            }
            return value;
        }

        double[] reals(int wanted) {
            int given = count(Double.BYTES);
            if (given != wanted) {
                throw corrupt("a list has " + given + " numbers and must have " + wanted);
            }
            double[] values = new double[wanted];
            for (int i = 0; i < wanted; i++) {
                values[i] = real();
            }
            return values;
        }

        String text() {
            char[] chars = new char[count(Character.BYTES)];
            for (int i = 0; i < chars.length; i++) {
                chars[i] = in.getChar();
            }
            return new String(chars);
        }

        void end() {
            if (in.hasRemaining()) {
                throw corrupt("their content goes on behind its end");
            }
        }
    }
}
