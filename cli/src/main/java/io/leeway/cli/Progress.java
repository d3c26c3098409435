package io.leeway.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/** A line that says how many rows were read, rewritten a few times a second; nothing if nobody watches. */
final class Progress {
    private static final int ROWS_A_LOOK = 4_096;
    private static final long NANOS = 250_000_000L;

    private final PrintStream err;
    private final boolean shown;
    private final LongSupplier nanos;
    private long next;
    private int width;

    Progress(PrintStream err, boolean shown, LongSupplier nanos) {
        this.err = err;
        this.shown = shown;
        this.nanos = nanos;
        this.next = nanos.getAsLong() + NANOS;
    }

    /** Counts a row; looks at the clock once in some thousands. */
    void row(String what, long rows) {
        if (shown && rows % ROWS_A_LOOK == 0 && nanos.getAsLong() - next >= 0) {
            next = nanos.getAsLong() + NANOS;
            write(String.format(Locale.ROOT, "reading %s: %,d rows", what, rows));
        }
    }

    private void write(String text) {
        err.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
        err.flush();
        width = text.length();
    }

    /** Clears the line. */
    void done() {
        if (width > 0) {
            write("");
            err.print("\r");
            err.flush();
            width = 0;
        }
    }
}
