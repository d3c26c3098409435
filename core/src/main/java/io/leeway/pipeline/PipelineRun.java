package io.leeway.pipeline;

import io.leeway.evaluation.Evaluation;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.quality.DataQualityReport;
import io.leeway.registry.ModelVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tribuo.Output;

/**
 * What came of a run. Prints as a table of at most 80 columns.
 *
 * @param <R> the type of rows
 * @param <T> {@code Label} or {@code Regressor}
 * @param pipeline the pipeline's name, which is the model's
 * @param started when it began, by the pipeline's clock
 * @param status what follows
 * @param explanation why, in one sentence
 * @param quality what the validation found
 * @param trainingRows how many rows were trained on
 * @param holdOutRows how many rows were held out
 * @param candidates the candidates in the order of the pipeline, empty if the rows were refused
 * @param challenger the best of those that passed, or else the best of all; empty if the rows were refused
 * @param champion the version that the alias named when the run began
 * @param championEvaluation how the champion did on the rows held out, if there is one
 * @param version what was registered: the winner, or the rejected challenger that is kept with its reasons
 * @param trainingProfile the profile of the training rows; of all rows, if they were refused
 * @param holdOutProfile the profile of the rows held out and, as {@code prediction}, of the challenger's scores of them: a reference by
 *     which a monitor compares predictions too; without features, if the rows were refused
 * @param notes what else is worth knowing
 */
public record PipelineRun<R, T extends Output<T>>(
        String pipeline,
        Instant started,
        Status status,
        String explanation,
        DataQualityReport quality,
        int trainingRows,
        int holdOutRows,
        List<Candidate<R, T>> candidates,
        Optional<Candidate<R, T>> challenger,
        Optional<ModelVersion> champion,
        Optional<Evaluation> championEvaluation,
        Optional<ModelVersion> version,
        Profile trainingProfile,
        Profile holdOutProfile,
        List<String> notes) {
    /** What follows from a run. */
    public enum Status {
        /** The challenger passed all gates and may be promoted. */
        PROMOTABLE,
        /** No candidate passed all gates. */
        REJECTED,
        /** The rows did not meet the expectations, so nothing was trained. */
        INVALID_DATA
    }

    /**
     * Copies the lists.
     *
     * @param pipeline the pipeline's name
     * @param started when it began
     * @param status what follows
     * @param explanation why
     * @param quality what the validation found
     * @param trainingRows how many rows were trained on
     * @param holdOutRows how many rows were held out
     * @param candidates the candidates
     * @param challenger the best of them
     * @param champion the version that the alias named
     * @param championEvaluation how the champion did
     * @param version what was registered
     * @param trainingProfile the profile of the training rows
     * @param holdOutProfile the profile of the rows held out
     * @param notes what else is worth knowing
     */
    public PipelineRun {
        candidates = List.copyOf(candidates);
        notes = List.copyOf(notes);
    }

    /**
     * Returns the candidate that may be promoted.
     *
     * @return the challenger if it passed, or else empty
     */
    public Optional<Candidate<R, T>> winner() {
        return status == Status.PROMOTABLE ? challenger : Optional.empty();
    }

    /**
     * Returns a candidate by name.
     *
     * @param name its name in the pipeline
     * @return the candidate
     * @throws IllegalArgumentException if the run has no such candidate
     */
    public Candidate<R, T> candidate(String name) {
        return candidates.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The run has no candidate \"" + name + "\" but "
                        + candidates.stream().map(Candidate::name).toList() + "."));
    }

    @Override
    public String toString() {
        return RunTable.of(this);
    }
}
