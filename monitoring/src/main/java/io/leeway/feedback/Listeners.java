package io.leeway.feedback;

import io.leeway.schema.RowCells;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Those who follow a log. What they throw must not look as if nothing had been recorded. */
final class Listeners {
    private static final Logger LOG = System.getLogger(FeedbackLog.class.getName());

    /** Replaced when one comes or goes; an array, so that telling allocates nothing. */
    private volatile FeedbackListener[] all = {};

    synchronized boolean add(FeedbackListener listener) {
        List<FeedbackListener> next = new ArrayList<>(Arrays.asList(all));
        boolean added = next.add(listener);
        all = next.toArray(FeedbackListener[]::new);
        return added;
    }

    synchronized void remove(FeedbackListener listener) {
        List<FeedbackListener> next = new ArrayList<>(Arrays.asList(all));
        next.remove(listener);
        all = next.toArray(FeedbackListener[]::new);
    }

    void recorded(long position, RowCells row, FeedbackAnswer answer, long millis) {
        for (FeedbackListener each : all) {
            try {
                each.recorded(position, row, answer, millis);
            } catch (RuntimeException e) {
                failed(e);
            }
        }
    }

    void labelled(
            long position,
            long row,
            long high,
            long low,
            LabelOutcome outcome,
            long millis,
            double number,
            @Nullable String text) {
        if (all.length == 0) {
            return;
        }
        FeedbackLabel label = new FeedbackLabel(
                position,
                row,
                new RowId(high, low),
                outcome,
                number,
                Optional.ofNullable(text),
                Instant.ofEpochMilli(millis));
        for (FeedbackListener each : all) {
            tell(() -> each.labelled(label));
        }
    }

    void marked(FeedbackMark mark) {
        for (FeedbackListener each : all) {
            tell(() -> each.marked(mark));
        }
    }

    /** Called without the log's lock. */
    void afterwards() {
        for (FeedbackListener each : all) {
            try {
                each.afterwards();
            } catch (RuntimeException e) {
                failed(e);
            }
        }
    }

    void dropped(long before) {
        for (FeedbackListener each : all) {
            tell(() -> each.dropped(before));
        }
    }

    private static void tell(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    static void recorded(@Nullable Admission admission, long position) {
        if (admission == null) {
            return;
        }
        try {
            admission.recorded(position);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    static void failed(RuntimeException e) {
        LOG.log(Level.ERROR, "a listener of a feedback log threw", e);
    }
}
