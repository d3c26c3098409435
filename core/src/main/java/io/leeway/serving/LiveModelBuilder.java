package io.leeway.serving;

import io.leeway.model.ModelFormat;
import io.leeway.model.ModelFormats;
import io.leeway.monitoring.ModelMonitor;
import io.leeway.observation.Observer;
import io.leeway.registry.ModelRegistry;
import io.leeway.schema.Schema;
import java.time.Clock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tribuo.Output;

/**
 * Configures a {@link LiveModel}. Not safe for use by several threads.
 *
 * @param <R> the type of rows
 * @param <T> the type of outputs
 */
public final class LiveModelBuilder<R, T extends Output<T>> {

    final Schema<R> schema;
    final ModelRegistry registry;
    final String name;
    final String alias;
    final Loader<R, T> loader;
    ModelFormats formats = ModelFormats.installed();

    Clock clock = Clock.systemUTC();
    Consumer<? super Swap> onSwap = swap -> {};
    Observer observer = Observer.NONE;

    @Nullable
    PredictionRecorder<R> recorder;

    LiveModelBuilder(Schema<R> schema, ModelRegistry registry, String name, String alias, Loader<R, T> loader) {
        this.schema = schema;
        this.registry = registry;
        this.name = name;
        this.alias = alias;
        this.loader = loader;
    }

    /**
     * Sets the monitor that records each prediction, on the calling thread; the default is none. A prediction that the
     * monitor cannot record is returned nevertheless, and counted by {@link LiveModel#unrecorded()}.
     *
     * @param monitor the monitor, of the same schema
     * @return this builder
     */
    public LiveModelBuilder<R, T> monitor(ModelMonitor<R> monitor) {
        return recorder(monitor::record);
    }

    LiveModelBuilder<R, T> recorder(PredictionRecorder<R> to) {
        this.recorder = to;
        return this;
    }

    /**
     * Adds a format of versions, or replaces the one with the same name, such as
     * {@code TribuoFormat.create().trusting("com.acme.models.*")}. Those of {@link ModelFormats#installed()} are
     * included by default.
     *
     * @param format the format
     * @return this builder
     */
    public LiveModelBuilder<R, T> format(ModelFormat format) {
        this.formats = formats.with(format);
        return this;
    }

    /**
     * Sets the clock for {@link Swap#at()}; the default is the system clock.
     *
     * @param clock the clock
     * @return this builder
     */
    public LiveModelBuilder<R, T> clock(Clock clock) {
        this.clock = clock;
        return this;
    }

    /**
     * Sets the listener that is notified of each version that becomes live, including the first; the default is none.
     * It is called on the thread that loads the version, after the version became live. Exceptions that it throws are
     * logged and have no other effect.
     *
     * @param listener the listener
     * @return this builder
     */
    public LiveModelBuilder<R, T> onSwap(Consumer<? super Swap> listener) {
        this.onSwap = listener;
        return this;
    }

    /**
     * Sets the observer of predictions and swaps, see {@link LiveModelObservations}; the default is none, which costs a
     * prediction nothing.
     *
     * @param observer the observer, such as {@code MicrometerObserver.of(observationRegistry)}
     * @return this builder
     */
    public LiveModelBuilder<R, T> observer(Observer observer) {
        this.observer = observer;
        return this;
    }

    /**
     * Loads the version that the alias names.
     *
     * @return the live model
     * @throws io.leeway.registry.RegistryException if there is no such model or alias, or the registry fails
     * @throws io.leeway.model.ModelException if the bytes are not a model, or a model of another kind
     */
    public LiveModel<R, T> build() {
        return new LiveModel<>(this);
    }
}
