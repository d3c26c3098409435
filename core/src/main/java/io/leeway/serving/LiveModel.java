package io.leeway.serving;

import io.leeway.adaptation.AdaptationStanding;
import io.leeway.adaptation.AnyAdapter;
import io.leeway.adaptation.Revision;
import io.leeway.observation.Activity;
import io.leeway.observation.Observer;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import io.leeway.schema.Feature;
import io.leeway.schema.RowCells;
import io.leeway.schema.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.tribuo.Output;
import org.tribuo.classification.Label;
import org.tribuo.regression.Regressor;

/**
 * Serves the version of a model that an alias names, records its predictions with a monitor, and switches to another
 * version while other threads continue to predict.
 *
 * <pre>{@code
 * LiveModel<Flight, Label> live = LiveModel.classification(schema, registry, "flight-delay", "champion")
 *     .monitor(monitor)
 *     .build();
 * Label answer = live.predict(flight);
 * live.refresh();        // after the alias moved, forwards or back
 * }</pre>
 *
 * <p>Each prediction is made by a single version: the model and its number are read together, by one volatile read. A
 * prediction that started before a swap is completed by the version that it started with; no prediction waits or is
 * lost. To roll back, call {@link #rollBack}, or move the alias in the registry and call {@link #refresh()} in the
 * process that serves the model.
 *
 * <p>With a log of feedback and an adaptation, an answer is the version's, corrected by what late labels say:
 *
 * <pre>{@code
 * LiveModel<Flight, Label> live = LiveModel.classification(schema, registry, "flight-delay", "champion")
 *     .monitor(monitor)
 *     .feedback(feedback)
 *     .adaptation(Adaptation.standard())
 *     .build();
 * Answer<Label> answer = live.answer(flight);      // version 7, revision 1204: enough to compute it again
 * feedback.label(flight.id(), late);               // joins, measures, adapts
 * }</pre>
 *
 * <p>A version may have any {@link io.leeway.model.ModelFormat}, which is stored in its metadata. If its structure
 * allows it, a model is compiled to flat arrays when it is loaded, and verified against the predictions of its own
 * runtime on synthetic rows; otherwise, or if the verification fails, the runtime predicts. {@link #howServed()}
 * describes which of the two applies, and why.
 *
 * <p>A missing number (NaN) or category (null) is missing for the model too. A category that did not occur in the
 * training data has no effect in a linear model, and is counted by {@link #unseenCategories()}.
 *
 * <p>Safe for use by several threads. {@link #score} allocates nothing when the model is compiled; no prediction takes a lock.
 *
 * @param <R> the type of rows
 * @param <T> {@link Label} for a classifier, {@link Regressor} for a regressor
 */
public final class LiveModel<R, T extends Output<T>> implements Predictor<R, T>, AutoCloseable {

    private final String name;
    private final String alias;
    private final List<Feature<R>> features;
    private final UnseenCounts unseen;
    private final VersionSwitch<R, T> versions;
    private final Responder<R, T> responder;
    private final LiveVersion<R, T> live;

    /** Null if nobody observes. */
    private final @Nullable Observer observer;

    private final Activity predict;
    private final Activity predictAll;
    final LiveModelCounts counts;

    LiveModel(LiveModelBuilder<R, T> builder) {
        this.name = builder.name;
        this.alias = builder.alias;
        this.features = builder.schema.features();
        this.unseen = new UnseenCounts(features);
        this.versions = new VersionSwitch<>(builder, unseen);
        this.responder = versions.responder();
        this.live = responder.live();
        this.observer = builder.observer == Observer.NONE ? null : builder.observer;
        this.predict = LiveModelObservations.about(name, alias, LiveModelObservations.PREDICT);
        this.predictAll = LiveModelObservations.about(name, alias, LiveModelObservations.PREDICT_ALL);
        this.counts = versions.counts();
    }

    /**
     * Serves a classifier.
     *
     * @param <R> the type of rows
     * @param schema the schema that reads rows; the one that the model was trained with
     * @param registry where versions are
     * @param name the model's name there
     * @param alias which version to serve, such as {@code champion}
     * @return a builder, whose {@link LiveModelBuilder#build()} loads the model
     */
    public static <R> LiveModelBuilder<R, Label> classification(
            Schema<R> schema, ModelRegistry registry, String name, String alias) {
        return new LiveModelBuilder<>(schema, registry, name, alias, Loader.ofClassifiers(schema));
    }

