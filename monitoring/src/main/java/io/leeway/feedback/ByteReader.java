package io.leeway.feedback;

import java.nio.charset.StandardCharsets;

/** Reads what {@link ByteWriter} wrote. */
final class ByteReader {
    private final byte[] bytes;
    private int end;
    int position;

    ByteReader(byte[] bytes) {
        this.bytes = bytes;
        this.end = bytes.length;
    }

    void range(int from, int to) {
        position = from;
        end = to;
    }

    void skip(int count) {
        if (end - position < count) {
            throw new CorruptRecordException("a record ends too early at byte " + end);
        }
        position += count;
    }

    boolean hasMore() {
        return position < end;
    }

    int u8() {
        if (position >= end) {
            throw new CorruptRecordException("a record ends too early at byte " + position);
        }
        return bytes[position++] & 0xFF;
    }

    long fixed() {
        return word(Long.BYTES);
    }

    /** A word of some bytes, the lowest first. */
    long word(int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value |= (long) u8() << Byte.SIZE * i;
        }
        return value;
    }

    long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = u8();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new CorruptRecordException("a number of more than ten bytes at byte " + position);
    }

    int count(int limit) {
        long value = varint();
        if (value < 0 || value > limit) {
            throw new CorruptRecordException("a count of " + value + " at byte " + position);
        }
        return (int) value;
    }

    long zigzag() {
        return signed(varint());
    }

    static long signed(long value) {
        return value >>> 1 ^ -(value & 1);
    }

    String text() {
        int length = count(end - position);
        String value = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return value;
    }

    /** The number of its signed form, above the count of its decimals. */
    static double scaled(long value) {
        int decimals = (int) value & (1 << ByteWriter.DECIMALS_BITS) - 1;
        return ByteWriter.unscale(signed(value >>> ByteWriter.DECIMALS_BITS), decimals);
    }

    double number() {
        long value = varint();
        int tag = (int) value & (1 << ByteWriter.DECIMALS_BITS) - 1;
        if (ByteWriter.isRaw(tag)) {
            return Double.longBitsToDouble(fixed());
        }
        return scaled(value);
    }
}
