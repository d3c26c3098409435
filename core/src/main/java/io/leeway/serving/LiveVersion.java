package io.leeway.serving;

import io.leeway.adaptation.AnyAdapter;
import io.leeway.adaptation.Revision;
import io.leeway.model.ModelException;
import io.leeway.model.TrainedModel;
import io.leeway.registry.ModelVersion;
import io.leeway.registry.RegistryException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tribuo.Output;

/** The version that answers now, with the newest revision of what corrects it, and how another takes over. */
final class LiveVersion<R, T extends Output<T>> {

    private static final Logger LOG = System.getLogger(LiveModel.class.getName());

    private final String name;
    private final LiveModelBuilder<R, T> builder;
    private final @Nullable LiveFeedback<R> feedback;
    private volatile Served<R, T> served;

    LiveVersion(String name, Served<R, T> first, @Nullable LiveFeedback<R> feedback, LiveModelBuilder<R, T> builder) {
        this.name = name;
        this.builder = builder;
        this.feedback = feedback;
        this.served = first;
        AnyAdapter<R> learns = adapter();
        if (learns != null) {
            listen(learns);
        }
        RevisionKeeper<R> begins = keeper();
        if (begins != null) {
            begins.started();
            translate(begins);
        }
    }

    private void listen(AnyAdapter<R> learns) {
        learns.onRevision(revision -> publish(revision, builder.onRevision));
        publish(learns.revision(), builder.onRevision);
    }

    /** Follows the process that learns, or takes over; for one thread at a time, while no version is replaced. */
    void refreshRevision() {
        if (feedback != null) {
            feedback.refresh(builder, served, this::listen);
            RevisionKeeper<R> keeps = feedback.keeper();
            if (keeps != null) {
                translate(keeps);
            }
        }
    }

    boolean learns() {
        return feedback != null && feedback.learns();
    }

    @Nullable
    RevisionKeeper<R> keeper() {
        return feedback == null ? null : feedback.keeper();
    }

    Served<R, T> served() {
        return served;
    }

    /** Lets another model answer, closes the one that answered and returns it; for one thread at a time. */
    Served<R, T> replace(Served<R, T> next) {
        Served<R, T> before = served;
        takeOver(before.model(), next);
        // Predictions that have begun end well; those that begin from here on read the new model.
        before.model().close();
        return before;
    }

    private void takeOver(@Nullable TrainedModel<R, T> before, Served<R, T> next) {
        LiveFeedback<R> learns = feedback;
        if (learns != null && learns.learns()) {
            learns.takeOver(before, next, () -> exchange(next));
        }
        exchange(next);
    }

    private synchronized void exchange(Served<R, T> next) {
        if (served.model() != next.model()) {
            served = next.by(served.revision());
        }
    }

    /** If what was learnt belongs to another version, which answered in the process before this one, the one that is served takes over. */
    private void translate(RevisionKeeper<R> keeps) {
        Served<R, T> now = served;
        int corrected = keeps.state().champion();
        if (corrected == now.number() || keeps.follower() != null) {
            return;
        }
        try (TrainedModel<R, T> before = load(corrected)) {
            takeOver(before, now);
        } catch (ModelException | RegistryException e) {
            LOG.log(Level.ERROR, "version " + corrected + " of " + name + " cannot be loaded", e);
            takeOver(null, now);
        }
    }

    private TrainedModel<R, T> load(int version) {
        ModelVersion stored = builder.registry.version(builder.name, version);
        return builder.loader.load(builder.formats, stored, builder.registry.read(stored));
    }

    private synchronized void publish(Revision next, Consumer<? super Revision> listener) {
        try {
            listener.accept(next);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a listener of " + name + " threw on " + next, e);
        }
        served = served.by(next);
    }

    /** Refuses a version that the adaptation cannot correct. */
    void requireAdaptable(TrainedModel<R, T> model) {
        if (feedback != null) {
            feedback.requireAdaptable(model);
        }
    }

    @Nullable
    AnyAdapter<R> adapter() {
        return feedback == null ? null : feedback.adapter();
    }

    void close() {
        if (feedback != null) {
            feedback.close(builder.lease);
        }
        served.model().close();
    }
}
