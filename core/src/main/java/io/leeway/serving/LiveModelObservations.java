package io.leeway.serving;

import io.leeway.observation.Activity;

/**
 * Describes what an observer of a {@link LiveModel} sees. Recording with the monitor belongs to a prediction; if its row
 * closes a window and the monitor has no executor, so does the evaluation of the window.
 */
public final class LiveModelObservations {
    /** The tag with the name of the model. */
    public static final String MODEL = "model";

    /** The tag with the alias that is served. */
    public static final String ALIAS = "alias";

    /** The tag with the number of the version that answered, or that is live after a swap. */
    public static final String VERSION = "version";

    /** The detail with the number of rows. */
    public static final String ROWS = "rows";

    /** The tag with the cause of a swap: switched, rolled_back, followed. */
    public static final String CAUSE = "cause";

    /** The detail with the number of the version that was live before. */
    public static final String FROM = "from";

    /** The detail with the reason that the audit trail has. */
    public static final String REASON = "reason";

    /** The outcome of predictions. */
    public static final String ANSWERED = "answered";

    /** The outcome of a swap. */
    public static final String SWAPPED = "swapped";

    /** The outcome of a rollback if there is no earlier version. */
    public static final String UNCHANGED = "unchanged";

    /** One call of {@link LiveModel#predict}, {@link LiveModel#answer} or {@link LiveModel#score}. */
    public static final Activity PREDICT = Activity.of("leeway.model.predict", "A row is predicted and recorded")
            .tags(MODEL, ALIAS, VERSION);

    /** One call of {@link LiveModel#predictAll} or {@link LiveModel#scoreAll}. */
    public static final Activity PREDICT_ALL = Activity.of(
                    "leeway.model.predict.all", "Many rows are predicted and recorded by one call")
            .tags(MODEL, ALIAS, VERSION)
            .details(ROWS);

    /**
     * The promotion of a version by {@link LiveModel#switchTo(int, String)}, a rollback, or a refresh that found another
     * version behind the alias; a refresh that found none is not observed.
     */
    public static final Activity SWAP = Activity.of(
                    "leeway.model.swap", "A version is promoted, rolled back to or followed: read, verified, made live")
            .tags(MODEL, ALIAS, VERSION, CAUSE)
            .details(FROM, REASON);

    private LiveModelObservations() {}

    static Activity about(String model, String alias, Activity activity) {
        return activity.with(MODEL, model).with(ALIAS, alias);
    }
}
