package io.leeway.feedback;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that are reused from record to record. */
final class ByteWriter {
    private static final double[] POWERS = {1, 10, 100, 1e3, 1e4, 1e5, 1e6};
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
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            bytes[length++] = (byte) (value >>> shift);
        }
    }

    /** Seven bits a byte, the lowest first. */
    void varint(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
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
        if (Math.abs(value) < LARGEST / POWERS[6]) {
            for (int decimals = 0; decimals < POWERS.length; decimals++) {
                long scaled = Math.round(value * POWERS[decimals]);
                if (Double.doubleToRawLongBits(scaled / POWERS[decimals]) == Double.doubleToRawLongBits(value)) {
                    varint((scaled << 1 ^ scaled >> 63) << 3 | decimals);
                    return;
                }
            }
        }
        u8(RAW);
        fixed(Double.doubleToRawLongBits(value));
    }

    static double unscale(long scaled, int decimals) {
        return scaled / POWERS[decimals];
    }

    static boolean isRaw(int tag) {
        return tag == RAW;
    }
}
