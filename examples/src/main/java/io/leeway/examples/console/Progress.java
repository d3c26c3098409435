package io.leeway.examples.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How far a long task has come, with its rate and the time left: one line that is rewritten on a terminal, else a plain line at each
 * tenth of the way and at least every five seconds.
 *
 * <p>Not for use by several threads. Calling {@link #advanceTo} costs a comparison where nothing is due.
 *
 * <pre>{@code
 * try (Progress progress = Progress.start("Replaying", 336_776, Terminal.detect(), Clock.systemUTC())) {
 *     for (...) progress.advanceTo(++done);
 * }
 * }</pre>
 */
public final class Progress implements AutoCloseable {
    private static final Duration REDRAW = Duration.ofMillis(100);
    private static final Duration PLAIN_LINE = Duration.ofSeconds(5);
    private static final int TENTHS = 10;
    private static final int WIDEST_BAR = 30;
    private static final int NARROWEST_BAR = 8;
    private static final String CLEAR_LINE = "\r\u001b[2K";

    private final String label;
    private final long total;
    private final Terminal terminal;
    private final Clock clock;
    private final long first;
    private final Instant started;
    private final long step;
    private long done;
    private long nextLook;
    private int tenths;
    private Instant drawn;
    private String shown = "";
    private boolean closed;

    private Progress(String label, long first, long total, Terminal terminal, Clock clock) {
        if (total < 1 || first < 0 || first > total) {
            throw new IllegalArgumentException("progress from " + first + " to " + total + " is not possible");
        }
        this.label = label;
        this.first = first;
        this.done = first;
        this.total = total;
        this.terminal = terminal;
        this.clock = clock;
        this.started = clock.instant();
        this.drawn = started;
        this.step = Math.max(1, total / 2000);
        this.nextLook = first + step;
        this.tenths = tenths(first);
        if (terminal.interactive()) {
            draw();
        }
    }

    /**
     * Starts at nothing done.
     *
     * @param label what is being done, a word or two
     * @param total how many steps there are, at least one
     * @param terminal where to show it
     * @param clock what time it is
     * @return the progress
     */
    public static Progress start(String label, long total, Terminal terminal, Clock clock) {
        return new Progress(label, 0, total, terminal, clock);
    }

    /**
     * Starts where an earlier run ended; what it did does not count in the rate.
     *
     * @param label what is being done, a word or two
     * @param first how many steps are done already
     * @param total how many steps there are, at least one
     * @param terminal where to show it
     * @param clock what time it is
     * @return the progress
     */
    public static Progress resume(String label, long first, long total, Terminal terminal, Clock clock) {
        return new Progress(label, first, total, terminal, clock);
    }

    /**
     * Says how many steps are done; what is more than all counts as all.
     *
     * @param steps how many, never fewer than before
     */
    public void advanceTo(long steps) {
        done = Math.min(total, Math.max(done, steps));
        if (done < nextLook && done < total) {
            return;
        }
        nextLook = done + step;
        Instant now = clock.instant();
        if (terminal.interactive()) {
            if (Duration.between(drawn, now).compareTo(REDRAW) >= 0) {
                draw();
            }
        } else if (tenths(done) > tenths || Duration.between(drawn, now).compareTo(PLAIN_LINE) >= 0) {
            print(now);
        }
    }

    /**
     * Prints lines above the bar.
     *
     * @param text one or more lines
     */
    public void say(String text) {
        if (terminal.interactive() && !closed) {
            terminal.out().print(CLEAR_LINE + text + System.lineSeparator() + shown);
            terminal.out().flush();
        } else {
            terminal.out().println(text);
        }
    }

    /** Shows where the task ended, and ends the line. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (terminal.interactive()) {
            draw();
            terminal.out().println();
        } else if (tenths(done) > tenths || done < total) {
            print(clock.instant());
        }
    }

    private void print(Instant now) {
        drawn = now;
        tenths = tenths(done);
        terminal.out().println(fit(label + "  " + facts(now)));
    }

    private void draw() {
        drawn = clock.instant();
        String facts = facts(drawn);
        int room = terminal.width() - 1 - label.length() - facts.length() - 4;
        String bar = room < NARROWEST_BAR ? "" : bar(Math.min(WIDEST_BAR, room)) + "  ";
        shown = fit(label + "  " + bar + facts);
        terminal.out().print(CLEAR_LINE + shown);
        terminal.out().flush();
    }

    private String fit(String line) {
        return line.length() < terminal.width() ? line : line.substring(0, terminal.width() - 1);
    }

    private String bar(int width) {
        int full = (int) (width * done / total);
        return (terminal.unicode() ? "█" : "#").repeat(full) + (terminal.unicode() ? "░" : ".").repeat(width - full);
    }

    private String facts(Instant now) {
        Duration taken = Duration.between(started, now);
        double rate = (done - first) / Math.max(1e-3, taken.toNanos() / 1e9);
        String facts = Text.right(100 * done / total + " %", 5) + "  "
                + Text.right(Text.count(done), Text.count(total).length()) + " of " + Text.count(total);
        if (done == first) {
            return facts;
        }
        facts += "  " + Text.count(Math.round(rate)) + "/s  ";
        return done == total
                ? facts + "done in " + Text.duration(taken)
                : facts + Text.duration(Duration.ofMillis(Math.round(1000 * (total - done) / rate) + 500)) + " left";
    }

    private int tenths(long steps) {
        return (int) (TENTHS * steps / total);
    }
}
