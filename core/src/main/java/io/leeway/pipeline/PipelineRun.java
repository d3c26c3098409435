package io.leeway.pipeline;

import io.leeway.card.ModelCard;
import io.leeway.card.Purpose;
import io.leeway.evaluation.Evaluation;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.quality.DataQualityReport;
import io.leeway.registry.ModelVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tribuo.Output;

/**
 * The result of a run. It prints as a table of at most 80 columns.
 *
 * @param <R> the type of rows
 * @param <T> {@code Label} or {@code Regressor}
 * @param pipeline the pipeline's name, which is the model's
 * @param started when it started, by the pipeline's clock
 * @param status the status
 * @param explanation the explanation in one sentence
 * @param quality the result of the validation
 * @param trainingRows the number of training rows
 * @param holdOutRows the number of held-out rows
 * @param candidates the candidates in the order of the pipeline, empty if the validation failed
 * @param challenger the best of those that passed, or else the best of all; empty if the validation failed
 * @param champion the version that the alias named when the run started
 * @param championEvaluation the evaluation of the champion on the held-out rows, if there is one
 * @param version the registered version: the winner, or the rejected challenger
 * @param trainingProfile the profile of the training rows; of all rows, if the validation failed
 * @param holdOutProfile the profile of the held-out rows and, as {@code prediction}, of the challenger's scores: a
 *     reference with which a monitor compares predictions too; without features, if the validation failed
 * @param notes further notes
 * @param purpose what the pipeline declares that the model is for; the success criteria are among the gates
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
        List<String> notes,
        Purpose purpose) {
    /** The status of a run. */
    public enum Status {
        /** The challenger passed all gates and may be promoted. */
        PROMOTABLE,
        /** No candidate passed all gates. */
        REJECTED,
        /** The validation of the rows failed, so nothing was trained. */
        INVALID_DATA
    }

    /**
     * Copies the lists.
     *
     * @param pipeline the pipeline's name
     * @param started when it started
     * @param status the status
     * @param explanation the explanation
     * @param quality the result of the validation
     * @param trainingRows the number of training rows
     * @param holdOutRows the number of held-out rows
     * @param candidates the candidates
     * @param challenger the best of them
     * @param champion the version that the alias named
     * @param championEvaluation the evaluation of the champion
     * @param version the registered version
     * @param trainingProfile the profile of the training rows
     * @param holdOutProfile the profile of the held-out rows
     * @param notes further notes
     * @param purpose what the model is for
     */
    public PipelineRun {
        candidates = List.copyOf(candidates);
        notes = List.copyOf(notes);
    }

    /**
     * Returns the candidate that may be promoted.
     *
     * @return the challenger if it passed, otherwise empty
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

    /**
     * Returns the card of the registered version. It has no history yet: {@link ModelCard#of(io.leeway.registry.ModelRegistry, String, int)}
     * returns the same card with that.
     *
     * @return the card; empty if no version was registered
     */
    public Optional<ModelCard> card() {
        return version.map(ModelCard::of);
    }

    @Override
    public String toString() {
        return RunTable.of(this);
    }
}
