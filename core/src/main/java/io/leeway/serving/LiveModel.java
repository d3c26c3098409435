package io.leeway.serving;

import io.leeway.model.ClosedModelException;
import io.leeway.model.ModelException;
import io.leeway.model.ModelFormats;
import io.leeway.model.TrainedModel;
import io.leeway.registry.Alias;
import io.leeway.registry.AliasConflictException;
import io.leeway.registry.ModelName;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import io.leeway.schema.Feature;
import io.leeway.schema.Schema;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.tribuo.Output;
import org.tribuo.classification.Label;
import org.tribuo.regression.Regressor;

/**
 * Answers rows with the version that an alias names, records them with a monitor, and changes the version while other threads go
 * on asking.
 *
 * <pre>{@code
 * LiveModel<Flight, Label> live = LiveModel.classification(schema, registry, "flight-delay", "champion")
 *     .monitor(monitor)
 *     .build();
 * Label answer = live.predict(flight);
 * live.refresh();        // after the alias moved, forwards or back
 * }</pre>
 *
 * <p>Each answer comes from one version as a whole: the model and its number are read together, by one volatile read. A
 * prediction that began before a swap is finished by the version that it began with; none waits and none is lost. To roll
 * back, call {@link #rollBack}, or move the alias in the registry and call {@link #refresh()} where the model is served.
 *
 * <p>A version may be of any {@link io.leeway.model.ModelFormat}; its metadata name it. Models whose structure allows it are compiled to
 * flat arrays when they are loaded and verified against their own runtime's predictions on synthetic rows; the runtime answers where that
 * fails or the model is another. {@link #howServed()} says which, and why.
 *
 * <p>A missing number (NaN) or category (null) is missing to the model too. A category that training did not see adds nothing to
 * a linear model, and is counted by {@link #unseenCategories()}.
 *
 * <p>Safe for use by several threads. {@link #score} allocates nothing when the model is compiled; no prediction takes a lock.
 *
 * @param <R> the type of rows
 * @param <T> {@link Label} for a classifier, {@link Regressor} for a regressor
 */
public final class LiveModel<R, T extends Output<T>> implements Predictor<R, T>, AutoCloseable {

    private static final Logger LOG = System.getLogger(LiveModel.class.getName());

    private final Loader<R, T> loader;
    private final ModelFormats formats;
    private final String name;
    private final String alias;
    private final ModelRegistry registry;
    private final Clock clock;
    private final Consumer<? super Swap> onSwap;
    private final List<Feature<R>> features;
    private final UnseenCounts unseen;
    private final Responder<R, T> responder;
    private final ConcurrentMap<Integer, LongAdder> answers = new ConcurrentHashMap<>();
    private final ReentrantLock refreshing = new ReentrantLock();
    private boolean closed;

    LiveModel(LiveModelBuilder<R, T> builder) {
        this.loader = builder.loader;
        this.formats = builder.formats;
        this.registry = builder.registry;
        this.name = builder.name;
        this.alias = builder.alias;
        this.clock = builder.clock;
        this.onSwap = builder.onSwap;
        this.features = builder.schema.features();
        this.unseen = new UnseenCounts(features);
        ModelVersion version = registry.resolve(name, alias);
        Served<R, T> first = load(version, AliasHistory.since(registry, version, alias));
        this.responder = new Responder<>(name + "/" + alias, first, unseen, builder.recorder);
        tell(swap(0, first));
    }

    /**
     * Serves a classifier.
     *
     * @param <R> the type of rows
     * @param schema how rows are read; the one that the model was trained with
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
     * @param schema how rows are read; the one that the model was trained with
     * @param registry where versions are
     * @param name the model's name there
     * @param alias which version to serve, such as {@code champion}
     * @return a builder, whose {@link LiveModelBuilder#build()} loads the model
     */
    public static <R> LiveModelBuilder<R, Regressor> regression(
            Schema<R> schema, ModelRegistry registry, String name, String alias) {
        return new LiveModelBuilder<>(schema, registry, name, alias, Loader.ofRegressors(schema));
    }

    private Served<R, T> load(ModelVersion version, Instant since) {
        if (closed) {
            throw new ClosedModelException(name + "/" + alias);
        }
        byte[] bytes = registry.read(version);
        int number = version.number();
        try {
            TrainedModel<R, T> model = loader.load(formats, version, bytes);
            return new Served<>(model, version, number, since, answers.computeIfAbsent(number, key -> new LongAdder()));
        } catch (ModelException e) {
            throw e.about(name + " v" + number);
        }
    }

