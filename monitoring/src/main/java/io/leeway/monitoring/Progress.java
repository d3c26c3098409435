package io.leeway.monitoring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Counts rows in bytes that outlive the process, such as those of a mapped file, so that the next one knows how many were lost. */
final class Progress {
    static final int BYTES = Long.BYTES;

    private static final VarHandle ROWS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final ByteBuffer bytes;

    Progress(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    void add(long rows) {
        ROWS.getAndAdd(bytes, 0, rows);
    }

    long rows() {
        return (long) ROWS.getVolatile(bytes, 0);
    }
}
