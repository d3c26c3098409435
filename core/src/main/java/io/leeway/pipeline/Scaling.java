package io.leeway.pipeline;

/** Whether numeric features are standardised (mean 0, standard deviation 1) before a candidate is trained. */
public enum Scaling {
    /**
     * Standardised for the linear trainers and Tribuo's other gradient descent trainers, which need it; unchanged for all
     * others. The default.
     */
    AS_THE_TRAINER_NEEDS,
    /** Standardised by the mean and standard deviation of the training rows, which become part of the model. */
    STANDARDIZED,
    /** Unchanged. */
    RAW
}
