package io.leeway.monitoring;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The rows between two looks: for each stripe a chain of chunks. A thread writes to its own stripe; stripes exist so that
 * threads do not share a counter.
 */
final class Window {
    /** How many rows a stripe takes at most before it tells the window. */
    private static final int CREDIT = 64;

    final Reference reference;
    final CategoryCodes[] codes;
    final long startMillis;
    final long endMillis;
    final long openedMillis;

    private final Stripe[] stripes;
    private final ChunkPool pool;
    private final long rowLimit;

    /** Rows that stripes have told; late by what each has left of its credit. */
    private final AtomicLong told = new AtomicLong();

    private volatile int active;

    private boolean sealed;

    /** Set before the window is sealed. */
    volatile @Nullable Window next;

    volatile @Nullable WindowEnd end;
    volatile long closedMillis;

    private static final class Stripe {
        private volatile @Nullable Chunk last;

        /** Guarded by the window. */
        private @Nullable Chunk first;
    }

    Window(
            Reference reference,
            CategoryCodes[] codes,
            ChunkPool pool,
            int stripes,
            long rowLimit,
            long startMillis,
            long endMillis,
            long openedMillis) {
        this.reference = reference;
        this.codes = codes;
        this.pool = pool;
        this.rowLimit = rowLimit;
        this.startMillis = startMillis;
        this.endMillis = endMillis;
        this.openedMillis = openedMillis;
        this.stripes = new Stripe[stripes];
        for (int i = 0; i < stripes; i++) {
            this.stripes[i] = new Stripe();
        }
    }

    @Nullable
    Chunk last(int stripe) {
        return stripes[stripe].last;
    }

    /** Gives a stripe a chunk in place of a full one, unless another thread has, or the window is over. */
    void extend(int stripe, @Nullable Chunk full) {
        synchronized (this) {
            Stripe s = stripes[stripe];
            if (sealed || s.last != full) {
                return;
            }
            if (full != null && full.startCheck()) {
                tell(full);
            }
            Chunk chunk = pool.take();
            if (full == null) {
                active++;
                s.first = chunk;
            }
            chunk.open(this, Math.min(Chunk.ROWS, credit(rowLimit - told.get())) - 1);
            if (full != null) {
                full.next = chunk;
            }
            s.last = chunk;
        }
    }

    /** Whether the window is complete, as far as the rows of this chunk are known now. */
    boolean isComplete(Chunk chunk) {
        if (!chunk.startCheck()) {
            return false;
        }
        long left = rowLimit - tell(chunk);
        if (left <= 0) {
            return true;
        }
        // A stripe may take its share of what is left before it tells again: one thread alone meets the limit exactly.
        chunk.endCheck(Math.min(Chunk.ROWS, chunk.counted + credit(left)) - 1);
        return false;
    }

    private long tell(Chunk chunk) {
        int claimed = chunk.claimed();
        long total = told.addAndGet(claimed - chunk.counted);
        chunk.counted = claimed;
        return total;
    }

    private int credit(long left) {
        return (int) Math.max(1, Math.min(CREDIT, left / Math.max(1, active)));
    }

    /** Lets no further row in. */
    void seal(WindowEnd why, long nowMillis) {
        synchronized (this) {
            sealed = true;
            for (Stripe stripe : stripes) {
                Chunk last = stripe.last;
                if (last != null) {
                    last.close();
                }
            }
        }
        closedMillis = nowMillis;
        end = why;
    }

    /** The first chunks of all stripes, and how many rows were claimed, as of now. */
    synchronized @Nullable Chunk[] chains() {
        Chunk[] chains = new Chunk[stripes.length];
        for (int i = 0; i < chains.length; i++) {
            chains[i] = stripes[i].first;
        }
        return chains;
    }

    /** The chunk after another in its stripe. */
    synchronized @Nullable Chunk after(Chunk chunk) {
        return chunk.next;
    }

    /** How many rows were claimed so far. */
    long claimed() {
        long rows = 0;
        for (Chunk first : chains()) {
            for (Chunk chunk = first; chunk != null; chunk = after(chunk)) {
                rows += chunk.claimed();
            }
        }
        return rows;
    }

    void release() {
        pool.release(chains());
    }
}
