package io.leeway.adaptation;

import io.leeway.adaptation.AdaptationException.Reason;
import io.leeway.feedback.FeedbackEvent;
import io.leeway.feedback.FeedbackLog;
import io.leeway.feedback.FeedbackMark;
import io.leeway.feedback.RowId;
import io.leeway.registry.Alias;
import io.leeway.registry.AliasConflictException;
import io.leeway.registry.Cause;
import io.leeway.registry.Lineage;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.ModelName;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import io.leeway.registry.NotFoundException;
import io.leeway.schema.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps revisions of an adaptation in a registry beside the versions that they correct: as versions of the model {@code name.adaptation}, whose alias
 * {@code newest} names the one that counts.
 *
 * <p>A revision is committed by a compare-and-set of that alias. One that was registered and not committed, because the process died or another one was
 * first, is never read. Safe for use by several threads.
 */
public final class RevisionStore {
    /** The alias of the newest revision. */
    public static final String NEWEST = "newest";

    private static final String SUFFIX = ".adaptation";
    private static final String FORMAT = "leeway-adaptation";

    private final ModelRegistry registry;
    private final String champions;
    private final String name;

    /** The bytes that were written or read last: the next revision is stored as what it differs by from them. */
    private volatile @Nullable Known known;

    @SuppressWarnings("ArrayRecordComponent")
    private record Known(ModelVersion stored, byte[] bytes) {}

    private RevisionStore(ModelRegistry registry, String champions) {
        this.registry = registry;
        this.champions = champions;
        this.name = champions + SUFFIX;
    }

    /**
     * Returns the store of a model's revisions.
     *
     * @param registry holds the model
     * @param model the name of the model
     * @return the store
     */
    public static RevisionStore of(ModelRegistry registry, String model) {
        return new RevisionStore(registry, model);
    }

    /**
     * Returns the name under which revisions are registered.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Returns the newest committed revision.
     *
     * @return the revision; empty if none was committed
     * @throws io.leeway.registry.RegistryException if the registry fails or is damaged
     */
    public Optional<CommittedRevision> newest() {
        return registry.find(name, NEWEST).map(this::read);
    }

    /**
     * Returns all committed revisions, the newest first.
     *
     * @return the revisions
     * @throws io.leeway.registry.RegistryException if the registry fails or is damaged
     */
    public List<CommittedRevision> all() {
        List<CommittedRevision> all = new ArrayList<>();
        Optional<CommittedRevision> next = newest();
        while (next.isPresent()) {
            all.add(next.get());
            next = before(next.get());
        }
        return all;
    }

    /**
     * Commits a state.
     *
     * @param snapshot the state
     * @param champion the version that it corrects
     * @param expected the revision that must be the newest; null if there must be none
     * @param cause who commits it, and why
     * @return the revision
     * @throws AdaptationException if another one is the newest
     * @throws io.leeway.registry.RegistryException if the registry fails or is damaged
     */
    public CommittedRevision commit(
            AdaptationSnapshot snapshot, ModelVersion champion, @Nullable CommittedRevision expected, Cause cause) {
        FeedbackMark mark = snapshot.mark();
        Lineage lineage = Lineage.none()
                .trainedBy("adaptation of " + champion.name() + " v" + champion.number())
                .metric(snapshot.metric(), snapshot.loss())
                .metric(championMetric(snapshot.metric()), snapshot.championLoss())
                .createdBy(cause.actor());
        if (expected != null) {
            lineage = lineage.parent(expected.stored().number());
        }
        byte[] parent = snapshot.whole() || expected == null ? null : bytes(expected.stored());
        ModelArtifact artifact = ModelArtifact.of(RevisionForm.of(snapshot.state(), parent))
                .metadata("format", FORMAT)
                .metadata("revision", Long.toString(snapshot.revision()))
                .metadata("action", snapshot.action().name())
                .metadata("mark.position", Long.toString(mark.position()))
                .metadata("mark.number", Long.toString(mark.number()))
                .metadata("mark.text", mark.text())
                .metadata("mark.at", mark.at().toString())
                .metadata("champion", Integer.toString(champion.number()))
                .metadata("champion.sha256", champion.sha256())
                .metadata("mode", snapshot.mode().name())
                .metadata("frozen", Boolean.toString(snapshot.frozen()))
                .metadata("positive", snapshot.positive())
                .metadata("labels", Long.toString(snapshot.labels()))
                .metadata("left", Integer.toString(snapshot.left()))
                .metadata("bytes", Integer.toString(snapshot.state().length))
                .lineage(lineage);
        ModelVersion stored = registry.register(ModelName.of(name), artifact, cause);
        int before = expected == null ? 0 : expected.stored().number();
        try {
            registry.moveAlias(ModelName.of(name), Alias.of(NEWEST), before, stored.number(), cause);
        } catch (AliasConflictException e) {
            throw new AdaptationException(
                    Reason.NOT_LEARNER,
                    "another process has committed a revision of " + champions + ": version " + e.actual() + " of "
                            + name + " is the newest, not " + before + ". This one must not learn: let it follow.");
        }
        known = new Known(stored, snapshot.state());
        return read(stored);
    }

