package io.leeway.binary;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * A byte form: magic (4 bytes), version (2), length of the content (4), content, CRC-32C of all before it (4), each number with its highest byte first.
 * Immutable and safe for use by several threads; writers and readers are not.
 */
public final class BinaryForm {
    private static final int HEADER = 10;
    private static final int CRC_BYTES = 4;

    private final int magic;
    private final int version;
    private final Refusals refusals;

    /** The exceptions by which a form refuses bytes. */
    public interface Refusals {
        /**
         * The bytes do not begin with the magic.
         *
         * @param length how many bytes there are
         * @return the exception
         */
        RuntimeException otherForm(int length);

        /**
         * A later version of the form.
         *
         * @param length how many bytes there are
         * @param given their version
         * @param read the highest version that is read
         * @return the exception
         */
        RuntimeException newer(int length, int given, int read);

        /**
         * The end is missing.
         *
         * @param length how many bytes there are
         * @param expected how many there should be at least
         * @return the exception
         */
        RuntimeException truncated(int length, long expected);

        /**
         * The bytes were changed, or contradict themselves.
         *
         * @param length how many bytes there are
         * @param what what is wrong with them, without a full stop
         * @return the exception
         */
        RuntimeException corrupt(int length, String what);
    }

    /**
     * Creates a form.
     *
     * @param magic four characters of ASCII
     * @param version the version that is written, and the highest that is read; at least 1
     * @param refusals the exceptions of {@link #open} and of readers
     */
    public BinaryForm(String magic, int version, Refusals refusals) {
        this.magic = ByteBuffer.wrap(magic.getBytes(StandardCharsets.US_ASCII)).getInt();
        this.version = version;
        this.refusals = refusals;
    }

    /**
     * Begins to write.
     *
     * @return a writer of the content
     */
    public Writer writer() {
        return new Writer();
    }

    /**
     * Reads the envelope.
     *
     * @param bytes the bytes
     * @return a reader of the content
     */
    public Reader open(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < Integer.BYTES || in.getInt() != magic) {
            throw refusals.otherForm(bytes.length);
        }
        if (bytes.length < HEADER) {
            throw refusals.truncated(bytes.length, HEADER);
        }
        int given = in.getShort() & 0xFFFF;
        if (given > version) {
            throw refusals.newer(bytes.length, given, version);
        }
        long expected = HEADER + (in.getInt() & 0xFFFFFFFFL) + CRC_BYTES;
        if (bytes.length < expected) {
            throw refusals.truncated(bytes.length, expected);
        }
        int end = bytes.length - CRC_BYTES;
        if (given == 0 || bytes.length != expected || in.getInt(end) != crc(bytes, end)) {
            throw refusals.corrupt(bytes.length, "the length, of " + expected + ", or the checksum is wrong");
        }
        return new Reader(ByteBuffer.wrap(bytes, HEADER, end - HEADER), bytes.length, given);
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /** Writes the content. */
    public final class Writer {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final DataOutputStream out = new DataOutputStream(bytes);

        private Writer() {}

