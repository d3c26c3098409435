package io.leeway.serving;

import static io.leeway.serving.Trips.CHAMPION;
import static io.leeway.serving.Trips.MODEL;
import static io.leeway.serving.Trips.SCHEMA;
import static io.leeway.serving.Trips.promote;
import static io.leeway.serving.Trips.register;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import io.leeway.model.CorruptModelException;
import io.leeway.model.MismatchedModelException;
import io.leeway.model.ModelException;
import io.leeway.model.UntrustedModelException;
import io.leeway.model.tribuo.TribuoFormat;
import io.leeway.model.tribuo.TribuoModel;
import io.leeway.registry.AliasConflictException;
import io.leeway.registry.AuditEvent;
import io.leeway.registry.NotFoundException;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.serving.Trips.Trip;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.dtree.CARTClassificationTrainer;

class LiveModelTest {

    private static final Trip TRIP = new Trip(800, 2013.5, 18, "B6", "snow", true);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2013-04-01T00:00:00Z"), ZoneOffset.UTC);

    private static Model<Label> first;
    private static Model<Label> second;

    private final MemoryRegistry registry = MemoryRegistry.create(CLOCK);

    @BeforeAll
    static void train() {
        first = Trips.classifier(Trips.standardised(Trips.logistic()));
        second = Trips.classifier(
                Trips.standardised(Trips.logistic()), Trips.make(600, 5), trip -> String.valueOf(!trip.late()));
    }

    @BeforeEach
    void registerTwoVersions() {
        register(registry, first);
        register(registry, second);
        promote(registry, 1);
    }

    private LiveModelBuilder<Trip, Label> champion() {
        return LiveModel.classification(SCHEMA, registry, MODEL, CHAMPION).clock(CLOCK);
    }

    private static double scoreOf(Model<Label> model, Trip trip) {
        return TribuoModel.classifier(SCHEMA, model, "true").score(trip);
    }

    @Test
    void predictsWithTheVersionThatTheAliasNames() {
        LiveModel<Trip, Label> live = champion().build();

        assertThat(live.version().number()).isEqualTo(1);
        assertThat(live.isCompiled()).isTrue();
        assertThat(live.score(TRIP)).isCloseTo(scoreOf(first, TRIP), within(1e-9));
        assertThat(live.predict(TRIP).getLabel()).isEqualTo("true");
        assertThat(live.answersByVersion()).containsExactly(entry(1, 2L));
        assertThat(live)
                .hasToString(
                        "trips/champion: version 1, compiled to flat arrays and verified against Tribuo's predictions");
    }

    @Test
    void eachPredictionIsRecordedWithItsScore() {
        List<String> recorded = new ArrayList<>();
        LiveModel<Trip, Label> live = champion()
                .recorder((trip, score) -> recorded.add(trip.carrier() + " " + score))
                .build();

        double score = live.score(TRIP);
        live.predict(TRIP);
        live.answer(TRIP);

        assertThat(recorded).containsExactly("B6 " + score, "B6 " + score, "B6 " + score);
    }

    @Test
    void anAnswerPrintsItsScoreItsVersionAndItsOutput() {
        assertThat(new Answer<>(new Label("true", 0.75), 0.75, 3, 0, Map.of()))
                .hasToString("score 0.7500 by version 3: (true,0.75)");
        assertThat(new Answer<>(new Label("true", 0.75), 0.75, 3, 1204, Map.of()))
                .hasToString("score 0.7500 by version 3, revision 1204: (true,0.75)");
    }

    @Test
    void refreshFollowsTheAliasForwardsAndBack() {
        List<String> swaps = new ArrayList<>();
        LiveModel<Trip, Label> live = champion()
                .onSwap(swap -> swaps.add(swap.from() + "->" + swap.to()))
                .build();

        assertThat(live.refresh()).isEmpty();
        promote(registry, 2);
        assertThat(live.version().number()).isEqualTo(1);
        assertThat(live.refresh().orElseThrow())
                .hasToString("2013-04-01T00:00:00Z trips/champion: changed from version 1 to 2,"
                        + " compiled to flat arrays and verified against Tribuo's predictions");
        assertThat(live.answer(TRIP).version()).isEqualTo(2);
        assertThat(live.score(TRIP)).isCloseTo(scoreOf(second, TRIP), within(1e-9));
        promote(registry, 1);
        live.refresh();
        assertThat(live.score(TRIP)).isCloseTo(scoreOf(first, TRIP), within(1e-9));
        assertThat(swaps).containsExactly("0->1", "1->2", "2->1");
    }

