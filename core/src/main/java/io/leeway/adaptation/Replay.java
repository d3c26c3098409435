package io.leeway.adaptation;

import io.leeway.adaptation.AdaptationException.Reason;
import io.leeway.feedback.FeedbackEvent;
import io.leeway.feedback.FeedbackLog;
import java.util.Iterator;

/** The events of a log behind a committed revision. */
final class Replay<R> implements Iterator<FeedbackEvent<R>> {
    private final Iterator<FeedbackEvent<R>> events;

    /** Whether a revision was committed from a log. */
    static boolean isOf(CommittedRevision revision, FeedbackLog<?> log) {
        for (FeedbackEvent<?> event : log.events(revision.mark().position() - 1)) {
            return event instanceof FeedbackEvent.Marked<?> marked
                    && marked.mark().equals(revision.mark());
        }
        return false;
    }

    Replay(CommittedRevision from, FeedbackLog<R> log) {
        this.events = log.events(from.mark().position() - 1).iterator();
        if (!events.hasNext()) {
            throw other(from, "it ends before");
        }
        FeedbackEvent<R> first = events.next();
        if (first instanceof FeedbackEvent.Damaged<R> damaged) {
            throw new AdaptationException(
                    Reason.LOG_INCOMPLETE,
                    "the log no longer has the mark of revision " + from.revision() + ", or what came behind it: "
                            + damaged.place() + " is damaged, or earlier segments were dropped");
        }
        if (!(first instanceof FeedbackEvent.Marked<R> marked) || !marked.mark().equals(from.mark())) {
            throw other(from, "there is " + first);
        }
    }

    static AdaptationException other(CommittedRevision from, String what) {
        return new AdaptationException(
                Reason.OTHER_LOG,
                "revision " + from.revision() + " was committed from another log: at "
                        + from.mark().position() + " this one should have its mark, but " + what
                        + ". Open the log that belongs to the registry.");
    }

    @Override
    public boolean hasNext() {
        return events.hasNext();
    }

    @Override
    public FeedbackEvent<R> next() {
        return events.next();
    }
}
