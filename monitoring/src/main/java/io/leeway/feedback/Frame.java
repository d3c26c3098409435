package io.leeway.feedback;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * A piece of a segment that is there as a whole or not at all: a marker, the length of what follows the checksum, the checksum,
 * and records. The checksum covers the segment's number, the part's and the position too, so that bytes that came to
 * another place, or whose header is lost, are not taken for what they were.
 */
final class Frame {
    static final int HEADER = 0;
    static final int TEXT = 1;
    static final int ROW = 2;
    static final int LABEL = 3;
    static final int EARLY = 4;
    static final int MARK = 5;
    static final int DROP = 6;

    /** A row whose cells are packed, see {@link CellPacker}; those of the first format are not. */
    static final int PACKED_ROW = 7;

    static final int KIND_BITS = 3;

    static final int MARKER = 0xA7;
    static final int LONGEST = (1 << 21) - 1;

    /** A part number that headers are summed with: who finds one does not know its part before. */
    static final int ANY_PART = -1;

    private static final int CHECKSUM_BYTES = 4;
    private static final int PLACE_BYTES = 20;

    /** The room before the records in a writer, for the place that is summed with them, and then for the head of the frame. */
    static final int ROOM = PLACE_BYTES;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final CRC32C crc = new CRC32C();
    private final byte[] place = new byte[PLACE_BYTES];

    /** The bytes of the found frame: from the first record to behind the last. */
    int from;

    int to;

    private static void putPlace(byte[] into, int at, long segment, int part, long position) {
        LONG.set(into, at, segment);
        INT.set(into, at + Long.BYTES, part);
        LONG.set(into, at + Long.BYTES + Integer.BYTES, position);
    }

    private int checksum(long segment, int part, long position, byte[] bytes, int offset, int length) {
        putPlace(place, 0, segment, part, position);
        crc.reset();
        crc.update(place, 0, PLACE_BYTES);
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    private static int lengthBytes(int length) {
        return length < 1 << 7 ? 1 : length < 1 << 14 ? 2 : 3;
    }

    static int headBytes(int length) {
        return 1 + lengthBytes(length) + CHECKSUM_BYTES;
    }

    /** Completes the frame in a writer, whose records begin at {@link #ROOM}; returns where the frame begins. */
    int seal(ByteWriter out, long segment, int part, long position) {
        int length = out.length - ROOM;
        int start = ROOM - headBytes(length);
        byte[] bytes = out.bytes;
        putPlace(bytes, 0, segment, part, position);
        crc.reset();
        crc.update(bytes, 0, ROOM + length);
        int sum = (int) crc.getValue();
        int at = start;
        bytes[at++] = (byte) MARKER;
        int rest = length;
        while (rest >= 0x80) {
            bytes[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[at++] = (byte) rest;
        for (int i = 0; i < CHECKSUM_BYTES; i++) {
            bytes[at++] = (byte) (sum >>> Byte.SIZE * i);
        }
        return start;
    }

    /**
     * Whether the bytes from a position to the end, in which there is no sound frame, can be what a write left behind that was cut short: a frame
     * without its first byte, which is written last, or a part of a frame, or nothing.
     */
    static boolean isCutShort(byte[] bytes, int position) {
        if (position >= bytes.length || bytes[position] == 0) {
            return true;
        }
        if ((bytes[position] & 0xFF) != MARKER) {
            return false;
        }
        int at = position + 1;
        int length = 0;
        for (int shift = 0; at < bytes.length && shift <= 14; shift += 7) {
            int next = bytes[at++];
            length |= (next & 0x7F) << shift;
            if (next >= 0) {
                return bytes.length - at - CHECKSUM_BYTES < length;
            }
        }
        return at >= bytes.length;
    }

    /** Whether a sound frame, of a part or a header, begins at a position; if so, sets {@link #from} and {@link #to}. */
    boolean find(byte[] bytes, long segment, int part, int position) {
        if (position >= bytes.length || (bytes[position] & 0xFF) != MARKER) {
            return false;
        }
        int at = position + 1;
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            if (at >= bytes.length || shift > 14) {
                return false;
            }
            int next = bytes[at++];
            length |= (next & 0x7F) << shift;
            if (next >= 0) {
                break;
            }
        }
        if (length < 1 || length > LONGEST || bytes.length - at - CHECKSUM_BYTES < length) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < CHECKSUM_BYTES; i++) {
            sum |= (bytes[at++] & 0xFF) << Byte.SIZE * i;
        }
        from = at;
        to = at + length;
        int summed = (bytes[from] & (1 << KIND_BITS) - 1) == HEADER ? ANY_PART : part;
        return checksum(segment, summed, position, bytes, from, length) == sum;
    }
}
