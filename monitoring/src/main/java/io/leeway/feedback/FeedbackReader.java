package io.leeway.feedback;

import io.leeway.data.Rows;
import io.leeway.schema.RowForm;
import io.leeway.schema.Schema;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** Reads rows, entries and events of what the journal holds at each iteration. Safe for use by any number of threads. */
final class FeedbackReader<R> {
    private final Schema<R> schema;
    private final RowForm<R> form;
    private final Function<RowForm.Cells, R> maker;
    private final FeedbackFiles files;
    private final SafeJournal journal;
    private final Clock clock;

    FeedbackReader(
            Schema<R> schema,
            RowForm<R> form,
            Function<RowForm.Cells, R> maker,
            FeedbackFiles files,
            SafeJournal journal,
            Clock clock) {
        this.schema = schema;
        this.form = form;
        this.maker = maker;
        this.files = files;
        this.journal = journal;
        this.clock = clock;
    }

    Rows<R> last(Duration time) {
        Objects.requireNonNull(time, "time");
        return Rows.of(() -> {
            long now = clock.millis();
            return labelled(now, within(now - time.toMillis(), now));
        });
    }

    Rows<R> between(Instant from, Instant to) {
        long end = to.toEpochMilli() - 1;
        return Rows.of(() -> labelled(clock.millis(), within(from.toEpochMilli(), end)));
    }

    Rows<R> labelledAt(Instant moment) {
        return Rows.of(() -> labelled(moment.toEpochMilli(), entry -> true));
    }

    Rows<R> labelledAt(Instant moment, Duration time) {
        long now = moment.toEpochMilli();
        return Rows.of(() -> labelled(now, within(now - time.toMillis(), now)));
    }

    Rows<R> sample(int n, long seed) {
        if (n < 0) {
            throw new IllegalArgumentException("cannot draw " + n + " rows: give 0 or more");
        }
        return Rows.of(() -> {
            History<R> history = history(clock.millis());
            BitSet[] drawn = history.labelled();
            history.sample(n, seed, drawn);
            return rows(history.iterator(drawn), entry -> true);
        });
    }

    Iterable<FeedbackEntry<R>> entries(Instant moment) {
        return () -> history(moment.toEpochMilli()).iterator(null);
    }

    Iterable<FeedbackEvent<R>> events(long after) {
        return () -> new Events<>(files, form, maker, journal.views(), after);
    }

    Rows<R> newest(int n) {
        return Rows.of(() -> {
            List<Segment.View> views = journal.views();
            return StreamSupport.stream(
                            Spliterators.spliteratorUnknownSize(
                                    new Events<>(files, form, maker, views, behind(views, n)), Spliterator.ORDERED),
                            false)
                    .filter(event -> event instanceof FeedbackEvent.Recorded<R>)
                    .map(event -> ((FeedbackEvent.Recorded<R>) event).entry().row())
                    .iterator();
        });
    }

    /** The position behind which so many rows stand. */
    private static long behind(List<Segment.View> views, int rows) {
        int missing = rows;
        for (int i = views.size() - 1; i >= 0; i--) {
            Segment.View view = views.get(i);
            if (view.rows() >= missing) {
                return missing == 0
                        ? Long.MAX_VALUE
                        : (view.number() << Integer.SIZE | view.positions()[view.rows() - missing]) - 1;
            }
            missing -= view.rows();
        }
        return -1;
    }

    private Predicate<FeedbackEntry<R>> within(long from, long to) {
        return entry -> {
            long time = schema.hasTime()
                    ? schema.timeMillis(entry.row())
                    : entry.recorded().toEpochMilli();
            return time >= from && time <= to;
        };
    }

    private Iterator<R> labelled(long asOf, Predicate<FeedbackEntry<R>> keep) {
        return rows(history(asOf).iterator(null), keep);
    }

    private static <R> Iterator<R> rows(Iterator<FeedbackEntry<R>> entries, Predicate<FeedbackEntry<R>> keep) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(entries, Spliterator.ORDERED), false)
                .filter(entry -> entry.labelled().isPresent() && keep.test(entry))
                .map(FeedbackEntry::row)
                .iterator();
    }

    private History<R> history(long asOf) {
        return new History<>(files, form, maker, journal.views(), asOf);
    }
}