    /**
     * Serves a regressor of one number.
     *
     * @param <R> the type of rows
     * @param schema the schema that reads rows; the one that the model was trained with
     * @param registry where versions are
     * @param name the model's name there
     * @param alias which version to serve, such as {@code champion}
     * @return a builder, whose {@link LiveModelBuilder#build()} loads the model
     */
    public static <R> LiveModelBuilder<R, Regressor> regression(
            Schema<R> schema, ModelRegistry registry, String name, String alias) {
        return new LiveModelBuilder<>(schema, registry, name, alias, Loader.ofRegressors(schema));
    }

    List<Feature<R>> features() {
        return features;
    }

    /** Returns the time since the alias was moved to the version that is live, by the clock of this object. */
    Duration age() {
        return Duration.between(since(), versions.now());
    }

    /** Counts the unseen categories of one feature. */
    long unseenCategoriesOf(Feature<?> feature) {
        return unseen.of(feature.index());
    }

    /**
     * Predicts for a row and records the prediction with the monitor.
     *
     * @param row the row; missing values and unseen categories are allowed
     * @return for a classifier the most probable label with its probability, for a regressor the number
     * @throws InvalidRowException if the row is null
     */
    @Override
    public T predict(R row) {
        return answer(row).output();
    }

    /**
     * Predicts for a row, records the prediction with the monitor, and returns it with the version that made it.
     *
     * @param row the row; missing values and unseen categories are allowed
     * @return output, score and version, all of one model
     * @throws InvalidRowException if the row is null
     */
    public Answer<T> answer(R row) {
        return observer == null
                ? responder.answer(row, null)
                : observer.observe(predict, observed -> responder.answer(row, observed));
    }

    /**
     * Scores a row and records the score with the monitor.
     *
     * @param row the row; missing values and unseen categories are allowed
     * @return the probability of the positive class, in [0, 1], or the predicted number
     * @throws InvalidRowException if the row is null
     */
    public double score(R row) {
        return observer == null
                ? responder.score(row, null)
                : observer.observe(predict, observed -> responder.score(row, observed));
    }

    /**
     * Returns what scores rows that were read already, by the version that is served now: {@code monitor.prices(live::over)}. Its scores are those of the champion, without
     * an adaptation; they are neither recorded nor counted, and fail once the version was replaced.
     *
     * @param cells reads cells as the model's own schema reads rows
     * @return the scores
     * @throws IllegalStateException if the model reads rows itself
     */
    public ToDoubleFunction<RowCells> over(Schema<RowCells> cells) {
        return live.served().model().over(cells);
    }