    List<Feature<R>> features() {
        return features;
    }

    /** Counts the categories of one feature that the model answering had not seen. */
    long unseenCategoriesOf(Feature<?> feature) {
        return unseen.of(feature.index());
    }

    private Swap swap(int from, Served<R, T> to) {
        return new Swap(
                name,
                alias,
                from,
                to.number(),
                clock.instant(),
                to.model().scorer().path().description());
    }

    /**
     * Answers a row and records it with the monitor.
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
     * Answers a row, records it with the monitor, and says which version answered.
     *
     * @param row the row; missing values and unseen categories are allowed
     * @return output, score and version, all of one model
     * @throws InvalidRowException if the row is null
     */
    public Answer<T> answer(R row) {
        return responder.answer(row);
    }

    /**
     * Scores a row and records it with the monitor.
     *
     * @param row the row; missing values and unseen categories are allowed
     * @return the probability of the positive class, in [0, 1], or the predicted number
     * @throws InvalidRowException if the row is null
     */
    public double score(R row) {
        return responder.score(row);
    }

    /**
     * Answers many rows by one version, in one call of the model where that is faster, and records each with the monitor.
     *
     * @param rows the rows; missing values and unseen categories are allowed
     * @return an answer a row, in the order of the rows
     * @throws InvalidRowException if a row is null; none is answered then
     */
    public List<T> predictAll(List<? extends R> rows) {
        Responder.Batch<R, T> batch = responder.batch(rows);
        List<T> outputs = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            outputs.add(batch.model().output(batch.scores(), i));
        }
        return outputs;
    }

    /**
     * Scores many rows by one version, in one call of the model where that is faster, and records each with the monitor.
     *
     * @param rows the rows; missing values and unseen categories are allowed
     * @return a score a row, in the order of the rows: the probability of the positive class, or the predicted number
     * @throws InvalidRowException if a row is null; none is answered then
     */
    public double[] scoreAll(List<? extends R> rows) {
        Responder.Batch<R, T> batch = responder.batch(rows);
        double[] scores = new double[rows.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = batch.model().score(batch.scores(), i);
        }
        return scores;
    }

    /**
     * Reads the alias again and, if it names another version, loads that version and lets it answer from now on.
     *
     * <p>Reads, checks and compares the new model before anything changes: if that fails, the version that answered goes on
     * answering. Several threads may call this; one at a time does the work.
     *
     * @return the change, or empty if the alias names the version that answers already
     * @throws io.leeway.registry.RegistryException if the alias is gone, or the registry fails or is damaged
     * @throws io.leeway.model.ModelException if the bytes are no model, or one of another kind
     */
    public Optional<Swap> refresh() {
        refreshing.lock();
        try {
            ModelVersion wanted = registry.resolve(name, alias);
            if (wanted.number() == responder.served().number()) {
                return Optional.empty();
            }
            return Optional.of(replace(load(wanted, AliasHistory.since(registry, wanted, alias))));
        } finally {
            refreshing.unlock();
        }
    }

    /**
     * Moves the alias from the version that answers now to another, and lets that one answer.
     *
     * <p>The other version is read, checked and compiled first; then the alias is moved by compare-and-set; then the answers
     * change. If any of these fails, the alias and the answers stay as they were.
     *
     * @param version the number of the version that shall answer
     * @param reason why, for the audit trail
     * @return the change
     * @throws io.leeway.registry.AliasConflictException if somebody else moved the alias meanwhile; {@link #refresh()} follows it
     * @throws io.leeway.registry.RegistryException if there is no such version, or the registry fails or is damaged
     * @throws io.leeway.model.ModelException if the bytes are no model, or one of another kind
     */
    public Swap switchTo(int version, String reason) {
        refreshing.lock();
        try {
            return switchTo(responder.served().number(), version, reason);
        } finally {
            refreshing.unlock();
        }
    }

    /**
     * The same as {@link #switchTo(int, String)}, if a given version answers and is named by the alias: for who compared the
     * other version with that one, and must not replace any other.
     *
     * @param expected the number of the version that is to be replaced
     * @param version the number of the version that shall answer
     * @param reason why, for the audit trail
     * @return the change
     * @throws io.leeway.registry.AliasConflictException if another version than the expected answers, or is named by the alias
     * @throws io.leeway.registry.RegistryException if there is no such version, or the registry fails or is damaged
     * @throws io.leeway.model.ModelException if the bytes are no model, or one of another kind
     */
    public Swap switchTo(int expected, int version, String reason) {
        refreshing.lock();
        try {
            Served<R, T> next =
                    load(registry.version(name, version), responder.served().since());
            return replace(next.since(moveAlias(next, expected, version, reason)));
        } finally {
            refreshing.unlock();
        }
    }

    /**
     * Moves the alias back to the version that it named before its last move, and lets that one answer.
     *
     * @param reason why, for the audit trail
     * @return the change, or empty if the alias named no other version before
     * @throws io.leeway.registry.AliasConflictException if somebody else moved the alias meanwhile
     * @throws io.leeway.registry.RegistryException if the registry fails or is damaged
     * @throws io.leeway.model.ModelException if the bytes are no model, or one of another kind
     */
    public Optional<Swap> rollBack(String reason) {
        refreshing.lock();
        try {
            OptionalInt previous = registry.model(name).previous(Alias.of(alias));
            return previous.isPresent() ? Optional.of(switchTo(previous.getAsInt(), reason)) : Optional.empty();
        } finally {
            refreshing.unlock();
        }
    }

    /** Returns when the alias moved; a model that is not to answer after all is closed. */
    private Instant moveAlias(Served<R, T> next, int expected, int version, String reason) {
        try {
            if (responder.served().number() != expected) {
                throw new AliasConflictException(
                        ModelName.of(name),
                        Alias.of(alias),
                        expected,
                        responder.served().number());
            }
            return registry.moveAlias(name, alias, expected, version, reason)
                    .event()
                    .time();
        } catch (RuntimeException e) {
            next.model().close();
            throw e;
        }
    }

    private Swap replace(Served<R, T> next) {
        Served<R, T> before = responder.replace(next);
        Swap swap = swap(before.number(), next);
        tell(swap);
        return swap;
    }

    /** The answers have changed already, so a listener that throws must not make it look as if they had not. */
    private void tell(Swap swap) {
        try {
            onSwap.accept(swap);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a listener of " + name + "/" + alias + " threw on: " + swap, e);
        }
    }

    /**
     * Returns the version that answers now.
     *
     * @return the version
     */
    public ModelVersion version() {
        return responder.served().version();
    }

    /**
     * Returns since when the alias names the version that answers now.
     *
     * @return the time of the alias's move, by the registry's clock
     */
    public Instant since() {
        return responder.served().since();
    }

    /**
     * Tells whether the version that answers now does so from flat arrays.
     *
     * @return false where the model's own runtime answers
     */
    public boolean isCompiled() {
        return responder.served().model().scorer().path().compiled();
    }

    /**
     * Says how the version that answers now does so.
     *
     * @return one line: from flat arrays, or by the model's own runtime and why
     */
    public String howServed() {
        return responder.served().model().scorer().path().description();
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
     * Counts the categories that the model answering had not seen in training, since this object was built.
     *
     * @return counts above zero, by the name of the feature
     */
    public Map<String, Long> unseenCategories() {
        return unseen.counts();
    }

    /**
     * Counts the rows that were answered but that the monitor refused, such as one without an id, since this object was built.
     * The first is logged with the reason.
     *
     * @return the count
     */
    public long unrecorded() {
        return responder.unrecorded();
    }

    /**
     * Counts the answers of each version, since this object was built.
     *
     * @return counts by the number of the version; versions that were loaded and gave none among them
     */
    public SortedMap<Integer, Long> answersByVersion() {
        SortedMap<Integer, Long> counts = new TreeMap<>();
        answers.forEach((number, count) -> counts.put(number, count.sum()));
        return counts;
    }

    /**
     * Releases what the model that answers holds outside the heap; needed only for formats such as ONNX. Predictions that have begun end
     * well, those that begin later fail. Closing again does nothing.
     */
    @Override
    public void close() {
        refreshing.lock();
        try {
            closed = true;
            responder.served().model().close();
        } finally {
            refreshing.unlock();
        }
    }

    @Override
    public String toString() {
        Served<R, T> now = responder.served();
        return name + "/" + alias + ": version " + now.number() + ", "
                + now.model().scorer().path();
    }
}
