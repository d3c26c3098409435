package io.leeway.serving;

import static io.leeway.serving.Trips.CHAMPION;
import static io.leeway.serving.Trips.MODEL;
import static io.leeway.serving.Trips.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.monitoring.ModelMonitor;
import io.leeway.monitoring.profile.Profiler;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.serving.Trips.Trip;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tribuo.Model;
import org.tribuo.classification.Label;

/** Many rows at once are answered, counted and recorded as each alone. */
class LiveModelBatchTest {

    /** Models that are answered in different ways. */
    enum Kind {
        COMPILED(Trips.logistic(), trip -> String.valueOf(trip.late())),
        THROUGH_TRIBUO(Trips.factorisation(), trip -> String.valueOf(trip.late())),
        THREE_CLASSES(Trips.logistic(), trip -> trip.hour() < 6 ? "night" : String.valueOf(trip.late()));

        private final Model<Label> model;

        Kind(org.tribuo.Trainer<Label> trainer, Function<Trip, String> label) {
            this.model = Trips.classifier(trainer, Trips.make(600, 3), label);
        }
    }

    private final ModelRegistry registry = MemoryRegistry.create();
    private final List<Trip> trips = Trips.make(300, 4);

    private LiveModelBuilder<Trip, Label> live(Kind kind) {
        Trips.register(registry, kind.model);
        Trips.promote(registry, 1);
        return LiveModel.classification(SCHEMA, registry, MODEL, CHAMPION);
    }

    @ParameterizedTest
    @EnumSource
    void answersAreThoseOfEachRowAlone(Kind kind) {
        try (LiveModel<Trip, Label> live = live(kind).build()) {
            List<Label> together = live.predictAll(trips);
            double[] scores = live.scoreAll(trips);

            for (int i = 0; i < trips.size(); i++) {
                Label alone = live.predict(trips.get(i));
                assertThat(together.get(i)).isEqualTo(alone);
                assertThat(together.get(i).getScore()).isEqualTo(alone.getScore());
                assertThat(scores[i]).isEqualTo(live.score(trips.get(i)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachRowIsCountedAndRecordedWithItsUnseenCategories(Kind kind) {
        ModelMonitor<Trip> monitor = ModelMonitor.of(SCHEMA)
                .reference(Profiler.of(SCHEMA).addAll(trips).profile())
                .window(trips.size() + 1)
                .build();
        try (LiveModel<Trip, Label> live = live(kind).monitor(monitor).build()) {
            List<Trip> rows = new ArrayList<>(trips);
            rows.add(new Trip(100, 2001, 5, "never seen", null, false));

            live.predictAll(rows);
            monitor.flush();

            assertThat(live.answersByVersion()).containsEntry(1, (long) rows.size());
            assertThat(live.unrecorded()).isZero();
            assertThat(live.unseenCategories()).containsEntry("carrier", 1L);
            assertThat(monitor.snapshot().rows()).isEqualTo(rows.size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void noRowIsAnsweredWhereOneIsNull(Kind kind) {
        try (LiveModel<Trip, Label> live = live(kind).build()) {
            @Nullable Trip[] rows = {trips.get(0), null};

            assertThatThrownBy(() -> live.predictAll(Arrays.asList(rows))).isInstanceOf(InvalidRowException.class);
            assertThat(live.answersByVersion()).containsEntry(1, 0L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void noRowsHaveNoAnswers(Kind kind) {
        try (LiveModel<Trip, Label> live = live(kind).build()) {
            assertThat(live.predictAll(List.of())).isEmpty();
            assertThat(live.scoreAll(List.of())).isEmpty();
        }
    }
}
