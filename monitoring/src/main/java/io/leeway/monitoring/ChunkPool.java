package io.leeway.monitoring;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Keeps as many chunks as the last window needed, so that a steady stream of rows allocates none. */
final class ChunkPool {
    private final Layout<?> layout;
    private final boolean timed;
    private final ArrayDeque<Chunk> free = new ArrayDeque<>();
    private boolean identified;
    private volatile @Nullable Progress progress;

    ChunkPool(Layout<?> layout, boolean timed) {
        this.layout = layout;
        this.timed = timed;
        this.identified = layout.hasId;
    }

    /** Lets each row have a number: its position in a log where there is one, or else its id. */
    synchronized void identify() {
        identified = true;
        free.clear();
    }

    void countBy(Progress counter) {
        progress = counter;
    }

    /** Takes note of rows, once for up to 64 of a thread. */
    void told(int rows) {
        Progress counter = progress;
        if (counter != null) {
            counter.add(rows);
        }
    }

    synchronized Chunk take() {
        Chunk chunk = free.poll();
        return chunk == null ? new Chunk(layout, timed, identified) : chunk;
    }

    synchronized void release(@Nullable Chunk[] chains) {
        int released = 0;
        for (Chunk first : chains) {
            for (Chunk chunk = first; chunk != null; chunk = chunk.next) {
                free.push(chunk);
                released++;
            }
        }
        // One more for each stripe: stripes do not fill their last chunk alike in every window.
        int keep = released + chains.length;
        while (free.size() > keep) {
            free.poll();
        }
    }
}
