package io.leeway.serving;

import static io.leeway.serving.Trips.CHAMPION;
import static io.leeway.serving.Trips.MODEL;
import static io.leeway.serving.Trips.promote;
import static io.leeway.serving.Trips.register;
import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.adaptation.Adaptation;
import io.leeway.adaptation.AdaptationStanding;
import io.leeway.adaptation.RevisionPolicy;
import io.leeway.feedback.FeedbackLog;
import io.leeway.feedback.LabelOutcome;
import io.leeway.feedback.RowId;
import io.leeway.monitoring.profile.Profiler;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.schema.Schema;
import io.leeway.serving.Trips.Trip;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.classification.Label;

/** Rows whose ids are texts or UUIDs. */
class LiveAdaptationByOtherIdsTest {
    private static final RevisionPolicy POLICY = RevisionPolicy.standard().every(50, Duration.ofHours(1));

    private record Note(
            String id,
            double distance,
            double year,
            int hour,
            @Nullable String carrier,
            @Nullable String sky,
            boolean late) {
        static Note of(int i, Trip trip) {
            return new Note(
                    "note " + i, trip.distance(), trip.year(), trip.hour(), trip.carrier(), trip.sky(), trip.late());
        }
    }

    private record Card(
            UUID id,
            double distance,
            double year,
            int hour,
            @Nullable String carrier,
            @Nullable String sky,
            boolean late) {
        static Card of(int i, Trip trip) {
            UUID id = new UUID(i * 0x9E3779B97F4A7C15L, i);
            return new Card(id, trip.distance(), trip.year(), trip.hour(), trip.carrier(), trip.sky(), trip.late());
        }
    }

    private final MemoryRegistry registry = MemoryRegistry.create();

    @TempDir
    private Path folder;

    @BeforeEach
    void registerOne() {
        register(
                registry,
                Trips.classifier(
                        Trips.standardised(Trips.logistic()),
                        Trips.make(600, 5),
                        trip -> String.valueOf(!trip.late())));
        promote(registry, 1);
    }

    private <R> LiveModel<R, Label> live(Schema<R> schema, FeedbackLog<R> log, List<R> rows) {
        return LiveModel.classification(schema, registry, MODEL, CHAMPION)
                .feedback(log)
                .adaptation(Adaptation.standard()
                        .adapter(schema, Profiler.of(schema).addAll(rows).profile()))
                .revisions(POLICY)
                .build();
    }

    /** Answers and labels all rows, in two processes, and gives an answer of each again. */
    private <R extends Record> void learns(Class<R> type, List<R> rows, Function<R, RowId> id, List<Trip> trips) {
        Schema<R> schema = Schema.of(type).id("id").response("late");
        AdaptationStanding standing;
        try (FeedbackLog<R> log = FeedbackLog.open(folder, schema)) {
            LiveModel<R, Label> live = live(schema, log, rows);
            for (int i = 0; i < rows.size(); i++) {
                live.score(rows.get(i));
                assertThat(log.label(id.apply(rows.get(i)), trips.get(i).late()))
                        .isEqualTo(LabelOutcome.JOINED);
            }
            standing = live.adaptation().orElseThrow();
            assertThat(standing.labels()).isEqualTo(rows.size());
            assertThat(standing.excess()).isNegative();
        }
        try (FeedbackLog<R> log = FeedbackLog.open(folder, schema)) {
            assertThat(live(schema, log, rows).adaptation()).hasValue(standing);
            RecomputedAnswer again = Recompute.of(registry, log).answer(id.apply(rows.get(180)));
            assertThat(again.labels()).isEqualTo(180);
            assertThat(again.mostMoving(1).get(0).id()).isPresent();
        }
    }

    @Test
    void labelsComeByTextsAlsoAfterARestart() {
        List<Trip> trips = Trips.make(200, 7);
        List<Note> notes =
                IntStream.range(0, 200).mapToObj(i -> Note.of(i, trips.get(i))).toList();

        learns(Note.class, notes, note -> RowId.of(note.id()), trips);
    }

    @Test
    void labelsComeByUuidsAlsoAfterARestart() {
        List<Trip> trips = Trips.make(200, 7);
        List<Card> cards =
                IntStream.range(0, 200).mapToObj(i -> Card.of(i, trips.get(i))).toList();

        learns(Card.class, cards, card -> RowId.of(card.id()), trips);
    }
}
