package io.leeway.monitoring;

import io.leeway.monitoring.performance.LabelledReference;
import io.leeway.monitoring.performance.ScoredRows;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.variation.NaturalVariation;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ModelMonitor} compares rows with: a reference, and those of versions that have their own.
 *
 * @param <R> the type of a row
 */
abstract class MonitorReferences<R> extends MonitorInput<R> {
    final MonitorOptions<R> options;
    final Blocking blocking;

    MonitorReferences(MonitorOptions<R> options, @Nullable CheckpointFiles files) {
        super(options, files);
        this.options = options;
        blocking = options.blocking();
    }

    /**
     * Returns the profile of the current reference, that of the version in charge.
     *
     * @return the profile; empty if there is no reference
     */
    public Optional<Profile> reference() {
        return Optional.ofNullable(looks.referenceInCharge().profile());
    }

    /**
     * Returns what the blocks of the current reference differ by, which windows are judged by.
     *
     * @return the variation; empty if windows are not judged by it
     */
    public Optional<NaturalVariation> variation() {
        return Optional.ofNullable(looks.referenceInCharge().variation());
    }

    /**
     * Replaces the reference that later windows are compared with, whatever version rows name; versions that were {@linkplain #addVersion added} are forgotten. The open
     * window is closed first and compared with the previous reference. Where rows name the versions that answered them, rather add the new one.
     *
     * @param reference a profile of the schema's features and, if predictions are to be compared, of {@code "prediction"}
     * @throws IllegalArgumentException if it lacks a feature or has it of another type
     */
    public void rebase(Profile reference) {
        replace(Reference.of(layout, blocking, reference));
    }

    /**
     * Replaces the reference by rows and their predictions, which later windows are compared with exactly. The open
     * window is closed first and compared with the previous reference.
     *
     * @param reference the rows
     * @param score what the monitored model predicts for a row
     */
    public void rebase(Iterable<R> reference, ToDoubleFunction<? super R> score) {
        rebaseVectors(reference, row -> new double[] {score.applyAsDouble(row)});
    }

    /**
     * Replaces the reference by rows and their predictions of several numbers, like {@link #rebase(Iterable, ToDoubleFunction)}.
     *
     * @param reference the rows
     * @param score what the monitored model predicts for a row, see {@link #record(Object, double[])}
     */
    public void rebaseVectors(Iterable<R> reference, Function<? super R, double[]> score) {
        replace(options.kept(Reference.of(layout, blocking, reference, score)));
    }

    private void replace(Reference reference) {
        recorder.rebase(reference);
        looks.look();
        looks.forgetVersions();
        continuation.save();
    }

    /**
     * Gives a version a reference of its own, for example before it is promoted or answers as a canary: rows that name it are evaluated by themselves from now on, wherever they
     * stand among those of others. A window in which rows of several versions came has a {@linkplain MonitoringSnapshot#version() result} for each, that of the version
     * {@linkplain #putInCharge in charge} last; they share the window's part of the alarm budget in proportion to their rows. Labels count to the version that their row names.
     * Rows of versions that were not added are evaluated together and compared with the reference of the builder, or of the last {@link #rebase}. No window is cut.
     *
     * <p>The newest 8 versions are kept; rows of others then count to those without a reference of their own. Adding a version again replaces its reference and forgets its labels.
     * Each takes 32 bytes for each labelled row that is kept, see {@link ModelMonitor#performance}.
     *
     * @param version the version, at least 1
     * @param reference a profile of the schema's features and, if predictions are to be compared, of {@code "prediction"}
     * @throws IllegalArgumentException if the version is below 1, or the reference lacks a feature or has it of another type
     */
    public void addVersion(long version, Profile reference) {
        looks.add(Versions.checked(version), Reference.of(layout, blocking, reference));
    }

    /**
     * Gives a version a reference of its own, like {@link #addVersion(long, Profile)}, of rows and their predictions.
     *
     * @param version the version, at least 1
     * @param reference the rows
     * @param score what the version predicts for a row, see {@link #record(Object, double[])}; one number for predictions of one
     * @throws IllegalArgumentException if the version is below 1
     */
    public void addVersion(long version, Iterable<R> reference, Function<? super R, double[]> score) {
        looks.add(Versions.checked(version), options.kept(Reference.of(layout, blocking, reference, score)));
    }

    /**
     * Says which version answers from now on. Rows that name none count to it; incidents are those of its rows, and {@link ModelMonitor#performance}, {@link ModelMonitor#harm} and
     * {@link #reference} are about it. A live model calls it when it loads a version.
     *
     * @param version the version; if it was not {@linkplain #addVersion added}, it is one of those that have no reference of their own
     */
    public void putInCharge(long version) {
        looks.putInCharge(version);
    }

    /**
     * Returns which version is in charge.
     *
     * @return the version; 0 if {@link #putInCharge} was not called
     */
    public long inCharge() {
        return recorder.inCharge();
    }

    /**
     * Returns the versions whose rows are evaluated by themselves.
     *
     * @return those that were {@linkplain #addVersion added}, in that order
     */
    public List<Long> versions() {
        return looks.added().stream().map(Versions.Added::version).toList();
    }

    /**
     * Replaces the labelled rows that estimates and harm are measured against, after a new model was promoted; call it after {@link #rebase}. Rows that were predicted before
     * are not measured any more. It is about the version in charge.
     *
     * @param rows rows with labels, and what the model predicts for them
     * @throws IllegalArgumentException if they are of another kind of prediction, or too few
     */
    public void labelledReference(ScoredRows rows) {
        labelledReference(recorder.inCharge(), rows);
    }

    /**
     * Replaces the labelled rows that estimates and harm of a version are measured against; call it after {@link #addVersion}.
     *
     * @param version the version
     * @param rows rows with labels, and what it predicts for them
     * @throws IllegalArgumentException if they are of another kind of prediction, or too few
     */
    public void labelledReference(long version, ScoredRows rows) {
        looks.measureAgainst(version, LabelledReference.of(rows));
    }

    /**
     * Returns whether estimates or harm are measured against labelled rows.
     *
     * @return true if {@link #labelledReference} makes a difference
     */
    public boolean measuresAgainstLabels() {
        return options.isEstimated || !Double.isNaN(options.harmTolerance);
    }
}