        /**
         * Writes a number.
         *
         * @param value 4 bytes
         */
        public void number(int value) {
            try {
                out.writeInt(value);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /**
         * Writes a large number.
         *
         * @param value 8 bytes
         */
        public void large(long value) {
            try {
                out.writeLong(value);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /**
         * Writes a real number.
         *
         * @param value 8 bytes
         */
        public void real(double value) {
            large(Double.doubleToLongBits(value));
        }

        /**
         * Writes real numbers, behind their number.
         *
         * @param values 8 bytes each
         */
        public void reals(double[] values) {
            number(values.length);
            for (double value : values) {
                real(value);
            }
        }

        /**
         * Writes a text as UTF-8.
         *
         * @param value a text without broken surrogate pairs
         */
        public void utf8(String value) {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            number(utf8.length);
            bytes.writeBytes(utf8);
        }

        /**
         * Writes a text as chars, which keep every text as it is, broken surrogate pairs included.
         *
         * @param value any text
         */
        public void chars(String value) {
            number(value.length());
            try {
                out.writeChars(value);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /**
         * Writes bytes, behind their number.
         *
         * @param value any bytes
         */
        public void bytes(byte[] value) {
            number(value.length);
            bytes.writeBytes(value);
        }

        /**
         * Ends the content.
         *
         * @return the content in its envelope
         */
        public byte[] toBytes() {
            byte[] content = bytes.toByteArray();
            ByteBuffer all = ByteBuffer.allocate(HEADER + content.length + CRC_BYTES);
            all.putInt(magic).putShort((short) version).putInt(content.length).put(content);
            all.putInt(crc(all.array(), all.position()));
            return all.array();
        }
    }

    /** Reads the content; what is not possible is refused. */
    public final class Reader {
        private final ByteBuffer in;
        private final int length;
        private final int version;

        private Reader(ByteBuffer in, int length, int version) {
            this.in = in;
            this.length = length;
            this.version = version;
        }

        /**
         * Returns the version of the form in which the content was written.
         *
         * @return at least 1, and no higher than the form's
         */
        public int version() {
            return version;
        }

        /**
         * Refuses the bytes.
         *
         * @param what what is wrong with them, without a full stop
         * @return the exception of the form
         */
        public RuntimeException corrupt(String what) {
            return refusals.corrupt(length, what);
        }

        private RuntimeException endsEarly() {
            return corrupt("the content ends early");
        }

        /**
         * Reads a number.
         *
         * @param most the highest that is possible; the lowest is 0
         * @return the number
         */
        public int number(int most) {
            try {
                int value = in.getInt();
                if (value < 0 || value > most) {
                    throw corrupt("a number is " + value + " and must be 0 to " + most);
                }
                return value;
            } catch (BufferUnderflowException e) {
                throw endsEarly();
            }
        }

        /**
         * Reads how many items follow.
         *
         * @param bytesEach how many bytes each of them has at least
         * @return a number of items that the bytes behind it have room for
         */
        public int count(int bytesEach) {
            int items = number(in.remaining() / bytesEach);
            if (items > in.remaining() / bytesEach) {
                throw endsEarly();
            }
            return items;
        }

        /**
         * Reads a large number.
         *
         * @return any number
         */
        public long large() {
            try {
                return in.getLong();
            } catch (BufferUnderflowException e) {
                throw endsEarly();
            }
        }

        /**
         * Reads a finite number.
         *
         * @return the number
         */
        public double real() {
            double value = Double.longBitsToDouble(large());
            if (!(Math.abs(value) <= Double.MAX_VALUE)) {
                throw corrupt("a number is " + value);
            }
            return value;
        }

        /**
         * Reads a finite number, or a missing one.
         *
         * @return the number; NaN for a missing one
         */
        public double realOrMissing() {
            double value = Double.longBitsToDouble(large());
            if (Double.isInfinite(value)) {
                throw corrupt("a number is " + value);
            }
            return value;
        }

        /**
         * Reads finite numbers.
         *
         * @param wanted how many there must be
         * @return the numbers
         */
        public double[] reals(int wanted) {
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

        /**
         * Reads bytes of {@link Writer#bytes}.
         *
         * @return the bytes
         */
        public byte[] bytes() {
            byte[] bytes = new byte[count(1)];
            in.get(bytes);
            return bytes;
        }

        /**
         * Reads a text of {@link Writer#utf8}.
         *
         * @return the text
         */
        public String utf8() {
            byte[] utf8 = new byte[count(1)];
            in.get(utf8);
            return new String(utf8, StandardCharsets.UTF_8);
        }

        /**
         * Reads a text of {@link Writer#chars}.
         *
         * @return the text
         */
        public String chars() {
            char[] chars = new char[count(Character.BYTES)];
            for (int i = 0; i < chars.length; i++) {
                chars[i] = in.getChar();
            }
            return new String(chars);
        }

        /** Refuses bytes behind the end. */
        public void end() {
            if (in.hasRemaining()) {
                throw corrupt("the content goes on behind its end");
            }
        }
    }
}
