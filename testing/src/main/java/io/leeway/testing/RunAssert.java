package io.leeway.testing;

import io.leeway.pipeline.PipelineRun;
import org.assertj.core.api.AbstractAssert;

/** Assertions about a run of a pipeline. */
public final class RunAssert extends AbstractAssert<RunAssert, PipelineRun<?, ?>> {

    RunAssert(PipelineRun<?, ?> actual) {
        super(actual, RunAssert.class);
    }

    /**
     * Asserts that a challenger passed all gates.
     *
     * @return this assertion
     */
    public RunAssert isPromotable() {
        return hasStatus(PipelineRun.Status.PROMOTABLE);
    }

    /**
     * Asserts that every candidate was held back.
     *
     * @return this assertion
     */
    public RunAssert isRejected() {
        return hasStatus(PipelineRun.Status.REJECTED);
    }

    /**
     * Asserts that the rows were refused.
     *
     * @return this assertion
     */
    public RunAssert hasInvalidData() {
        return hasStatus(PipelineRun.Status.INVALID_DATA);
    }

    private RunAssert hasStatus(PipelineRun.Status expected) {
        isNotNull();
        if (actual.status() != expected) {
            failWithMessage("%nExpected the run to be %s, but it is %s:%n%n%s", expected, actual.status(), actual);
        }
        return this;
    }
}
