package io.leeway.pipeline;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the configuration of a pipeline is invalid, or its rows cannot be trained on. Nothing was registered.
 */
public final class PipelineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The kind of problem. */
    public enum Problem {
        /** The schema declares no response, or one that is not a number for a regression. */
        NO_RESPONSE,
        /** The pipeline has no candidate. */
        NO_CANDIDATES,
        /** Two candidates have the same name. */
        DUPLICATE_CANDIDATE,
        /** There are no rows, or too few to hold some out. */
        NO_ROWS,
        /** A row is null. */
        NULL_ROW,
        /** All training rows are of one class. */
        ONE_CLASS,
        /** No training row is of the positive class. */
        NO_POSITIVE_CLASS,
        /** No training row has a value of a feature. */
        EMPTY_FEATURE,
        /** A feature has an infinite value. */
        INFINITE_VALUE,
        /** Rows have no response value. */
        MISSING_RESPONSE,
        /** A trainer needs an artifact that the application has to add. */
        MISSING_ARTIFACT,
        /** A trainer failed. */
        TRAINING_FAILED,
        /** A candidate's model cannot be read, or does not fit the pipeline. */
        MODEL_REFUSED,
        /** A run cannot be promoted because it did not pass or has no registry. */
        NOT_PROMOTABLE
    }

    /** The kind of problem. */
    private final Problem problem;

    /** The feature, candidate, class or artifact concerned. */
    private final @Nullable String subject;

    PipelineException(Problem problem, @Nullable String subject, String message) {
        super(message);
        this.problem = problem;
        this.subject = subject;
    }

    PipelineException(Problem problem, @Nullable String subject, String message, Throwable cause) {
        super(message, cause);
        this.problem = problem;
        this.subject = subject;
    }

    /**
     * Returns the kind of problem.
     *
     * @return the problem
     */
    public Problem problem() {
        return problem;
    }

    /**
     * Returns the feature, candidate, class or artifact concerned.
     *
     * @return its name, empty if there is none
     */
    public Optional<String> subject() {
        return Optional.ofNullable(subject);
    }
}