    @Test
    void switchingMovesTheAliasAndTheAnswersTogether() {
        LiveModel<Trip, Label> live = champion().build();

        Swap swap = live.switchTo(2, "the challenger is better");

        assertThat(swap.from()).isEqualTo(1);
        assertThat(live.answer(TRIP).version()).isEqualTo(2);
        assertThat(registry.resolve(MODEL, CHAMPION).number()).isEqualTo(2);
        assertThat(registry.audit(MODEL)).last().extracting(AuditEvent::reason).isEqualTo("the challenger is better");
    }

    @Test
    void rollingBackReturnsToTheVersionBefore() {
        LiveModel<Trip, Label> live = champion().build();
        assertThat(live.rollBack("nothing to go back to")).isEmpty();
        live.switchTo(2, "better");

        assertThat(live.rollBack("it was not")).get().extracting(Swap::to).isEqualTo(1);

        assertThat(live.score(TRIP)).isCloseTo(scoreOf(first, TRIP), within(1e-9));
        assertThat(registry.resolve(MODEL, CHAMPION).number()).isEqualTo(1);
    }

    @Test
    void anAliasThatSomebodyElseMovedIsNotOverruled() {
        LiveModel<Trip, Label> live = champion().build();
        register(registry, first);
        promote(registry, 3);

        assertThatThrownBy(() -> live.switchTo(2, "better")).isInstanceOf(AliasConflictException.class);

        assertThat(live.version().number()).isEqualTo(1);
        assertThat(registry.resolve(MODEL, CHAMPION).number()).isEqualTo(3);
    }

    @Test
    void aVersionThatCannotBeReadIsNotSwitchedTo() {
        LiveModel<Trip, Label> live = champion().build();
        register(registry, new byte[] {1, 2, 3});

        assertThatThrownBy(() -> live.switchTo(3, "better")).isInstanceOf(ModelException.class);
        assertThatThrownBy(() -> live.switchTo(9, "better")).isInstanceOf(NotFoundException.class);

        assertThat(live.version().number()).isEqualTo(1);
        assertThat(registry.resolve(MODEL, CHAMPION).number()).isEqualTo(1);
    }

    @Test
    void onlyTheExpectedVersionIsReplaced() {
        LiveModel<Trip, Label> live = champion().build();
        register(registry, first);

        assertThatThrownBy(() -> live.switchTo(2, 3, "better than 2"))
                .isInstanceOfSatisfying(AliasConflictException.class, e -> {
                    assertThat(e.expected()).isEqualTo(2);
                    assertThat(e.actual()).isEqualTo(1);
                });
        assertThat(live.version().number()).isEqualTo(1);
        assertThat(live.switchTo(1, 3, "better than 1").to()).isEqualTo(3);
    }

    @Test
    void aVersionThatCameToAnswerWhileAnotherWasLoadedIsNotReplaced() {
        HookedRegistry hooked = new HookedRegistry(registry);
        LiveModel<Trip, Label> live = LiveModel.classification(SCHEMA, hooked, MODEL, CHAMPION)
                .clock(CLOCK)
                .build();
        register(registry, first);
        hooked.atNextRead(() -> {
            promote(registry, 2);
            live.refresh();
        });

        assertThatThrownBy(() -> live.switchTo(1, 3, "better than 1")).isInstanceOf(AliasConflictException.class);

        assertThat(live.version().number()).isEqualTo(2);
        assertThat(registry.resolve(MODEL, CHAMPION).number()).isEqualTo(2);
    }

    @Test
    void aListenerThatThrowsUndoesNothing() {
        try (CapturedLog log = CapturedLog.ofPackage(LiveModel.class)) {
            LiveModel<Trip, Label> live = champion()
                    .onSwap(swap -> {
                        throw new IllegalStateException("nobody listens");
                    })
                    .build();

            assertThat(live.switchTo(2, "better").to()).isEqualTo(2);
            promote(registry, 1);
            assertThat(live.refresh()).isPresent();
            assertThat(live.version().number()).isEqualTo(1);
            assertThat(log.messages()).hasSize(3).allMatch(message -> message.contains("a listener of trips/champion"));
        }
    }

