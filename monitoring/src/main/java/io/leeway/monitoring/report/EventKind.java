package io.leeway.monitoring.report;

import java.util.Locale;

/**
 * The kind of an {@link Event}; decides its mark on charts and in lists. Events of the same time are listed in the order of these
 * constants.
 */
public enum EventKind {
    /** A monitor raised an alarm. */
    ALARM("Alarm"),
    /** A model was trained. */
    TRAINED("Trained"),
    /** A candidate was trained and rejected by a gate. */
    REJECTED("Rejected"),
    /** A version became the champion. */
    PROMOTED("Promoted"),
    /** An earlier version was made the champion again. */
    ROLLED_BACK("Rolled back"),
    /** A signal had no consequence: a cooldown, a spent budget, data that must not be trained on. */
    HELD("Held"),
    /** Any other event. */
    NOTE("Note");

    private final String word;

    EventKind(String word) {
        this.word = word;
    }

    /**
     * Returns the displayed name.
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
