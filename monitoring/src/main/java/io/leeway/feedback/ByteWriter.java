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
    private static final double MOST_POWER = 1e6;
    private static final int MOST_DECIMALS = 6;
    private static final int RAW = 7;

    /** The largest scaled number: zigzag and tag together take four more bits. */
    private static final double LARGEST = 1L << 51;

    byte[] bytes = new byte[1 << 12];
    int length;

    private void room(int more) {
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
        varint(value << 1 ^ value >> 63);
    }

    void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        varint(utf8.length);
        room(utf8.length);
        System.arraycopy(utf8, 0, bytes, length, utf8.length);
        length += utf8.length;
    }

    /**
     * A number of at most six decimals as a whole number and the count of its decimals, any other as its eight bytes. Only
     * what comes back to the bit is shortened.
     */
    void number(double value) {
        if (Math.abs(value) < LARGEST / MOST_POWER) {
            // A number of fewer decimals has six too: one attempt is enough, and zeros at the end are left out.
            long scaled = (long) Math.rint(value * MOST_POWER);
            if (Double.doubleToRawLongBits(scaled / MOST_POWER) == Double.doubleToRawLongBits(value)) {
                shortened(scaled);
                return;
            }
        }
        u8(RAW);
        fixed(Double.doubleToRawLongBits(value));
    }

    private void shortened(long sixDecimals) {
        long scaled = sixDecimals;
        int decimals = MOST_DECIMALS;
        if (scaled % 1_000_000 == 0) {
            scaled /= 1_000_000;
            decimals = 0;
        } else if (scaled % 1_000 == 0) {
            scaled /= 1_000;
            decimals = 3;
        }
        while (decimals > 0 && scaled % 10 == 0) {
            scaled /= 10;
            decimals--;
        }
        varint((scaled << 1 ^ scaled >> 63) << 3 | decimals);
    }

    static double unscale(long scaled, int decimals) {
        return scaled / POWERS[decimals];
    }

    static boolean isRaw(int tag) {
        return tag == RAW;
    }
}