    @Test
    void aRowThatTheMonitorRefusesIsAnsweredAndCounted() {
        LiveModel<Trip, Label> live = champion()
                .recorder((trip, score) -> {
                    throw new IllegalStateException("the row has no id");
                })
                .build();

        try (CapturedLog log = CapturedLog.ofPackage(LiveModel.class)) {
            assertThat(live.score(TRIP)).isCloseTo(scoreOf(first, TRIP), within(1e-9));
            live.predict(TRIP);
            assertThat(log.messages()).as("once, not for each row").hasSize(1);
        }

        assertThat(live.unrecorded()).isEqualTo(2);
        assertThat(live.answersByVersion()).containsExactly(entry(1, 2L));
        assertThat(champion().build().unrecorded()).isZero();
    }

    @Test
    void knowsSinceWhenItsVersionAnswers() {
        StepClock now = new StepClock(Instant.parse("2013-01-01T00:00:00Z"));
        MemoryRegistry ticking = MemoryRegistry.create(now);
        register(ticking, first);
        register(ticking, second);
        now.set(Instant.parse("2013-02-01T00:00:00Z"));
        promote(ticking, 1);
        LiveModel<Trip, Label> live =
                LiveModel.classification(SCHEMA, ticking, MODEL, CHAMPION).build();

        assertThat(live.since()).isEqualTo("2013-02-01T00:00:00Z");
        now.set(Instant.parse("2013-03-01T00:00:00Z"));
        live.switchTo(2, "better");
        assertThat(live.since()).isEqualTo("2013-03-01T00:00:00Z");
        now.set(Instant.parse("2013-04-01T00:00:00Z"));
        promote(ticking, 1);
        live.refresh();
        assertThat(live.since()).isEqualTo("2013-04-01T00:00:00Z");
    }

    @Test
    void aTreesAnswersAreSharesOfAWhole() {
        Model<Label> tree = Trips.classifier(new CARTClassificationTrainer(3));
        register(registry, tree);
        promote(registry, 3);
        LiveModel<Trip, Label> live = champion().build();

        for (Trip trip : Trips.make(100, 6)) {
            assertThat(live.score(trip)).isBetween(0.0, 1.0).isEqualTo(scoreOf(tree, trip));
            assertThat(live.answer(trip).score()).isEqualTo(scoreOf(tree, trip));
        }
    }

    @Test
    void aModelOfAColumnThatTheSchemaLacksIsRefused() {
        LiveModelBuilder<Trip, Label> narrow =
                LiveModel.classification(SCHEMA.without("carrier"), registry, MODEL, CHAMPION);
        LiveModelBuilder<Trip, Label> otherType =
                LiveModel.classification(SCHEMA.categorical("hour"), registry, MODEL, CHAMPION);

        assertThatThrownBy(narrow::build)
                .isInstanceOf(MismatchedModelException.class)
                .hasMessageContaining("carrier=");
        assertThatThrownBy(otherType::build)
                .isInstanceOf(MismatchedModelException.class)
                .hasMessageContaining("one with hour");
    }

    @Test
    void aModelThatIsNotLinearIsServedByTribuo() {
        register(registry, Trips.classifier(Trips.factorisation()));
        promote(registry, 3);
        LiveModel<Trip, Label> live = champion().build();

        assertThat(live.isCompiled()).isFalse();
        assertThat(live.howServed()).isEqualTo("answered by Tribuo: it is a FMClassificationModel");
    }

    @Test
    void aNullRowIsRefusedWithModelAndVersion() {
        LiveModel<Trip, Label> live = champion().build();
        @Nullable Trip none = null;

        assertThatThrownBy(() -> predictAnything(live, none))
                .isInstanceOfSatisfying(InvalidRowException.class, e -> {
                    assertThat(e.model()).isEqualTo("trips");
                    assertThat(e.version()).isEqualTo(1);
                })
                .hasMessageContaining("null");
        assertThat(live.answersByVersion()).containsExactly(entry(1, 0L));
    }

    @SuppressWarnings("NullAway") // what a caller without a checker of nullness can do
    private static void predictAnything(LiveModel<Trip, Label> live, @Nullable Trip row) {
        live.predict(row);
    }

