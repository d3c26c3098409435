package io.leeway.serving;

import io.leeway.adaptation.AdaptationAction;
import io.leeway.adaptation.AdaptationException;
import io.leeway.adaptation.AdaptationException.Reason;
import io.leeway.adaptation.CommittedRevision;
import io.leeway.adaptation.RecomputedScore;
import io.leeway.adaptation.Revision;
import io.leeway.adaptation.RevisionStore;
import io.leeway.feedback.FeedbackEntry;
import io.leeway.feedback.FeedbackEvent;
import io.leeway.feedback.FeedbackLog;
import io.leeway.feedback.RowId;
import io.leeway.model.ModelFormats;
import io.leeway.model.TrainedModel;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import io.leeway.registry.NotFoundException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Gives past answers again, for an auditor: from the version that answered, the adaptation's revision and the row as it was recorded, bit for bit.
 *
 * <pre>{@code
 * RecomputedAnswer answer = Recompute.of(registry, feedback).answer(flight.id());
 * System.out.println(answer + ", moved most by " + answer.mostMoving(3));
 * }</pre>
 *
 * <p>The state of the adaptation is restored from the newest revision that was committed before the row, and learns the labels since from the log, some 4 microseconds
 * each. Needs the log for that span alone; an answer whose span the log has dropped is refused. Safe for use by several threads.
 *
 * @param <R> the type of rows
 */
public final class Recompute<R> {
    private final ModelRegistry registry;
    private final FeedbackLog<R> feedback;
    private final ModelFormats formats;
    private final String name;

    private Recompute(ModelRegistry registry, FeedbackLog<R> feedback, ModelFormats formats, String name) {
        this.registry = registry;
        this.feedback = feedback;
        this.formats = formats;
        this.name = name;
    }

    /**
     * Returns what gives the answers of a log again, which must be those of a live model whose {@linkplain LiveModelBuilder#revisions revisions} were committed.
     *
     * @param registry holds the versions and the revisions
     * @param feedback holds the rows, answers and labels
     * @param <R> the type of rows
     * @return what gives answers again
     * @throws AdaptationException if no live model has left its mark in the log
     */
    public static <R> Recompute<R> of(ModelRegistry registry, FeedbackLog<R> feedback) {
        for (FeedbackEvent<R> event : feedback.events(-1)) {
            if (event instanceof FeedbackEvent.Marked<R> marked
                    && AdaptationAction.of(marked.mark()).isPresent()) {
                String text = marked.mark().text();
                return new Recompute<>(
                        registry, feedback, ModelFormats.installed(), text.substring(0, text.indexOf(' ')));
            }
        }
        throw new AdaptationException(
                Reason.UNKNOWN,
                "the log has no mark of an adaptation: answers can be given again if LiveModelBuilder.revisions was used");
    }

    /**
     * Returns what reads versions by other formats.
     *
     * @param newFormats the formats; by default the installed ones
     * @return a new value
     */
    public Recompute<R> formats(ModelFormats newFormats) {
        return new Recompute<>(registry, feedback, newFormats, name);
    }

    /**
     * Gives the newest answer to the row of an id again.
     *
     * @param id the id
     * @return the answer
     * @throws AdaptationException if there is no such row, the version that answered is gone, the log is incomplete, or what is computed is not what was recorded
     * @throws io.leeway.registry.RegistryException if the registry fails or is damaged
     */
    public RecomputedAnswer answer(long id) {
        return answer(RowId.of(id));
    }

    /**
     * Gives the newest answer to the row of an id again.
     *
     * @param id the id
     * @return the answer
     * @throws AdaptationException if there is no such row, the version that answered is gone, the log is incomplete, or what is computed is not what was recorded
     * @throws io.leeway.registry.RegistryException if the registry fails or is damaged
     */
    public RecomputedAnswer answer(RowId id) {
        long position = feedback.position(id)
                .orElseThrow(() -> new AdaptationException(
                        Reason.UNKNOWN, "the log has no row of the id " + id + ", or has dropped it"));
        Iterator<FeedbackEvent<R>> events = feedback.events(position - 1).iterator();
        if (events.hasNext() && events.next() instanceof FeedbackEvent.Recorded<R> row && row.position() == position) {
            return answer(row);
        }
        throw new AdaptationException(Reason.LOG_INCOMPLETE, "the row of the id " + id + " is damaged");
    }

    /**
     * Returns the rows whose labels had taught before those of {@link RecomputedAnswer#effects}, in the order in which they were learnt. Reads the log from its
     * beginning.
     *
     * @param answer an answer that was given again
     * @return the ids of the rows; those that the log has dropped are missing: as many as the number of labels of {@link RecomputedAnswer#from} is higher than the size
     */
    public List<RowId> earlierLabels(RecomputedAnswer answer) {
        RevisionStore store = RevisionStore.of(registry, name);
        return answer.from().map(from -> store.taught(from, feedback)).orElse(List.of());
    }

    private RecomputedAnswer answer(FeedbackEvent.Recorded<R> row) {
        int version = Math.toIntExact(row.entry().version());
        long revision = row.entry().revision();
        Champion champion = champion(version, row.entry().row());
        if (revision != Revision.NONE) {
            RecomputedScore again =
                    RevisionStore.of(registry, name).recompute(row, champion.scores, champion.place, feedback);
            return new RecomputedAnswer(
                    again.answer().get(champion.place),
                    version,
                    champion.score(),
                    revision,
                    again.answer().size() == 1 ? List.of() : again.answer(),
                    Optional.of(again.from()),
                    again.labels(),
                    again.effects());
        }
        FeedbackEntry<R> entry = row.entry();
        List<Double> said = entry.answer().isPresent() ? List.of(entry.answer().getAsDouble()) : entry.probabilities();
        List<Double> says = Arrays.stream(champion.scores).boxed().toList();
        if (!says.equals(said)) {
            throw new AdaptationException(
                    Reason.DIVERGED, "version " + version + " says " + says + " now and said " + said);
        }
        return new RecomputedAnswer(
                champion.score(),
                version,
                champion.score(),
                Revision.NONE,
                says.size() == 1 ? List.of() : says,
                Optional.empty(),
                0,
                List.of());
    }

    /** What a version says: its score, or the probability of each class, with the place of the positive one. */
    private record Champion(double[] scores, int place) {
        double score() {
            return scores[place];
        }
    }

    private Champion champion(int number, R row) {
        ModelVersion version;
        try {
            version = registry.version(name, number);
        } catch (NotFoundException e) {
            throw new AdaptationException(
                    Reason.CHAMPION_GONE,
                    "version " + number + " of " + name + ", which answered, is not in the registry: "
                            + e.getMessage());
        }
        Loader<R, ?> loader =
                predictsNumbers() ? Loader.ofRegressors(feedback.schema()) : Loader.ofClassifiers(feedback.schema());
        try (TrainedModel<R, ?> model = loader.load(formats, version, registry.read(version))) {
            int place = model.needsAllScores()
                    ? model.classes().indexOf(model.positiveClass().orElse(""))
                    : 0;
            return new Champion(ChampionScores.of(model, row), place);
        }
    }

    /** Revisions of classifiers name a class. */
    private boolean predictsNumbers() {
        return RevisionStore.of(registry, name)
                .newest()
                .map(CommittedRevision::positive)
                .filter(String::isEmpty)
                .isPresent();
    }
}
