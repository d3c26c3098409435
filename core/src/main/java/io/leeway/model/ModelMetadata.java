package io.leeway.model;

/** The keys of the metadata that a pipeline stores with a version. */
public final class ModelMetadata {
    /** {@link ModelKind}, by name. */
    public static final String KIND = "leeway.kind";

    /** The name of the {@link ModelFormat} that reads the bytes; {@link ModelFormats#DEFAULT} if absent. */
    public static final String FORMAT = "leeway.format";

    /** The class whose probability is the score of a classifier. */
    public static final String POSITIVE_CLASS = "leeway.positive-class";

    /** The fingerprint of the schema that the model was trained with. */
    public static final String SCHEMA = "leeway.schema";

    /** {@link #PASSED} or {@link #REJECTED}. */
    public static final String STATUS = "leeway.status";

    /** The status of a model that passed all gates. */
    public static final String PASSED = "passed";

    /** The status of a model that was rejected by a gate; its lineage contains the results of the gates. */
    public static final String REJECTED = "rejected";

    /** The candidate's name in its pipeline. */
    public static final String CANDIDATE = "leeway.candidate";

    /** The seed of the run. */
    public static final String SEED = "leeway.seed";

    /** The number of rows that were held out for the evaluation. */
    public static final String HOLD_OUT_ROWS = "leeway.hold-out.rows";

    /** Whether the model was refitted on all rows after it had been selected. */
    public static final String REFITTED = "leeway.refitted";

    /** All candidates of the run, one on each line, with the primary metric and whether it passed. */
    public static final String CANDIDATES = "leeway.candidates";

    /** Further notes on the run, one on each line. */
    public static final String NOTES = "leeway.notes";

    /** The purpose of the model as JSON, see {@link io.leeway.card.Purpose}; absent if nothing was declared. */
    public static final String PURPOSE = "leeway.purpose";

    /** Columns, intervals of metrics and versions of software as JSON, see {@link io.leeway.card.RunFacts}. */
    public static final String FACTS = "leeway.facts";

    private ModelMetadata() {}
}
