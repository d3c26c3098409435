package io.leeway.monitoring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Takes rows apart into the open window, and closes it when it is complete. */
final class Recorder<R> {
    private static final VarHandle CURRENT;

    static {
        try {
            CURRENT = MethodHandles.lookup().findVarHandle(Recorder.class, "current", Window.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The position where no log is followed. */
    static final long NO_LOG = -1;

    private final Layout<R> layout;
    private final Clock clock;
    private final boolean timed;
    private final long rowLimit;
    private final @Nullable Duration length;
    private final int stripes;
    private final ChunkPool pool;
    private final RowTimes times;
    private volatile Window current;

    /** Which version rows count as that name none. */
    private volatile long inCharge;

    /** The newest row or label of the log that is followed. Written within the log's lock. */
    private volatile long position = NO_LOG;

    Recorder(
            Layout<R> layout,
            Clock clock,
            Duration ahead,
            long rowLimit,
            @Nullable Duration length,
            Reference reference) {
        this.layout = layout;
        this.times = new RowTimes(clock, ahead);
        this.clock = clock;
        this.rowLimit = rowLimit;
        this.length = length;
        // Without a time in the row, the clock is read only where something depends on it.
        this.timed = layout.hasTime || layout.hasId || length != null;
        this.stripes = Integer.highestOneBit(
                Math.max(1, Math.min(64, 2 * Runtime.getRuntime().availableProcessors() - 1)));
        this.pool = new ChunkPool(layout, timed);
        // Where windows are of time, the first row opens the first one in place of this, which ends before any time.
        long never = length == null ? Long.MAX_VALUE : Long.MIN_VALUE;
        this.current = window(reference, reference.codes(layout), Long.MIN_VALUE, never, WindowEnd.FLUSH);
    }

    private Window window(
            Reference reference, CategoryCodes[] codes, long startMillis, long endMillis, WindowEnd endBefore) {
        return new Window(
                reference, codes, pool, stripes, rowLimit, startMillis, endMillis, clock.millis(), position, endBefore);
    }

    Window current() {
        return current;
    }

    boolean isTimed() {
        return timed;
    }

    long inCharge() {
        return inCharge;
    }

    void putInCharge(long version) {
        inCharge = version;
    }

    /** Records a row; true if that has closed a window. */
    boolean record(R row, double prediction, double @Nullable [] vector, long version) {
        return record(layout, row, prediction, vector, version);
    }

    /** Records a row that was read already, or any that has the same columns. Several numbers of a prediction are a vector. */
    <S> boolean record(Layout<S> by, S row, double prediction, double @Nullable [] vector, long version) {
        long time = 0;
        if (timed) {
            time = by.hasTime ? times.of(by.schema.timeMillis(row), current) : clock.millis();
        }
        int stripe = (int) Thread.currentThread().getId() & (stripes - 1);
        return record(by, row, prediction, vector, version, time, stripe, NO_LOG);
    }

    /** Lets rows come from a log, one after the other. */
    void follow(long from) {
        position = from;
        pool.identify();
    }

    void countBy(Progress counter) {
        pool.countBy(counter);
    }

    boolean follows() {
        return position != NO_LOG;
    }

    /** The position of the newest row or label that has come from the log, or {@link #NO_LOG}. */
    long position() {
        return position;
    }

    /** Takes note of a label, once it is queued: whoever sees the position finds the label. */
    void labelled(long at) {
        position = at;
    }

    /** Records a row of the log, whose order rows of one stripe keep. */
    <S> boolean recordLogged(
            Layout<S> by, S row, double prediction, double @Nullable [] vector, long version, long at, long millis) {
        position = at;
        long time = by.hasTime ? times.logged(by.schema.timeMillis(row), millis, current) : millis;
        return record(by, row, prediction, vector, version, time, 0, at);
    }

    /** Records a row; its number is where it stands in the log, or its id where there is none. */
    private <S> boolean record(
            Layout<S> by,
            S row,
            double prediction,
            double @Nullable [] vector,
            long version,
            long marked,
            int stripe,
            long at) {
        boolean closed = false;
        long time = RowTimes.millis(marked);
        while (true) {
            Window window = current;
            if (timed && length != null && time >= window.endMillis && window.endMillis != Long.MAX_VALUE) {
                closed |= roll(window, WindowEnd.TIME, time);
                continue;
            }
            Chunk chunk = window.last(stripe);
            long claim = chunk == null ? Chunk.NONE : chunk.claim();
            if (chunk == null || claim == Chunk.NONE) {
                if (!leave(window)) {
                    window.extend(stripe, chunk);
                }
                continue;
            }
            chunk.versions[(int) claim] = version;
            return write(by, chunk, claim, row, prediction, vector, marked, at) | closed;
        }
    }

    private <S> boolean write(
            Layout<S> by,
            Chunk chunk,
            long claim,
            S row,
            double prediction,
            double @Nullable [] vector,
            long time,
            long number) {
        Window complete = null;
        boolean written = false;
        try {
            int at = (int) claim;
            if (number != NO_LOG) {
                chunk.ids[at] = number;
            }
            by.read(row, chunk, at);
            if (vector == null) {
                chunk.predictions[at] = prediction;
            } else {
                System.arraycopy(vector, 0, chunk.predictions, at * vector.length, vector.length);
            }
            if (number == NO_LOG && by.hasId) {
                chunk.ids[at] = by.id(row);
            }
            if (timed) {
                chunk.times[at] = time;
            }
            // Once the row is marked the chunk may go on to another window.
            if (chunk.wantsCheck(claim)) {
                Window owner = chunk.owner();
                complete = owner.isComplete(chunk) ? owner : null;
            }
            written = true;
        } finally {
            chunk.mark(claim, written);
        }
        return complete != null
                && roll(complete, length == null ? WindowEnd.ROWS : WindowEnd.FULL, complete.startMillis);
    }

    /** Closes a window unless another thread has, and opens the next, which holds the given time. */
    private boolean roll(Window window, WindowEnd why, long time) {
        long start = Long.MIN_VALUE;
        long end = Long.MAX_VALUE;
        if (length != null) {
            long millis = length.toMillis();
            long into = Math.floorMod(time, millis);
            // The first window there can be is shorter; the least number itself means that there is no start.
            start = time <= Long.MIN_VALUE + into ? Long.MIN_VALUE + 1 : time - into;
            // The last window there can be never ends; a sum that overflowed would end before its own row.
            end = start > Long.MAX_VALUE - millis ? Long.MAX_VALUE : start + millis;
        }
        return replace(window, window(window.reference, window.codes, start, end, why));
    }

    private boolean replace(Window window, Window next) {
        boolean replaced = window.follow(next);
        leave(window);
        if (replaced) {
            window.seal();
        }
        return replaced;
    }

    /** Goes on to the window that follows, if there is one: who ended this one may not have come to that yet. */
    private boolean leave(Window window) {
        Window next = window.next();
        if (next != null) {
            CURRENT.compareAndSet(this, window, next);
        }
        return next != null;
    }

    /** Goes on with the open window of another process. */
    Window restore(Reference reference, CategoryCodes[] codes, WindowState state) {
        Window window = new Window(
                reference,
                codes,
                pool,
                stripes,
                rowLimit,
                state.startMillis(),
                state.endMillis(),
                state.openedMillis(),
                position,
                state.endBefore());
        current = window;
        Layout<Integer> rows = state.layout(layout);
        for (int row = 0; row < state.rows(); row++) {
            record(
                    rows,
                    row,
                    state.predictions()[row * state.width()],
                    state.vector(row),
                    state.versions()[row],
                    state.time(row),
                    0,
                    position == NO_LOG ? NO_LOG : state.ids()[row]);
        }
        for (long left = state.unreadable(); left > 0; ) {
            Chunk chunk = window.last(0);
            long claim = chunk == null ? Chunk.NONE : chunk.claim();
            if (chunk == null || claim == Chunk.NONE) {
                window.extend(0, chunk);
            } else {
                chunk.mark(claim, false);
                left--;
            }
        }
        window.tellAll();
        return window;
    }

    /** Closes the open window now; the next covers what is left of its time. */
    void flush() {
        Window window = current;
        long start = window.startMillis;
        replace(window, window(window.reference, window.codes, start, window.endMillis, WindowEnd.FLUSH));
    }

    /** Closes the open window and compares what comes with another reference. */
    void rebase(Reference reference) {
        CategoryCodes[] codes = reference.codes(layout);
        Window window;
        do {
            window = current;
        } while (!replace(window, window(reference, codes, window.startMillis, window.endMillis, WindowEnd.REBASE)));
    }
}
