package io.leeway.adaptation;

import io.leeway.feedback.FeedbackMark;
import java.util.Locale;
import java.util.Optional;

/** What is done to an adaptation beside rows and labels. Each is a mark in the log of feedback, and a revision in the registry with its reason. */
public enum AdaptationAction {
    /** The state is committed. */
    COMMIT,
    /** Labels no longer teach. */
    FREEZE,
    /** Labels teach again. */
    THAW,
    /** All that was learnt is forgotten. */
    RESET,
    /** Nothing is kept or learnt any more. */
    OFF,
    /** It learns, and the champion answers. */
    WATCH,
    /** It learns, the champion answers, and what would have been won is told. */
    PROPOSE,
    /** It learns and answers. */
    ACT,
    /** Another version of the model, whose number is the mark's, answers; what was learnt is translated. */
    CHAMPION,
    /** The log cannot give again what was learnt since the last committed revision: it goes on from that, with another number. */
    RECOVER;

    private static final String PREFIX = "adaptation.";

    /**
     * Returns the name of the mark.
     *
     * @return such as {@code adaptation.freeze}
     */
    public String mark() {
        return PREFIX + name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns what a mark stands for.
     *
     * @param mark the mark
     * @return the action; empty for a mark of somebody else
     */
    public static Optional<AdaptationAction> of(FeedbackMark mark) {
        for (AdaptationAction each : values()) {
            if (mark.name().equals(each.mark())) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /**
     * Returns what changes to a mode.
     *
     * @param mode the mode
     * @return the action
     */
    public static AdaptationAction to(AdaptationMode mode) {
        return valueOf(mode.name());
    }
}
