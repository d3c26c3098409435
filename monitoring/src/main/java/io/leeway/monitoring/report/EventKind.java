package io.leeway.monitoring.report;

import java.util.Locale;

/** What sort of thing happened to a model: decides the mark that an {@link Event} has on charts and in lists. */
public enum EventKind {
    /** A model was trained. */
    TRAINED("Trained"),
    /** A model took over. */
    PROMOTED("Promoted"),
    /** A challenger was trained and turned away by a gate. */
    REJECTED("Rejected"),
    /** A monitor raised an alarm. */
    ALARM("Alarm"),
    /** An older model was put back. */
    ROLLED_BACK("Rolled back"),
    /** Nothing was done although something was seen: a cooldown, a spent budget, data that may not be trained on. */
    HELD("Held"),
    /** Anything else worth knowing. */
    NOTE("Note");

    private final String word;

    EventKind(String word) {
        this.word = word;
    }

    /**
     * The word that readers see.
     *
     * @return one or two English words
     */
    public String word() {
        return word;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
