package io.leeway.adaptation;

import io.leeway.feedback.FeedbackEvent;
import io.leeway.feedback.FeedbackLog;
import io.leeway.feedback.RowId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds out by a log which labels an adaptation had learnt up to a mark. */
final class TaughtLabels<R> {
    private final Set<Long> waiting = new HashSet<>();

    /** The positions of the rows, in the order in which their labels were learnt. */
    private final List<Long> taught = new ArrayList<>();

    private boolean frozen;

    /** How many had been learnt at the last mark. */
    private int committed;

    /** The rows, in the order in which their labels were learnt, as far as the log keeps rows and labels. */
    static <R> List<RowId> upTo(CommittedRevision revision, FeedbackLog<R> log) {
        TaughtLabels<R> labels = new TaughtLabels<>();
        for (FeedbackEvent<R> event : log.events(-1)) {
            if (event.position() > revision.mark().position()) {
                break;
            }
            labels.see(event);
        }
        return labels.taught.stream().flatMap(row -> log.id(row).stream()).toList();
    }

    private void see(FeedbackEvent<R> event) {
        if (event instanceof FeedbackEvent.Recorded<R> row) {
            if (row.entry().revision() != Revision.NONE) {
                waiting.add(row.position());
            }
        } else if (event instanceof FeedbackEvent.Labelled<R> label) {
            if (!label.correction() && waiting.remove(label.row()) && !frozen) {
                taught.add(label.row());
            }
        } else if (event instanceof FeedbackEvent.Dropped<R> dropped) {
            waiting.removeIf(row -> row < dropped.before());
        } else if (event instanceof FeedbackEvent.Marked<R> marked) {
            AdaptationAction.of(marked.mark()).ifPresent(this::act);
        }
    }

    private void act(AdaptationAction action) {
        switch (action) {
            case FREEZE -> frozen = true;
            case THAW -> {
                if (!frozen) {
                    // It was frozen when what the log has dropped happened.
                    taught.clear();
                }
                frozen = false;
            }
            case RESET -> {
                waiting.clear();
                taught.clear();
            }
            case OFF -> waiting.clear();
            case RECOVER -> {
                waiting.clear();
                taught.subList(committed, taught.size()).clear();
            }
            case COMMIT, WATCH, PROPOSE, ACT, CHAMPION -> {}
        }
        committed = taught.size();
    }
}
