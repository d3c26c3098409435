package io.leeway.model;

/** The keys under which a pipeline keeps what a model is in its version's metadata. */
public final class ModelMetadata {
    /** {@link ModelKind}, by name. */
    public static final String KIND = "leeway.kind";

    /** The name of the {@link ModelFormat} that reads the bytes; {@link ModelFormats#DEFAULT} where there is none. */
    public static final String FORMAT = "leeway.format";

    /** The class whose probability is the score of a classifier. */
    public static final String POSITIVE_CLASS = "leeway.positive-class";

    /** The fingerprint of the schema that the model was trained with. */
    public static final String SCHEMA = "leeway.schema";

    /** {@link #PASSED} or {@link #REJECTED}. */
    public static final String STATUS = "leeway.status";

    /** The status of a model that passed all gates. */
    public static final String PASSED = "passed";

    /** The status of a model that some gate held back; the gates' results in its lineage say why. */
    public static final String REJECTED = "rejected";

    /** The candidate's name in its pipeline. */
    public static final String CANDIDATE = "leeway.candidate";

    /** The seed of the run. */
    public static final String SEED = "leeway.seed";

    /** How many rows were held out for the evaluation. */
    public static final String HOLD_OUT_ROWS = "leeway.hold-out.rows";

    /** Whether the model was trained again on all rows after it had won. */
    public static final String REFITTED = "leeway.refitted";

    /** All candidates of the run, one a line, with the primary metric and whether it passed. */
    public static final String CANDIDATES = "leeway.candidates";

    /** What else is worth knowing about the run, one note a line. */
    public static final String NOTES = "leeway.notes";

    private ModelMetadata() {}
}