    /**
     * Predicts for many rows by one version, in one call of the model if that is faster, and records each prediction
     * with the monitor.
     *
     * @param rows the rows; missing values and unseen categories are allowed
     * @return one prediction for each row, in the order of the rows
     * @throws InvalidRowException if a row is null; no prediction is made then
     */
    public List<T> predictAll(List<? extends R> rows) {
        Responder.Batch<R, T> batch = batch(rows);
        List<T> outputs = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            outputs.add(batch.output(i));
        }
        return outputs;
    }

    /**
     * Scores many rows by one version, in one call of the model if that is faster, and records each score with the
     * monitor.
     *
     * @param rows the rows; missing values and unseen categories are allowed
     * @return one score for each row, in the order of the rows: the probability of the positive class, or the predicted
     *     number
     * @throws InvalidRowException if a row is null; no prediction is made then
     */
    public double[] scoreAll(List<? extends R> rows) {
        return batch(rows).eachScore();
    }

    private Responder.Batch<R, T> batch(List<? extends R> rows) {
        return observer == null
                ? responder.batch(rows, null)
                : observer.observe(
                        predictAll,
                        observed -> responder.batch(rows, observed.put(LiveModelObservations.ROWS, rows.size())));
    }

    /**
     * Reads the alias again and, if it names another version, loads that version and switches to it. Before that, a replica that follows loads the newest revision, and
     * one with a {@linkplain LiveModelBuilder#lease lease} takes it again, or takes over.
     *
     * <p>The new model is read and verified before anything changes: if that fails, the current version remains live.
     * Several threads may call this method; one at a time does the work.
     *
     * @return the swap, or empty if the alias names the version that is live already
     * @throws io.leeway.registry.RegistryException if the alias is gone, or the registry fails or is damaged
     * @throws io.leeway.model.ModelException if the bytes are not a model, or a model of another kind
     */
    public Optional<Swap> refresh() {
        return versions.refresh();
    }

    /**
     * Moves the alias from the current version to another, and switches to that one.
     *
     * <p>The other version is first read, verified and compiled; then the alias is moved by compare-and-set; then it
     * becomes live. If any of these steps fails, the alias and the current version remain unchanged.
     *
     * @param version the number of the version to switch to
     * @param reason the reason, for the audit trail
     * @return the swap
     * @throws io.leeway.registry.AliasConflictException if somebody else moved the alias meanwhile; {@link #refresh()} follows it
     * @throws io.leeway.registry.RegistryException if there is no such version, or the registry fails or is damaged
     * @throws io.leeway.model.ModelException if the bytes are not a model, or a model of another kind
     */
    public Swap switchTo(int version, String reason) {
        return versions.switchTo(version, reason);
    }

    /**
     * Switches to another version like {@link #switchTo(int, String)}, but only if an expected version is live. Use
     * this if the decision to switch depends on the current version: it fails if another version is live.
     *
     * @param expected the number of the version to replace
     * @param version the number of the version to switch to
     * @param reason the reason, for the audit trail
     * @return the swap
     * @throws io.leeway.registry.AliasConflictException if another version than the expected one is live or is named by
     *     the alias
     * @throws io.leeway.registry.RegistryException if there is no such version, or the registry fails or is damaged
     * @throws io.leeway.model.ModelException if the bytes are not a model, or a model of another kind
     */
    public Swap switchTo(int expected, int version, String reason) {
        return versions.switchTo(expected, version, reason);
    }

    /**
     * Moves the alias back to the version that it named before its last move, and switches to that one.
     *
     * @param reason the reason, for the audit trail
     * @return the swap, or empty if the alias named no other version before
     * @throws io.leeway.registry.AliasConflictException if somebody else moved the alias meanwhile
     * @throws io.leeway.registry.RegistryException if the registry fails or is damaged
     * @throws io.leeway.model.ModelException if the bytes are not a model, or a model of another kind
     */
    public Optional<Swap> rollBack(String reason) {
        return versions.rollBack(reason);
    }

    /**
     * Returns the version that is live.
     *
     * @return the version
     */
    public ModelVersion version() {
        return live.served().version();
    }

    /**
     * Returns since when the alias names the version that is live.
     *
     * @return the time of the move of the alias, by the registry's clock
     */
    public Instant since() {
        return live.served().since();
    }

    /**
     * Returns whether the version that is live was compiled to flat arrays.
     *
     * @return false if the model's own runtime predicts
     */
    public boolean isCompiled() {
        return live.served().model().scorer().path().compiled();
    }

    /**
     * Describes how the version that is live predicts.
     *
     * @return one line: from flat arrays, or by the model's own runtime and the reason
     */
    public String howServed() {
        return live.served().model().scorer().path().description();
    }

    /**
     * Returns the model's name in the registry.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Returns the alias whose version is served.
     *
     * @return the alias
     */
    public String alias() {
        return alias;
    }

    /**
     * Returns the number of values with categories that did not occur in the training data, since this object was
     * built.
     *
     * @return counts above zero, by the name of the feature
     */
    public Map<String, Long> unseenCategories() {
        return unseen.counts();
    }

    /**
     * Returns the number of predictions that the monitor could not record, for example because the row has no id, since
     * this object was built. The first one is logged with the reason.
     *
     * @return the count
     */
    public long unrecorded() {
        return responder.unrecorded();
    }

    /**
     * Returns the number of predictions of each version, since this object was built.
     *
     * @return counts by the number of the version, including loaded versions without predictions
     */
    public SortedMap<Integer, Long> answersByVersion() {
        return versions.answersByVersion();
    }

    /**
     * Returns what the adaptation has achieved so far.
     *
     * @return losses and weights; empty without an adaptation
     */
    public Optional<AdaptationStanding> adaptation() {
        return Optional.ofNullable(live.adapter()).map(AnyAdapter::standing);
    }

    /**
     * Returns whether labels teach in this process.
     *
     * @return false without an adaptation, and while another process learns
     */
    public boolean learns() {
        return live.learns();
    }

    /**
     * Returns what freezes, resets and switches the adaptation.
     *
     * @return the control; empty without an adaptation, or if its {@linkplain LiveModelBuilder#revisions revisions} are not committed
     */
    public Optional<AdaptationControl> adaptationControl() {
        return Optional.ofNullable(live.keeper()).map(AdaptationControl::new);
    }

    /**
     * Returns the newest revision of the adaptation.
     *
     * @return the revision; empty without an adaptation
     */
    public Optional<Revision> revision() {
        return Optional.ofNullable(live.served().revision());
    }

    /**
     * Stops learning, and releases memory outside the heap; needed with a log of feedback, and for formats such as ONNX. Predictions that have started are
     * completed, later ones fail. Closing twice is allowed.
     */
    @Override
    public void close() {
        versions.close();
    }

    @Override
    public String toString() {
        Served<R, T> now = live.served();
        return name + "/" + alias + ": version " + now.number() + ", "
                + now.model().scorer().path();
    }
}
