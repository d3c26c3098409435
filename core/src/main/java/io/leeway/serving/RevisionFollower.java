package io.leeway.serving;

import io.leeway.adaptation.AdaptationMode;
import io.leeway.adaptation.CommittedRevision;
import io.leeway.adaptation.CorrectedScore;
import io.leeway.adaptation.LoggedAdapter;
import io.leeway.adaptation.RevisionStore;
import io.leeway.schema.RowCells;
import io.leeway.schema.Schema;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers by the newest committed revision of another process, and learns nothing. */
final class RevisionFollower<R> {
    private final RevisionStore store;
    private final Schema<R> schema;
    private volatile @Nullable Followed<R> followed;

    private record Followed<R>(CommittedRevision revision, LoggedAdapter<R> state) {}

    RevisionFollower(RevisionStore store, Schema<R> schema) {
        this.store = store;
        this.schema = schema;
    }

    /** Loads the newest revision, if it is another one. */
    void refresh() {
        Optional<CommittedRevision> newest = store.newest();
        Followed<R> now = followed;
        if (newest.isPresent() && (now == null || !now.revision.equals(newest.get()))) {
            store.champion(newest.get());
            followed = new Followed<>(newest.get(), store.restore(schema, newest.get()));
        }
    }

    Optional<CommittedRevision> revision() {
        return Optional.ofNullable(followed).map(Followed::revision);
    }

    /** Null if the champion answers. */
    @Nullable
    CorrectedScore correct(RowCells row, double[] champion) {
        Followed<R> now = followed;
        if (now == null || now.state.mode() != AdaptationMode.ACT) {
            return null;
        }
        return now.state.adapter().correctCells(now.state.adapter().revision(), row, champion);
    }
}
