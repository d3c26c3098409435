package io.leeway.feedback;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that are reused from record to record. */
final class ByteWriter {
    private static final VarHandle LITTLE_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final double[] POWERS = {1, 10, 100, 1e3, 1e4, 1e5, 1e6};
    private static final int MOST_DECIMALS = 6;
    private static final int RAW = 7;

    /** The bits of a count of decimals. */
    static final int DECIMALS_BITS = 3;

    /** The largest scaled number: zigzag and tag together take four more bits. */
    private static final long LARGEST = 1L << 51;

    byte[] bytes = new byte[1 << 12];
    int length;

    void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    void u8(int value) {
        room(1);
        bytes[length++] = (byte) value;
    }

    void fixed(long value) {
        room(Long.BYTES);
        LITTLE_ENDIAN.set(bytes, length, value);
        length += Long.BYTES;
    }

    /** Seven bits a byte, the lowest first. */
    void varint(long value) {
        room(10);
        byte[] to = bytes;
        int at = length;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            to[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        to[at++] = (byte) rest;
        length = at;
    }

    void zigzag(long value) {
        varint(signed(value));
    }

    void text(String value) {
        text(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a text that is UTF-8 already. */
    void text(byte[] utf8) {
        varint(utf8.length);
        put(utf8);
    }

    void put(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    /** Goes on behind some bytes that are set later, and makes room behind them. */
    void skip(int count, int more) {
        room(count + more);
        length += count;
    }

    /** Writes a word, the lowest byte first. */
    static void set(byte[] into, int at, long word) {
        LITTLE_ENDIAN.set(into, at, word);
    }

    /** How many bytes of a word are needed. */
    static int sizeOf(long word) {
        return Long.SIZE + Byte.SIZE - 1 - Long.numberOfLeadingZeros(word) >>> 3;
    }

    static long signed(long value) {
        return value << 1 ^ value >> 63;
    }

    /**
     * A number of at most six decimals as a whole number and the count of its decimals, any other as its eight bytes. Only
     * what comes back to the bit is shortened.
     */
    void number(double value) {
        int decimals = decimals(value);
        if (decimals < 0) {
            u8(RAW);
            fixed(Double.doubleToRawLongBits(value));
        } else {
            varint(signed((long) scaled(value, decimals)) << DECIMALS_BITS | decimals);
        }
    }

    /** A number without its decimal point, rounded. */
    static double scaled(double value, int decimals) {
        return Math.rint(value * POWERS[decimals]);
    }

    /** Whether a number comes back to the bit from what {@link #scaled} made of it. */
    static boolean comesBack(long scaled, int decimals, double value) {
        // Most numbers of data are whole: these need no division. Comparing bits, a zero with a sign is another number,
        // and so is what is missing.
        double back = decimals == 0 ? scaled : scaled / POWERS[decimals];
        return Double.doubleToRawLongBits(back) == Double.doubleToRawLongBits(value)
                && -LARGEST < scaled
                && scaled < LARGEST;
    }

    private static boolean fits(double value, int decimals) {
        return comesBack((long) scaled(value, decimals), decimals, value);
    }

    /** The least count of decimals that {@link #fits}; -1 if none does. */
    static int decimals(double value) {
        // A number of fewer decimals has six too: most that have more are told by one attempt.
        if (!fits(value, MOST_DECIMALS)) {
            return -1;
        }
        int decimals = 0;
        while (!fits(value, decimals)) {
            decimals++;
        }
        return decimals;
    }

    static double unscale(long scaled, int decimals) {
        return scaled / POWERS[decimals];
    }

    static boolean isRaw(int tag) {
        return tag == RAW;
    }
}
