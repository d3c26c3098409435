package io.leeway.retraining;

import io.leeway.pipeline.PipelineRun;
import io.leeway.retraining.RetrainerState.Tenure;

/** What a retrainer needs of whatever watches the served model. */
interface Watch {

    /** Adds what is known of the model that answers to signals that hold the time. */
    Signals observe(Signals at, Tenure tenure);

    /** How many labels found their prediction so far. */
    long labels();

    /** The number of the newest window, 0 before the first. */
    long window();

    /** Compare the rows that a version will answer with those that it came from. */
    void expect(PipelineRun<?, ?> run, int version);

    /** A version answers from now on. */
    void serves(int version);
}
