package io.leeway.monitoring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of rows; the numbers of one row stand together, and so do its categories, so that a row touches few cache lines. A thread claims a row by one atomic addition, writes its values and marks it as
 * ready; whoever reads waits for the mark. A chunk is used again and again: each life has its number, which the marks of
 * that life bear, so that marks need not be erased, and a thread that comes late with a claim in a later life writes a row
 * of that life.
 */
final class Chunk {
    static final int ROWS = 512;

    /** What a claim gives where the chunk is full or closed. */
    static final long NONE = -1;

    private static final long LOW = 0xFFFF_FFFFL;
    private static final long CLOSED = 1L << 30;
    private static final int ROWS_WHEN_CLOSED = 20;
    private static final long CLAIMS = (1L << ROWS_WHEN_CLOSED) - 1;
    private static final VarHandle STATE;
    private static final VarHandle CHECK;
    private static final VarHandle MARK = MethodHandles.arrayElementVarHandle(int[].class);

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Chunk.class, "state", long.class);
            CHECK = MethodHandles.lookup().findVarHandle(Chunk.class, "checkAt", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final double[] numbers;
    final int[] codes;
    final double[] predictions;
    final long[] ids;
    final long[] times;

    /** Which version answered each row. */
    final long[] versions = new long[ROWS];

    /** The next chunk of the stripe; guarded by the window. */
    @Nullable
    Chunk next;

    /** Rows that the label join has taken; guarded by the lock of the monitor's work. */
    int joined;

    /** Rows that the window has counted; touched only by the thread that won {@link #startCheck}. */
    int counted;

    /** Whose rows these are in this life; stays while a claimed row is not marked. */
    @Nullable
    Window window;

    private final int[] marks = new int[ROWS];

    /**
     * The life's number in the upper half; then whether the chunk is closed, how many rows it had by then, and how many
     * claims were made, those that found it full or closed among them.
     */
    private volatile long state = CLOSED;

    /** The row with which the window's count is to be looked at again. */
    private volatile int checkAt;

    Chunk(Layout<?> layout, boolean timed, boolean identified) {
        numbers = new double[ROWS * layout.numeric.size()];
        codes = new int[ROWS * layout.codes()];
        predictions = new double[ROWS * layout.form.width()];
        ids = new long[identified ? ROWS : 0];
        times = new long[timed ? ROWS : 0];
    }

    /** Begins the next life. The caller owns the chunk. */
    void open(Window owner, int firstCheck) {
        window = owner;
        next = null;
        joined = 0;
        counted = 0;
        checkAt = firstCheck;
        // A mark is the life's number or that below 0, so the number itself stays above.
        state = Math.max(1, (state >>> 32) + 1 & Integer.MAX_VALUE) << 32;
    }

    /** Claims a row: the life in the upper half, the row in the lower; or {@link #NONE}. */
    long claim() {
        if ((state & LOW) >= ROWS) {
            return NONE;
        }
        long claim = (long) STATE.getAndAdd(this, 1L);
        return (claim & LOW) < ROWS ? claim : NONE;
    }

    /** Marks a claimed row as written, or as one that could not be read. */
    void mark(long claim, boolean written) {
        int life = (int) (claim >>> 32);
        MARK.setRelease(marks, (int) claim, written ? life : -life);
    }

    /**
     * Lets no further row in. The number of rows is kept by the same step, because a thread that saw the chunk open may
     * still count its claim, which gets no row.
     */
    void close() {
        long open;
        do {
            open = state;
        } while (!STATE.compareAndSet(this, open, open | CLOSED | (long) rows(open) << ROWS_WHEN_CLOSED));
    }

    /** How many rows were claimed in this life. */
    int claimed() {
        return rows(state);
    }

    private static int rows(long state) {
        long rows = (state & CLOSED) == 0 ? state & CLAIMS : (state & (CLOSED - 1)) >>> ROWS_WHEN_CLOSED;
        return (int) Math.min(ROWS, rows);
    }

    /** Waits until a claimed row is marked. The wait is as long as another thread takes to read one row. */
    boolean awaitWritten(int row) {
        int life = (int) (state >>> 32);
        int mark;
        int spins = 0;
        while (Math.abs(mark = (int) MARK.getAcquire(marks, row)) != life) {
            if (++spins < 1_000) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
        return mark == life;
    }

    boolean wantsCheck(long claim) {
        return (int) claim >= checkAt;
    }

    /** Whose the claimed row is. */
    Window owner() {
        return Objects.requireNonNull(window);
    }

    /** Lets one thread look at the window's count; it must call {@link #endCheck}, unless the window is over. */
    boolean startCheck() {
        int at = checkAt;
        return at != Integer.MAX_VALUE && CHECK.compareAndSet(this, at, Integer.MAX_VALUE);
    }

    void endCheck(int next) {
        checkAt = next;
    }
}
