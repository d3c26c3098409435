package io.leeway.online;

import io.leeway.schema.Schema;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lives through labelled rows as a service would have: each row is answered, and its label learnt when it would have been known. What
 * {@code evaluate.progressive_val_score} is in River, delays included.
 *
 * <p>Labels that are due come before the next row is answered, and all that are left after the last row. Source: Grzenda, Gomes and Bifet 2020, "Delayed
 * labelling evaluation for data streams".
 */
public final class ProgressiveValidation {

    private ProgressiveValidation() {}

    /** When something happens, in rows or milliseconds. */
    private record Due(long at, Waiting row, double target) {}

    /**
     * Learns each label at once.
     *
     * @param <R> the type of rows
     * @param model learns; it may have learnt before
     * @param rows labelled rows, in the order of time
     * @return the standing after the last row
     * @throws OnlineException if a label is missing or cannot be one; the rows before it are learnt
     */
    public static <R> OnlineStanding run(OnlineModel<R> model, Iterable<R> rows) {
        for (R row : rows) {
            model.learn(row);
        }
        return model.standing();
    }

    /**
     * Learns each label some rows later.
     *
     * @param <R> the type of rows
     * @param model learns; it may have learnt before
     * @param rows labelled rows, in the order of time
     * @param delay the label of a row is known before the row with this distance is answered, above 0
     * @return the standing after the last label
     * @throws IllegalArgumentException if the delay is 0 or less
     * @throws OnlineException if a label is missing or cannot be one; the labels before it are learnt
     */
    public static <R> OnlineStanding run(OnlineModel<R> model, Iterable<R> rows, int delay) {
        if (delay <= 0) {
            throw new IllegalArgumentException("A delay of " + delay + " rows is none: leave it out.");
        }
        long[] next = {0};
        return run(model, rows, delay, row -> next[0]++);
    }

    /**
     * Learns each label some time after its row's event time.
     *
     * @param <R> the type of rows
     * @param model learns; it may have learnt before
     * @param rows labelled rows, in the order of time
     * @param delay how long after its row a label is known, above 0; whole milliseconds count
     * @return the standing after the last label
     * @throws IllegalArgumentException if the delay is 0 or less
     * @throws OnlineException if a label is missing or cannot be one; the labels before it are learnt
     * @throws io.leeway.schema.SchemaException if rows have no time
     */
    public static <R> OnlineStanding run(OnlineModel<R> model, Iterable<R> rows, Duration delay) {
        if (delay.isNegative() || delay.isZero()) {
            throw new IllegalArgumentException("A delay of " + delay + " is none: leave it out.");
        }
        Schema<R> schema = model.schema();
        return run(model, rows, delay.toMillis(), schema::timeMillis);
    }

    private static <R> OnlineStanding run(
            OnlineModel<R> model, Iterable<R> rows, long delay, java.util.function.ToLongFunction<R> time) {
        Deque<Due> due = new ArrayDeque<>();
        for (R row : rows) {
            long now = time.applyAsLong(row);
            while (!due.isEmpty() && due.peek().at() <= now) {
                learn(model, due.remove());
            }
            double target = model.targets().of(model.schema(), row);
            due.add(new Due(now + delay, model.answer(row), target));
            model.waitingAtOnce(due.size());
        }
        while (!due.isEmpty()) {
            learn(model, due.remove());
        }
        return model.standing();
    }

    private static <R> void learn(OnlineModel<R> model, Due due) {
        model.learn(due.row(), due.target());
    }
}