    /** The bytes of the adapter of a stored revision. */
    private byte[] bytes(ModelVersion stored) {
        Known last = known;
        if (last != null && last.stored.equals(stored)) {
            return last.bytes;
        }
        byte[] form = registry.read(stored);
        byte[] parent = RevisionForm.isDifference(form)
                ? bytes(registry.version(name, stored.lineage().parentVersion().orElseThrow()))
                : null;
        byte[] bytes = RevisionForm.open(form, parent);
        known = new Known(stored, bytes);
        return bytes;
    }

    private static String championMetric(String metric) {
        return "champion" + metric.substring(0, 1).toUpperCase(Locale.ROOT) + metric.substring(1);
    }

    private CommittedRevision read(ModelVersion stored) {
        SortedMap<String, String> data = stored.metadata();
        try {
            AdaptationAction action = AdaptationAction.valueOf(text(data, "action"));
            FeedbackMark mark = new FeedbackMark(
                    Long.parseLong(text(data, "mark.position")),
                    action.mark(),
                    Long.parseLong(text(data, "mark.number")),
                    text(data, "mark.text"),
                    Instant.parse(text(data, "mark.at")));
            return new CommittedRevision(
                    stored,
                    Long.parseLong(text(data, "revision")),
                    mark,
                    action,
                    Integer.parseInt(text(data, "champion")),
                    AdaptationMode.valueOf(text(data, "mode")),
                    Boolean.parseBoolean(text(data, "frozen")),
                    text(data, "positive"),
                    Long.parseLong(text(data, "labels")),
                    Integer.parseInt(data.getOrDefault("left", "0")));
        } catch (RuntimeException e) {
            throw new AdaptationFormatException(
                    AdaptationFormatException.Reason.NOT_AN_ADAPTER,
                    stored.name() + " v" + stored.number() + " is not a revision of an adaptation: " + e.getMessage());
        }
    }

    private static String text(SortedMap<String, String> data, String key) {
        String value = data.get(key);
        if (value == null) {
            throw new IllegalArgumentException("it has no " + key);
        }
        return value;
    }

    /**
     * Returns the version that a revision corrects.
     *
     * @param revision the revision
     * @return the version
     * @throws AdaptationException if the registry does not have it any more
     */
    public ModelVersion champion(CommittedRevision revision) {
        String sha256 = String.valueOf(revision.stored().metadata().get("champion.sha256"));
        ModelVersion champion;
        try {
            champion = registry.version(champions, revision.champion());
        } catch (NotFoundException e) {
            throw gone(revision, String.valueOf(e.getMessage()));
        }
        if (!champion.sha256().equals(sha256)) {
            throw gone(revision, "version " + champion.number() + " is another model, of SHA-256 " + champion.sha256());
        }
        return champion;
    }

    private AdaptationException gone(CommittedRevision revision, String what) {
        return new AdaptationException(
                Reason.CHAMPION_GONE,
                "version " + revision.champion() + " of " + champions + ", which revision " + revision.revision()
                        + " corrects, is not in the registry: " + what
                        + ". Use the registry that it was committed to.");
    }

    /**
     * Restores the state at a committed revision.
     *
     * @param schema the schema of the rows
     * @param revision the revision
     * @param <R> the type of rows
     * @return the state, without what the log says behind the revision's mark
     * @throws AdaptationFormatException if the bytes are not an adapter's
     * @throws AdaptationException if they belong to another schema
     * @throws io.leeway.registry.RegistryException if the registry fails or is damaged
     */
    public <R> LoggedAdapter<R> restore(Schema<R> schema, CommittedRevision revision) {
        LoggedAdapter<R> state =
                LoggedAdapter.restore(schema, bytes(revision.stored()), revision.positive(), revision.mode());
        state.champion(revision.champion());
        return state;
    }

    /**
     * Returns the newest revision from which the log gives the state again: the newest one up to another that leaves out no rows.
     *
     * @param revision the other one
     * @return the revision
     * @throws io.leeway.registry.RegistryException if the registry fails or is damaged
     */
    public CommittedRevision whole(CommittedRevision revision) {
        CommittedRevision whole = revision;
        while (whole.left() > 0) {
            whole = before(whole).orElseThrow();
        }
        return whole;
    }

    private Optional<CommittedRevision> before(CommittedRevision revision) {
        OptionalInt parent = revision.stored().lineage().parentVersion();
        return parent.isEmpty() ? Optional.empty() : Optional.of(read(registry.version(name, parent.getAsInt())));
    }

