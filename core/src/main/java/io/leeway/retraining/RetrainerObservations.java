package io.leeway.retraining;

import io.leeway.observation.Activity;

/**
 * Describes what an observer of a {@link Retrainer} sees. The run of the pipeline and the swap of the live model are
 * children of the tick, if pipeline and live model have the same observer. The listener is notified within it.
 */
public final class RetrainerObservations {
    /** The tag with the name of the model. */
    public static final String MODEL = "model";

    /** The tag with the alias whose version is replaced. */
    public static final String ALIAS = "alias";

    /** The detail with the number of the version that is live after the tick. */
    public static final String VERSION = "version";

    /** The detail with the explanation of the outcome. */
    public static final String EXPLANATION = "explanation";

    /**
     * One tick; its outcome is its status: {@code held}, {@code promoted}, {@code rejected}, {@code overtaken},
     * {@code failed} or {@code busy}.
     */
    public static final Activity TICK = Activity.of(
                    "leeway.retrainer.tick",
                    "The policy is evaluated; if it decides so, a challenger is trained and promoted")
            .tags(MODEL, ALIAS)
            .details(VERSION, EXPLANATION);

    private RetrainerObservations() {}
}
