package io.leeway.feedback;

/**
 * How much a log keeps. A segment is closed at an eighth of each bound, so that dropping the oldest leaves seven eighths.
 *
 * @param rows at most so many rows
 * @param bytes at most so many bytes
 * @param millis segments are dropped when all in them is older
 */
record Bounds(long rows, long bytes, long millis) {
    private static final long LARGEST_SEGMENT = 8 << 20;
    private static final int SHARE = 8;

    boolean isFull(Segment segment, long now) {
        return segment.size >= Math.min(LARGEST_SEGMENT, bytes / SHARE)
                || segment.rows >= Math.max(1, rows / SHARE)
                || now - segment.baseMillis >= Math.max(1, millis / SHARE);
    }

    boolean isOver(long keptRows, long keptBytes, Segment oldest, long now) {
        return keptRows > rows || keptBytes > bytes || (millis != Long.MAX_VALUE && oldest.lastMillis < now - millis);
    }
}
