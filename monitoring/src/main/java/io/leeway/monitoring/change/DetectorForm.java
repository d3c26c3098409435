package io.leeway.monitoring.change;

import io.leeway.monitoring.change.DetectorFormatException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The byte form of a detector, written and read by the same calls: {@code count = form.count(count)} stores a field, or
 * returns what was stored of it. So a detector lists its fields once, in {@link BaseDetector#form}.
 *
 * <p>Magic (4 bytes), version (2), the name's length (2) and name, the fields (8 bytes each), CRC-32C of all before it
 * (4); each number with its highest byte first.
 */
public final class DetectorForm {

    static final int VERSION = 1;
    private static final int MAGIC = 0x4C574344;
    private static final int CRC_BYTES = 4;

    private final String name;
    private final boolean reading;
    private ByteBuffer fields;

    private DetectorForm(String name, boolean reading, ByteBuffer fields) {
        this.name = name;
        this.reading = reading;
        this.fields = fields;
    }

    static DetectorForm writing(String name) {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer out = ByteBuffer.allocate(256 + text.length);
        out.putInt(MAGIC)
                .putShort((short) VERSION)
                .putShort((short) text.length)
                .put(text);
        return new DetectorForm(name, false, out);
    }

    static DetectorForm reading(String name, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < 4 || in.getInt() != MAGIC) {
            throw new DetectorFormatException(
                    Reason.NOT_A_DETECTOR, "the bytes are no detector's state: they do not begin with LWCD");
        }
        if (bytes.length < 8 + CRC_BYTES) {
            throw truncated(name, bytes.length);
        }
        int version = in.getShort() & 0xFFFF;
        if (version > VERSION) {
            throw new DetectorFormatException(
                    Reason.NEWER_VERSION,
                    "the state has version " + version + " of its form, and this library reads up to " + VERSION
                            + ": use a newer leeway-monitoring");
        }
        int length = in.getShort() & 0xFFFF;
        if (in.remaining() < length + CRC_BYTES) {
            throw truncated(name, bytes.length);
        }
        byte[] text = new byte[length];
        in.get(text);
        String stored = new String(text, StandardCharsets.US_ASCII);
        if (!stored.equals(name)) {
            throw new DetectorFormatException(
                    Reason.OTHER_DETECTOR, "the bytes are the state of " + stored + ", and cannot restore " + name);
        }
        in.limit(bytes.length - CRC_BYTES);
        // A length that does not fit the fields is noticed while they are read; only then does the checksum tell cut
        // from changed.
        return new DetectorForm(name, true, in);
    }

    /** The bytes that were written. */
    byte[] toBytes() {
        byte[] bytes = Arrays.copyOf(fields.array(), fields.position() + CRC_BYTES);
        ByteBuffer.wrap(bytes).putInt(bytes.length - CRC_BYTES, crc(bytes));
        return bytes;
    }

    /** To be called after the last field was read. */
    void finish() {
        if (fields.hasRemaining()) {
            throw corrupt("there are " + fields.remaining() + " bytes behind its end");
        }
        byte[] bytes = fields.array();
        if (ByteBuffer.wrap(bytes).getInt(bytes.length - CRC_BYTES) != crc(bytes)) {
            throw corrupt("its checksum is wrong");
        }
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - CRC_BYTES);
        return (int) crc.getValue();
    }

    private static DetectorFormatException truncated(String name, int length) {
        return new DetectorFormatException(
                Reason.TRUNCATED, "the state of " + name + " ends after " + length + " bytes, too early");
    }

    private DetectorFormatException corrupt(String what) {
        return new DetectorFormatException(Reason.CORRUPT, "the state of " + name + " is corrupt: " + what);
    }

    private long next(long value) {
        if (reading) {
            if (fields.remaining() < Long.BYTES) {
                throw truncated(name, fields.capacity());
            }
            return fields.getLong();
        }
        if (fields.remaining() < Long.BYTES) {
            fields = ByteBuffer.allocate(2 * fields.capacity()).put(fields.flip());
        }
        fields.putLong(value);
        return value;
    }

    /**
     * Stores an option, or checks that the stored one is the same: bytes of a detector with other options are refused.
     *
     * @param option what it is called
     * @param value the option of this detector
     * @throws DetectorFormatException if another value was stored
     */
    public void option(String option, double value) {
        double stored = Double.longBitsToDouble(next(Double.doubleToLongBits(value)));
        if (Double.compare(stored, value) != 0) {
            throw new DetectorFormatException(
                    Reason.OTHER_DETECTOR,
                    "the bytes are the state of " + name + " with " + option + " " + stored
                            + ", and cannot restore one with " + option + " " + value);
        }
    }

    /**
     * Stores or returns a number.
     *
     * @param value the field
     * @return the same, or what was stored
     * @throws DetectorFormatException if the bytes end here, or hold {@code NaN}
     */
    public double number(double value) {
        double number = Double.longBitsToDouble(next(Double.doubleToLongBits(value)));
        if (Double.isNaN(number)) {
            throw corrupt("it holds NaN");
        }
        return number;
    }

    /**
     * Stores or returns a whole number.
     *
     * @param value the field
     * @param least the smallest that it can be
     * @param greatest the largest that it can be
     * @return the same, or what was stored
     * @throws DetectorFormatException if the bytes end here, or hold a number outside these limits
     */
    public long whole(long value, long least, long greatest) {
        long number = next(value);
        if (number < least || number > greatest) {
            throw corrupt("it holds " + number + " where " + least + " to " + greatest + " are possible");
        }
        return number;
    }

    /**
     * Stores or returns a count.
     *
     * @param value the field
     * @return the same, or what was stored
     * @throws DetectorFormatException if the bytes end here, or hold a negative number
     */
    public long count(long value) {
        return whole(value, 0, Long.MAX_VALUE);
    }

    /**
     * Stores or fills the first numbers of an array.
     *
     * @param array the field
     * @param used how many of its numbers are in use
     * @throws DetectorFormatException if the bytes end here, or hold {@code NaN}
     */
    public void numbers(double[] array, int used) {
        for (int i = 0; i < used; i++) {
            array[i] = number(array[i]);
        }
    }

    /**
     * Stores or fills an array of bits.
     *
     * @param array the field
     * @param used how many of its elements are in use
     * @throws DetectorFormatException if the bytes end here
     */
    public void bits(long[] array, int used) {
        for (int i = 0; i < used; i++) {
            array[i] = next(array[i]);
        }
    }
}
