package io.leeway.testing;

import io.leeway.data.Rows;
import io.leeway.monitoring.drift.DriftDetector;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.Profiler;
import io.leeway.monitoring.quality.Expectation;
import io.leeway.schema.Schema;

/**
 * Assertions about rows, by their profile.
 *
 * @param <R> the type of rows
 */
public final class RowsAssert<R> {
    private final Schema<R> schema;
    private final ProfileAssert profile;

    RowsAssert(Rows<R> rows, Schema<R> schema) {
        this(schema, new ProfileAssert(Profiler.of(schema).addAll(rows).profile()));
    }

    private RowsAssert(Schema<R> schema, ProfileAssert profile) {
        this.schema = schema;
        this.profile = profile;
    }

    /**
     * Chooses how drift is looked for.
     *
     * @param detector the detector; by default one that takes the population stability index
     * @return an assertion that uses it
     */
    public RowsAssert<R> using(DriftDetector detector) {
        return new RowsAssert<>(schema, profile.using(detector));
    }

    /**
     * Asserts that no feature drifted. Too few rows to tell is a failure too.
     *
     * @param reference what is normal, such as a run's training profile
     * @return this assertion
     */
    public RowsAssert<R> hasNoDriftAgainst(Profile reference) {
        profile.hasNoDriftAgainst(reference);
        return this;
    }

    /**
     * Asserts that no feature drifted. Too few rows to tell is a failure too.
     *
     * @param reference rows that are normal
     * @return this assertion
     */
    public RowsAssert<R> hasNoDriftAgainst(Rows<R> reference) {
        return hasNoDriftAgainst(Profiler.of(schema).addAll(reference).profile());
    }

    /**
     * Asserts that the rows are as expected.
     *
     * @param expectations what they must look like
     * @return this assertion
     */
    public RowsAssert<R> meets(Expectation... expectations) {
        profile.meets(expectations);
        return this;
    }
}