    @Test
    void aRowWithoutAnyValueIsAnswered() {
        LiveModel<Trip, Label> live = champion().build();
        Trip unknown = new Trip(Double.NaN, Double.NaN, 12, null, null, false);

        assertThat(live.score(unknown)).isCloseTo(scoreOf(first, unknown), within(1e-9));
        assertThat(live.unseenCategories()).isEmpty();
    }

    @Test
    void anInfiniteNumberIsMissing() {
        LiveModel<Trip, Label> live = champion().build();
        Trip infinite = new Trip(Double.NEGATIVE_INFINITY, 2013.5, 18, "B6", "snow", false);
        Trip missing = new Trip(Double.NaN, 2013.5, 18, "B6", "snow", false);

        assertThat(live.score(infinite)).isEqualTo(live.score(missing));
    }

    @Test
    void anUnseenCategoryIsAnsweredAndCounted() {
        LiveModel<Trip, Label> live = champion().build();
        Trip unseen = new Trip(800, 2013.5, 18, "ZZ", "locusts", false);

        assertThat(live.score(unseen)).isCloseTo(scoreOf(first, unseen), within(1e-9));
        live.predict(new Trip(800, 2013.5, 18, "ZZ", "fog", false));

        assertThat(live.unseenCategories()).containsExactly(entry("carrier", 2L), entry("sky", 1L));
    }

    @Test
    void aModelThatIsNotLinearCountsUnseenCategoriesToo() {
        register(registry, Trips.classifier(Trips.factorisation()));
        promote(registry, 3);
        LiveModel<Trip, Label> live = champion().build();

        live.predict(new Trip(800, 2013.5, 18, "ZZ", "fog", false));

        assertThat(live.unseenCategories()).containsExactly(entry("carrier", 1L));
    }

    @Test
    void anUnknownModelOrAliasIsRefused() {
        assertThatThrownBy(() -> LiveModel.classification(SCHEMA, registry, "trip", CHAMPION)
                        .build())
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("trips");
        assertThatThrownBy(() -> LiveModel.classification(SCHEMA, registry, MODEL, "champoin")
                        .build())
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("champion");
    }

    @Test
    void aVersionThatCannotBeReadLeavesTheOldOneAnswering() {
        LiveModel<Trip, Label> live = champion().build();
        register(registry, new byte[] {1, 2, 3});
        promote(registry, 3);

        assertThatThrownBy(live::refresh).isInstanceOf(ModelException.class);

        assertThat(live.answer(TRIP).version()).isEqualTo(1);
        promote(registry, 2);
        assertThat(live.refresh()).isPresent();
    }

    @Test
    void aVersionThatNamesAForeignClassIsNotCreatedAndTheOldOneGoesOnAnswering() {
        LiveModel<Trip, Label> live = champion().build();
        register(
                registry,
                first.serialize().toBuilder()
                        .setClassName("java.lang.ProcessBuilder")
                        .build()
                        .toByteArray());
        promote(registry, 3);

        assertThatThrownBy(live::refresh)
                .isInstanceOfSatisfying(UntrustedModelException.class, e -> assertThat(e.subject())
                        .isEqualTo("java.lang.ProcessBuilder"));

        assertThat(live.answer(TRIP).version()).isEqualTo(1);
        // Who trusts the class gets as far as Tribuo, which finds that it is no model.
        assertThatThrownBy(() -> champion()
                        .format(TribuoFormat.create().trusting("java.lang.ProcessBuilder"))
                        .build())
                .isInstanceOf(CorruptModelException.class);
    }

    @Test
    void scoringACompiledModelAllocatesNothing() {
        LiveModel<Trip, Label> live = champion().build();
        List<Trip> trips = Trips.make(64, 9);
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        double sum = scoreAll(live, trips, 2_000);

        long before = threads.getThreadAllocatedBytes(self);
        sum += scoreAll(live, trips, 2_000);
        long allocated = threads.getThreadAllocatedBytes(self) - before;

        assertThat(sum).isPositive();
        // 128,000 rows; what remains is the measurement's own.
        assertThat(allocated).isLessThan(10_000);
    }

    private static double scoreAll(LiveModel<Trip, Label> live, List<Trip> trips, int times) {
        double sum = 0;
        for (int i = 0; i < times; i++) {
            for (int j = 0; j < trips.size(); j++) {
                sum += live.score(trips.get(j));
            }
        }
        return sum;
    }
}
