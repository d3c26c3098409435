package io.leeway.monitoring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The rows between two looks: for each stripe a chain of chunks. A thread writes to its own stripe; stripes exist so that
 * threads do not share a counter.
 *
 * <p>A window is over once {@link #follow another follows}. That is one atomic step; whoever meets a window that is over may
 * finish what is left to do, so nobody waits for the thread that took the step.
 */
final class Window {
    /** How many rows a stripe takes at most before it tells the window. */
    private static final int CREDIT = 64;

    private static final VarHandle NEXT;

    static {
        try {
            NEXT = MethodHandles.lookup().findVarHandle(Window.class, "next", Window.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final Reference reference;
    final CategoryCodes[] codes;
    final long startMillis;
    final long endMillis;
    final long openedMillis;

    /** Where in the log it was opened: rows and labels up to there count for the window before. */
    private final long openedPosition;

    private final Stripe[] stripes;
    private final ChunkPool pool;
    private final long rowLimit;

    /** Rows that stripes have told; late by what each has left of its credit. */
    private final AtomicLong told = new AtomicLong();

    private volatile int active;

    private boolean sealed;

    /** Why the window before this one was closed. */
    private final WindowEnd endBefore;

    private volatile @Nullable Window next;

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
            long openedMillis,
            long openedPosition,
            WindowEnd endBefore) {
        this.reference = reference;
        this.codes = codes;
        this.pool = pool;
        this.rowLimit = rowLimit;
        this.startMillis = startMillis;
        this.endMillis = endMillis;
        this.openedMillis = openedMillis;
        this.openedPosition = openedPosition;
        this.endBefore = endBefore;
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
        while (chunk.startCheck()) {
            long left = rowLimit - tell(chunk);
            if (left <= 0 || chunk.counted == Chunk.ROWS) {
                return left <= 0;
            }
            // A stripe may take its share of what is left before it tells again: one thread alone meets the limit
            // exactly.
            int next = Math.min(Chunk.ROWS, chunk.counted + credit(left)) - 1;
            chunk.endCheck(next);
            // Others may have claimed the next row to check at, and more, before it was known to be that.
            if (chunk.claimed() <= next) {
                return false;
            }
        }
        return false;
    }

    /** Has all rows counted that there are, so that one thread more meets the limit exactly too. */
    synchronized void tellAll() {
        for (Stripe stripe : stripes) {
            Chunk last = stripe.last;
            if (last != null && last.startCheck()) {
                long left = rowLimit - tell(last);
                if (last.counted < Chunk.ROWS) {
                    last.endCheck(Math.min(Chunk.ROWS, last.counted + credit(left)) - 1);
                }
            }
        }
    }

    private long tell(Chunk chunk) {
        int claimed = chunk.claimed();
        long total = told.addAndGet(claimed - chunk.counted);
        pool.told(claimed - chunk.counted);
        chunk.counted = claimed;
        return total;
    }

    private int credit(long left) {
        return (int) Math.max(1, Math.min(CREDIT, left / Math.max(1, active)));
    }

    /** Ends this window by another, which must not be current yet; false if one follows already. */
    boolean follow(Window successor) {
        return NEXT.compareAndSet(this, null, successor);
    }

    /** The window that follows; null while this one is open. */
    @Nullable
    Window next() {
        return next;
    }

    /** Why this window was closed; only for one that is over. */
    WindowEnd end() {
        return Objects.requireNonNull(next).endBefore;
    }

    /** When this window was closed; only for one that is over. */
    long closedMillis() {
        return Objects.requireNonNull(next).openedMillis;
    }

    /** What this window may know of the log: all, as long as it is open. */
    long lastPosition() {
        Window after = next;
        return after == null ? Long.MAX_VALUE : after.openedPosition;
    }

    WindowEnd endBefore() {
        return endBefore;
    }

    /** Lets no further row in; only for one that is over. Does nothing the second time. */
    synchronized void seal() {
        if (sealed) {
            return;
        }
        sealed = true;
        for (Stripe stripe : stripes) {
            Chunk last = stripe.last;
            if (last != null) {
                last.close();
            }
        }
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

    /** Whether rows of it were joined with labels, or wait for them. */
    boolean hasJoined() {
        for (Chunk chunk : chains()) {
            if (chunk != null && chunk.joined > 0) {
                return true;
            }
        }
        return false;
    }

    void release() {
        pool.release(chains());
    }
}
