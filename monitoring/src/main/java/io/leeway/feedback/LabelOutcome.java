package io.leeway.feedback;

/** What became of a label. */
public enum LabelOutcome {
    /** It is the first label of its row. */
    JOINED,
    /** It is the first label of its row, and came later than labels are expected. */
    LATE,
    /** Its row had another label, which it replaces from now on. */
    CORRECTED,
    /** Its row has the same label already; nothing was stored. */
    DUPLICATE,
    /** No row with this id is known; the label is kept, and joined if the row comes. */
    EARLY,
    /** No row with this id is known, and early labels are not kept; nothing was stored. */
    UNKNOWN
}
