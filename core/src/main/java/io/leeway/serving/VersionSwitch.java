package io.leeway.serving;

import io.leeway.model.ClosedModelException;
import io.leeway.model.ModelException;
import io.leeway.model.ModelFormats;
import io.leeway.model.TrainedModel;
import io.leeway.observation.Activity;
import io.leeway.observation.Observed;
import io.leeway.observation.Observer;
import io.leeway.registry.Alias;
import io.leeway.registry.AliasConflictException;
import io.leeway.registry.ModelName;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import io.leeway.schema.CellReader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tribuo.Output;

/** Loads versions and replaces the one that is live; one thread at a time does the work. */
final class VersionSwitch<R, T extends Output<T>> {

    private static final Logger LOG = System.getLogger(LiveModel.class.getName());

    private final Loader<R, T> loader;
    private final ModelFormats formats;
    private final String name;
    private final String alias;
    private final ModelRegistry registry;
    private final Clock clock;
    private final Consumer<? super Swap> onSwap;
    private final Observer observer;
    private final Responder<R, T> responder;
    private final LiveVersion<R, T> live;
    private final ConcurrentMap<Integer, LongAdder> answers = new ConcurrentHashMap<>();
    private final LiveModelCounts counts = new LiveModelCounts();
    private final ReentrantLock refreshing = new ReentrantLock();

    /** Null if nobody but the model needs the row. */
    private final @Nullable CellReader<R> reader;

    private boolean closed;

    VersionSwitch(LiveModelBuilder<R, T> builder, UnseenCounts unseen) {
        this.loader = builder.loader;
        this.formats = builder.formats;
        this.registry = builder.registry;
        this.name = builder.name;
        this.alias = builder.alias;
        this.clock = builder.clock;
        this.onSwap = builder.onSwap;
        this.observer = builder.observer;
        this.reader = reader(builder);
        ModelVersion version = registry.resolve(name, alias);
        Served<R, T> first = load(version, AliasHistory.since(registry, version, alias));
        this.responder = new Responder<>(name + "/" + alias, first, unseen, reader, builder);
        this.live = responder.live();
        tell(swap(0, first));
    }

    private static <R> @Nullable CellReader<R> reader(LiveModelBuilder<R, ?> builder) {
        if (builder.feedback != null) {
            return CellReader.of(builder.schema);
        }
        return builder.monitor == null ? null : CellReader.ofFeatures(builder.schema);
    }

    Instant now() {
        return clock.instant();
    }

    LiveModelCounts counts() {
        return counts;
    }

    Responder<R, T> responder() {
        return responder;
    }

    private Served<R, T> load(ModelVersion version, Instant since) {
        if (closed) {
            throw new ClosedModelException(name + "/" + alias);
        }
        byte[] bytes = registry.read(version);
        int number = version.number();
        try {
            TrainedModel<R, T> model = loader.load(formats, version, bytes);
            CellReader<R> read = reader;
            return new Served<>(
                    model,
                    read == null ? null : model.scorer().over(read.schema()).orElse(null),
                    version,
                    number,
                    since,
                    answers.computeIfAbsent(number, key -> new LongAdder()),
                    null);
        } catch (ModelException e) {
            throw e.about(name + " v" + number);
        }
    }

    /** Loads a version that is to replace another: what corrects that one must fit. */
    private Served<R, T> loadNext(ModelVersion version, Instant since) {
        Served<R, T> next = load(version, since);
        try {
            responder.requireAdaptable(next.model());
            return next;
        } catch (RuntimeException e) {
            next.model().close();
            throw e;
        }
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

    Optional<Swap> refresh() {
        refreshing.lock();
        try {
            live.refreshRevision();
            ModelVersion wanted = registry.resolve(name, alias);
            if (wanted.number() == live.served().number()) {
                return Optional.empty();
            }
            return Optional.of(observer.observe(swap("followed"), observed -> follow(wanted, observed)));
        } catch (RuntimeException e) {
            counts.refreshFailures.increment();
            throw e;
        } finally {
            refreshing.unlock();
        }
    }

    private Swap follow(ModelVersion wanted, Observed observed) {
        observed.put(LiveModelObservations.FROM, live.served().number());
        Swap swap = replace(loadNext(wanted, AliasHistory.since(registry, wanted, alias)));
        counts.followed.increment();
        return report(swap, observed);
    }

    Swap switchTo(int version, String reason) {
        refreshing.lock();
        try {
            return switchTo(live.served().number(), version, reason);
        } finally {
            refreshing.unlock();
        }
    }

    Swap switchTo(int expected, int version, String reason) {
        refreshing.lock();
        try {
            return observer.observe(swap("switched").with(LiveModelObservations.REASON, reason), observed -> {
                observed.put(LiveModelObservations.FROM, live.served().number());
                return report(move(expected, version, reason), observed);
            });
        } finally {
            refreshing.unlock();
        }
    }

    private Swap move(int expected, int version, String reason) {
        Served<R, T> next =
                loadNext(registry.version(name, version), live.served().since());
        Swap swap = replace(next.since(moveAlias(next, expected, version, reason)));
        counts.switched.increment();
        return swap;
    }

    Optional<Swap> rollBack(String reason) {
        refreshing.lock();
        try {
            return observer.observe(
                    swap("rolled_back").with(LiveModelObservations.REASON, reason),
                    observed -> rollBack(reason, observed));
        } finally {
            refreshing.unlock();
        }
    }

    private Optional<Swap> rollBack(String reason, Observed observed) {
        observed.put(LiveModelObservations.FROM, live.served().number());
        OptionalInt previous = registry.model(name).previous(Alias.of(alias));
        if (previous.isEmpty()) {
            observed.put(LiveModelObservations.VERSION, live.served().number())
                    .put(Activity.OUTCOME, LiveModelObservations.UNCHANGED);
            return Optional.empty();
        }
        Swap swap = move(live.served().number(), previous.getAsInt(), reason);
        counts.rolledBack.increment();
        return Optional.of(report(swap, observed));
    }

    private Activity swap(String cause) {
        return LiveModelObservations.about(name, alias, LiveModelObservations.SWAP)
                .with(LiveModelObservations.CAUSE, cause);
    }

    private static Swap report(Swap swap, Observed observed) {
        observed.put(LiveModelObservations.VERSION, swap.to()).put(Activity.OUTCOME, LiveModelObservations.SWAPPED);
        return swap;
    }

    /** Returns when the alias moved; a model that is not to answer after all is closed. */
    private Instant moveAlias(Served<R, T> next, int expected, int version, String reason) {
        try {
            if (live.served().number() != expected) {
                throw new AliasConflictException(
                        ModelName.of(name),
                        Alias.of(alias),
                        expected,
                        live.served().number());
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
        Served<R, T> before = live.replace(next);
        Swap swap = swap(before.number(), next);
        tell(swap);
        return swap;
    }

    /** The answers have changed already, so a listener that throws must not make it look as if they had not. */
    private void tell(Swap swap) {
        try {
            onSwap.accept(swap);
        } catch (RuntimeException e) {
            counts.listenerFailures.increment();
            LOG.log(Level.ERROR, "a listener of " + name + "/" + alias + " threw on: " + swap, e);
        }
    }

    SortedMap<Integer, Long> answersByVersion() {
        SortedMap<Integer, Long> counts = new TreeMap<>();
        answers.forEach((number, count) -> counts.put(number, count.sum()));
        return counts;
    }

    void close() {
        refreshing.lock();
        try {
            closed = true;
            live.close();
        } finally {
            refreshing.unlock();
        }
    }
}
