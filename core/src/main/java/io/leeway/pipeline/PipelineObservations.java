package io.leeway.pipeline;

import io.leeway.evaluation.Evaluation;
import io.leeway.evaluation.Metric;
import io.leeway.observation.Activity;
import io.leeway.observation.Observed;
import java.util.Locale;

/** Describes what an observer of a {@link Pipeline} sees. The steps of a run are children of the run. */
public final class PipelineObservations {
    /** The tag with the name of the model. */
    public static final String MODEL = "model";

    /** The tag with the name of the candidate; of registered models, their alias. */
    public static final String CANDIDATE = "candidate";

    /** The detail with the number of a registered version. */
    public static final String VERSION = "version";

    /** The detail with the number of rows that were trained on, or evaluated. */
    public static final String ROWS = "rows";

    /** The detail with the explanation of the result. */
    public static final String EXPLANATION = "explanation";

    /** The detail with the metric that ranks candidates. */
    public static final String METRIC = "metric";

    /** The outcome of a training. */
    public static final String TRAINED = "trained";

    /** The outcome of an evaluation after which all gates passed, and of one without gates. */
    public static final String PASSED = "passed";

    /** The outcome of an evaluation after which a gate did not pass. */
    public static final String REJECTED = "rejected";

    /** The outcome of the evaluation of a registered model, which passes no gates. */
    public static final String BASELINE = "baseline";

    /** The outcome of the registration, if it wrote a version. */
    public static final String REGISTERED = "registered";

    /** The outcome of the registration, if there was no registry, or a rejected candidate was not kept. */
    public static final String SKIPPED = "skipped";

    /** The outcome of a promotion. */
    public static final String PROMOTED = "promoted";

    /** One run; its outcome is its status: {@code promotable}, {@code rejected} or {@code invalid_data}. */
    public static final Activity RUN = Activity.of(
                    "leeway.pipeline.run", "Rows are validated, candidates trained, evaluated, gated and registered")
            .tags(MODEL)
            .details(ROWS, VERSION, EXPLANATION);

    /** The training of one candidate. */
    public static final Activity TRAIN = Activity.of("leeway.pipeline.train", "A candidate is trained")
            .tags(MODEL, CANDIDATE)
            .details(ROWS);

    /** The evaluation of one candidate, its gates included, or of a registered model to compare with. */
    public static final Activity EVALUATE = Activity.of(
                    "leeway.pipeline.evaluate", "A candidate, or a registered model, is evaluated on held-out rows")
            .tags(MODEL, CANDIDATE)
            .details(ROWS, METRIC, EXPLANATION);

    /** The registration of the best candidate. */
    public static final Activity REGISTER = Activity.of("leeway.pipeline.register", "The best candidate is registered")
            .tags(MODEL, CANDIDATE)
            .details(VERSION);

    /** A promotion by {@link Pipeline#promote}. */
    public static final Activity PROMOTE = Activity.of(
                    "leeway.pipeline.promote", "The alias is moved to the winner of a run")
            .tags(MODEL)
            .details(VERSION, EXPLANATION);

    private PipelineObservations() {}

    static Observed evaluated(Plan<?, ?> plan, Evaluation evaluation, Observed observed) {
        Metric metric = plan.primary();
        return observed.put(ROWS, evaluation.rows())
                .put(METRIC, String.format(Locale.ROOT, "%s %.4f", metric.name(), metric.value(evaluation)));
    }
}
