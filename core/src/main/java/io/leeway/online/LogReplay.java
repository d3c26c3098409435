package io.leeway.online;

import io.leeway.feedback.FeedbackEntry;
import io.leeway.feedback.FeedbackLog;
import io.leeway.schema.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Lives through a part of a log in the order of its times. */
record LogReplay<R>(OnlineModel<R> model, Schema<R> schema) {

    /** At the same millisecond, labels of earlier rows come first, then rows, then labels of these. */
    private enum What {
        EARLIER_LABEL,
        ROW,
        LABEL
    }

    private record Event<R>(long millis, What what, R row) {}

    long follow(FeedbackLog<R> log, long after, Instant moment) {
        List<Event<R>> events = new ArrayList<>();
        for (FeedbackEntry<R> entry : log.entries(moment)) {
            long recorded = entry.recorded().toEpochMilli();
            if (recorded > after && recorded <= moment.toEpochMilli()) {
                events.add(new Event<>(recorded, What.ROW, entry.row()));
            }
            entry.labelled().map(Instant::toEpochMilli).ifPresent(known -> {
                // A label that came before its row was recorded waited for it.
                long labelled = Math.max(known, recorded);
                if (labelled > after && labelled <= moment.toEpochMilli()) {
                    events.add(
                            new Event<>(labelled, labelled == recorded ? What.LABEL : What.EARLIER_LABEL, entry.row()));
                }
            });
        }
        // Stable: what happened at once stays in the order of the log.
        events.sort(Comparator.comparingLong((Event<R> each) -> each.millis()).thenComparing(Event::what));
        long before = model.labels();
        for (Event<R> each : events) {
            apply(each);
        }
        model.followed(moment.toEpochMilli());
        return model.labels() - before;
    }

    private void apply(Event<R> event) {
        long id = schema.id(event.row());
        if (event.what() != What.ROW) {
            model.labelFromRow(id, event.row());
        } else if (model.waits(id)) {
            model.repeated();
        } else {
            model.predict(id, event.row());
        }
    }
}