    /**
     * Computes the answer to a recorded row again, from the newest revision that was committed before it and from what the log says since.
     *
     * @param row the row, whose answer is of a revision
     * @param champion what the champion that answered says of the row now: its score, or the probability of each class
     * @param place of the probability whose changes are told, 0 unless there are several classes
     * @param log the log of the row
     * @param <R> the type of rows
     * @return the answer
     * @throws AdaptationException if the champion is gone or no longer says what it did, if no revision was committed from this log before the row, if the log is
     *     incomplete, or if what is computed is not what was recorded
     * @throws io.leeway.registry.RegistryException if the registry fails or is damaged
     */
    public <R> RecomputedScore recompute(
            FeedbackEvent.Recorded<R> row, double[] champion, int place, FeedbackLog<R> log) {
        Optional<CommittedRevision> followed = followed(row, log);
        if (followed.isPresent()) {
            LoggedAdapter<R> state = restore(log.schema(), followed.get());
            double[] given = state.answer(row, champion);
            return new RecomputedScore(
                    Arrays.stream(given).boxed().toList(),
                    followed.get(),
                    state.adapter().standing().labels(),
                    List.of());
        }
        CommittedRevision from = whole(before(row, log));
        LoggedAdapter<R> state = restore(log.schema(), from);
        AnyAdapter<R> adapter = state.adapter();
        Map<Long, String> labels = new HashMap<>();
        List<LabelEffect> effects = new ArrayList<>();
        R answered = row.entry().row();
        adapter.state.onLesson((at, before, after) -> effects.add(new LabelEffect(
                at,
                log.id(at),
                labels.getOrDefault(at, ""),
                adapter.correctAny(before, answered, champion).mixed(place),
                adapter.correctAny(after, answered, champion).mixed(place))));
        Replay<R> replay = new Replay<>(from, log);
        while (replay.hasNext()) {
            FeedbackEvent<R> event = replay.next();
            if (event.position() == row.position()) {
                double[] given = state.answer(row, champion);
                return new RecomputedScore(
                        Arrays.stream(given).boxed().toList(),
                        from,
                        adapter.standing().labels(),
                        effects);
            }
            if (event instanceof FeedbackEvent.Labelled<R> label && !label.correction()) {
                labels.put(label.row(), LoggedAdapter.name(label.number(), label.text()));
            }
            state.replay(event);
        }
        throw new AdaptationException(Reason.UNKNOWN, "the log ends before the row at " + row.position());
    }

    /**
     * Returns the rows whose labels a revision had learnt, in the order in which it learnt them, by reading the log up to its mark.
     *
     * @param revision the revision
     * @param log the log from which it was committed
     * @param <R> the type of rows
     * @return the ids of the rows; those that the log has dropped are missing: as many as {@link CommittedRevision#labels} is higher than the size
     */
    public <R> List<RowId> taught(CommittedRevision revision, FeedbackLog<R> log) {
        return TaughtLabels.upTo(revision, log);
    }

    /** The revision of another process that gave an answer, if this one followed it then. */
    private Optional<CommittedRevision> followed(FeedbackEvent.Recorded<?> row, FeedbackLog<?> log) {
        return all().stream()
                .filter(each -> each.revision() == row.entry().revision() && !Replay.isOf(each, log))
                .findFirst();
    }

    private CommittedRevision before(FeedbackEvent.Recorded<?> row, FeedbackLog<?> log) {
        for (CommittedRevision each : all()) {
            if (each.mark().position() < row.position() && Replay.isOf(each, log)) {
                return each;
            }
        }
        throw new AdaptationException(
                Reason.UNKNOWN,
                "no revision of " + name + " was committed before the row at " + row.position()
                        + " of the log: use the registry that belongs to it");
    }

    /**
     * Restores the state at a committed revision, and does again what the log says behind it: bit for bit the state of a process that was never interrupted.
     *
     * @param schema the schema of the rows
     * @param revision the revision
     * @param log the log from which the revision was committed
     * @param <R> the type of rows
     * @return the state
     * @throws AdaptationException if the champion is gone, the log is another one or incomplete, or what is computed is not what was recorded
     * @throws io.leeway.registry.RegistryException if the registry fails or is damaged
     */
    public <R> LoggedAdapter<R> resume(Schema<R> schema, CommittedRevision revision, FeedbackLog<R> log) {
        champion(revision);
        CommittedRevision from = whole(revision);
        LoggedAdapter<R> state = restore(schema, from);
        Replay<R> replay = new Replay<>(from, log);
        long behind = from.mark().position();
        while (replay.hasNext()) {
            FeedbackEvent<R> event = replay.next();
            state.replay(event);
            if (event instanceof FeedbackEvent.Marked<R> marked && marked.mark().equals(revision.mark())) {
                state.committed(revision.champion());
                behind = revision.mark().position();
            }
        }
        if (behind != revision.mark().position()) {
            throw Replay.other(revision, "there is none");
        }
        state.adapter().state.learnAllNow();
        return state;
    }
}
