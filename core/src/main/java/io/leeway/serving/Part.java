package io.leeway.serving;

import io.leeway.adaptation.AdaptationMode;
import io.leeway.adaptation.LoggedAdapter;
import io.leeway.adaptation.RevisionPolicy;
import io.leeway.adaptation.RevisionStore;
import io.leeway.feedback.FeedbackLog;
import io.leeway.model.TrainedModel;
import org.jspecify.annotations.Nullable;

/** The part that a process takes: it learns, or follows another one, or its champion answers alone. Replaced as a whole, and compared by identity. */
final class Part<R> {
    /** What learns and corrects. */
    final @Nullable LoggedAdapter<R> state;

    /** Commits it. */
    final @Nullable RevisionKeeper<R> keeper;

    private final @Nullable RevisionFollower<R> followed;

    Part(@Nullable LoggedAdapter<R> state, @Nullable RevisionKeeper<R> keeper, @Nullable RevisionFollower<R> followed) {
        this.state = state;
        this.keeper = keeper;
        this.followed = followed;
    }

    /** The part with which a live model begins. */
    static <R> Part<R> first(LiveModelBuilder<R, ?> builder, FeedbackLog<R> log, Served<R, ?> served) {
        LearnerLease lease = builder.requireLease();
        if (builder.follows || lease != null && !lease.take()) {
            RevisionFollower<R> follower =
                    new RevisionFollower<>(RevisionStore.of(builder.registry, builder.name), builder.schema);
            follower.refresh();
            return new Part<>(null, null, follower);
        }
        if (!builder.adapts()) {
            return new Part<>(null, null, null);
        }
        TrainedModel<R, ?> model = served.model();
        RevisionPolicy policy = builder.revisions;
        if (policy == null) {
            String positive = model.positiveClass().orElse("");
            LoggedAdapter<R> state = new LoggedAdapter<>(builder.freshAdapter(model), positive, AdaptationMode.ACT);
            state.champion(served.number());
            return new Part<>(state, null, null);
        }
        RevisionKeeper<R> keeper = new RevisionKeeper<>(builder, policy, log, model, served.version());
        return new Part<>(keeper.state(), keeper, null);
    }

    /** What labels are given to: what is about to take over too, because those behind its first mark are given to it again when it is resumed. */
    @Nullable
    LoggedAdapter<R> learns() {
        return state != null || keeper == null ? state : keeper.state();
    }

    /** What answers if another process learns; null if this one does, or none. */
    @Nullable
    RevisionFollower<R> follower() {
        return keeper == null ? followed : keeper.follower();
    }
}
