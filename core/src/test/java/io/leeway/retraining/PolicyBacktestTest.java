package io.leeway.retraining;

import static io.leeway.evaluation.Gates.better;
import static io.leeway.evaluation.Gates.logLoss;
import static io.leeway.retraining.BacktestStream.A_DAY;
import static io.leeway.retraining.BacktestStream.day;
import static io.leeway.retraining.Conditions.age;
import static io.leeway.retraining.Conditions.metric;
import static io.leeway.retraining.Conditions.newLabels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leeway.adaptation.Adaptation;
import io.leeway.adaptation.Adapter;
import io.leeway.feedback.FeedbackEntry;
import io.leeway.monitoring.performance.ClassificationMetrics;
import io.leeway.monitoring.performance.ClusterIntervals;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.PipelineRun;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.retraining.BacktestReport.Prices;
import io.leeway.retraining.BacktestResult.Training;
import io.leeway.retraining.Deliveries.Delivery;
import io.leeway.serving.LiveModel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tribuo.classification.Label;

/** Ten days of deliveries whose world turns round on the sixth; labels come after six hours. */
class PolicyBacktestTest {
    private static final int DAYS = 10;
    private static final int TURN = 6;
    private static final Duration DELAY = Duration.ofHours(6);
    private static final Duration WINDOW = Duration.ofDays(2);
    private static final List<Delivery> ROWS = BacktestStream.deliveries(DAYS, TURN);
    private static final List<FeedbackEntry<Delivery>> LOG = BacktestStream.log(ROWS, DELAY);

    private static final Strategy NEVER = Strategy.never().window(WINDOW);
    private static final Strategy WHEN_WORSE = Strategy.of(RetrainingPolicy.named("when worse")
                    .when(metric("logLoss").exceeds("baseRateLogLoss", 0))
                    .build())
            .window(WINDOW);

    private static PolicyBacktest.Builder<Delivery> backtest(List<FeedbackEntry<Delivery>> log) {
        return PolicyBacktest.of(log, BacktestStream::pipeline)
                .between(day(2), day(DAYS))
                .metricRows(A_DAY / 2);
    }

    private static List<Instant> times(BacktestResult result) {
        return result.trainings().stream().map(Training::at).toList();
    }

    private static List<Delivery> knownAtTheStart() {
        return ROWS.stream()
                .filter(row -> !row.at().plus(DELAY).isAfter(day(2)))
                .toList();
    }

    @Test
    void theFirstChampionIsTrainedOnWhatWasKnownAtTheStartAndAnswersAllRows() {
        Clock clock = Clock.fixed(day(2), ZoneOffset.UTC);
        MemoryRegistry registry = MemoryRegistry.create(clock);
        var pipeline = BacktestStream.pipeline(registry, clock);
        pipeline.promote(pipeline.run(knownAtTheStart()));
        LiveModel<Delivery, Label> live = LiveModel.classification(
                        Deliveries.SCHEMA, registry, pipeline.name(), "champion")
                .clock(clock)
                .build();

        BacktestReport report = backtest(LOG).build().compare(List.of(NEVER));

        BacktestResult never = report.result("never");
        assertThat(times(never)).containsExactly(day(2));
        for (int i = 2 * A_DAY; i < ROWS.size(); i++) {
            assertThat(never.answer(i)).isEqualTo(live.score(ROWS.get(i)));
        }
        assertThat(never.answer(2 * A_DAY - 1)).isNaN();
        List<Delivery> labelled = ROWS.stream()
                .filter(row ->
                        !row.at().isBefore(day(2)) && row.at().plus(DELAY).isBefore(day(DAYS)))
                .toList();
        boolean[] late = new boolean[labelled.size()];
        IntStream.range(0, late.length).forEach(i -> late[i] = labelled.get(i).late());
        assertThat(report.rows()).isEqualTo(late.length);
        assertThat(report.metrics("never").get("logLoss").estimate())
                .isCloseTo(
                        ClassificationMetrics.of(
                                        labelled.stream()
                                                .mapToDouble(live::score)
                                                .toArray(),
                                        late)
                                .logLoss(),
                        within(1e-12));
    }

    @Test
    void aPolicyRetrainsAtTheFirstEvaluationThatCanKnowThatTheWorldTurned() {
        // Metrics rest on half a day of rows; six hours after the turn the labels are still those of the old world.
        PolicyBacktest<Delivery> backtest =
                backtest(LOG).every(Duration.ofHours(6)).build();

        BacktestReport report = backtest.compare(List.of(NEVER, WHEN_WORSE));

        List<Instant> trainings = times(report.result("when worse"));
        assertThat(trainings.get(0)).isEqualTo(day(2));
        assertThat(trainings.get(1)).isAfter(day(TURN + 0.25)).isBefore(day(TURN + 1));
        assertThat(report.difference("when worse").get("logLoss").estimate()).isLessThan(-0.1);
        assertThat(report.result("when worse").trainings().get(1).sentence())
                .startsWith("retrain: logLoss is")
                .contains("against baseRateLogLoss");
    }

    @Test
    void agesAndCountsAreThoseOfTheReplay() {
        Strategy aged = Strategy.of(RetrainingPolicy.named("aged")
                        .when(age().atLeast(Duration.ofDays(3)))
                        .build())
                .window(WINDOW);
        Strategy counted = Strategy.of(RetrainingPolicy.named("counted")
                        .when(newLabels().atLeast(3L * A_DAY - A_DAY / 4))
                        .cooldown(Duration.ofDays(1))
                        .build())
                .window(WINDOW);

        BacktestReport report = backtest(LOG).build().compare(List.of(aged, counted));

        assertThat(times(report.result("aged"))).startsWith(day(2), day(5));
        // After three days, the labels of all but the last six hours.
        assertThat(times(report.result("counted"))).startsWith(day(2), day(5), day(8));
    }

    @Test
    void anAdaptationLearnsEachLabelAtItsOwnMoment() {
        Clock clock = Clock.fixed(day(2), ZoneOffset.UTC);
        PipelineRun<Delivery, Label> run =
                BacktestStream.pipeline(MemoryRegistry.create(clock), clock).run(knownAtTheStart());
        Adapter<Delivery> adapter = Adaptation.standard().adapter(Deliveries.SCHEMA, run.trainingProfile());
        BacktestReport report = backtest(LOG)
                .build()
                .compare(List.of(NEVER, NEVER.adapted(Adaptation.standard()).named("adapted")));
        BacktestResult alone = report.result("never");
        BacktestResult adapted = report.result("adapted");

        int labels = 2 * A_DAY;
        for (int i = 2 * A_DAY; i < ROWS.size(); i++) {
            for (; !ROWS.get(labels).at().plus(DELAY).isAfter(ROWS.get(i).at()); labels++) {
                adapter.label(labels, ROWS.get(labels).late());
            }
            assertThat(adapter.predict(i, ROWS.get(i), alone.answer(i))).isEqualTo(adapted.answer(i));
        }

        assertThat(report.difference("adapted").get("logLoss").estimate()).isLessThan(-0.1);
        assertThat(adapted.adaptation().orElseThrow().labels()).isEqualTo(report.rows());
        assertThat(adapted.trust().moments()).hasSize(DAYS - 3);
        assertThat(alone.trust().moments()).isEmpty();
    }

    @Test
    void labelsThatNeverComeTeachNothing() {
        List<FeedbackEntry<Delivery>> log = new ArrayList<>(LOG.subList(0, 2 * A_DAY - A_DAY / 4));
        LOG.subList(2 * A_DAY - A_DAY / 4, LOG.size())
                .forEach(entry -> log.add(new FeedbackEntry<>(
                        entry.row(),
                        entry.recorded(),
                        entry.version(),
                        entry.revision(),
                        entry.answer(),
                        entry.answerClass(),
                        entry.probabilities(),
                        entry.band(),
                        entry.champion(),
                        entry.championProbabilities(),
                        java.util.Optional.empty())));
        PolicyBacktest<Delivery> backtest = backtest(log).build();

        BacktestReport report = backtest.compare(
                List.of(NEVER, NEVER.adapted(Adaptation.standard()).named("adapted"), WHEN_WORSE));

        assertThat(report.rows()).isZero();
        assertThat(times(report.result("when worse"))).hasSize(1);
        for (int i = 2 * A_DAY; i < ROWS.size(); i++) {
            assertThat(report.result("adapted").answer(i))
                    .isCloseTo(report.result("never").answer(i), within(1e-12));
        }
    }

    @Test
    void nothingBeforeAMomentChangesWhenEveryLabelThatIsThenUnknownTurnsOutOtherwise() {
        Instant moment = day(6.6);
        List<Strategy> strategies = List.of(
                WHEN_WORSE,
                Strategy.of(RetrainingPolicy.named("every day")
                                .when(age().atLeast(Duration.ofDays(1)))
                                .build())
                        .window(WINDOW)
                        .adapted(Adaptation.standard()));
        BacktestReport asItWas =
                backtest(LOG).every(Duration.ofHours(6)).build().compare(strategies);
        BacktestReport otherwise = backtest(BacktestStream.log(
                        ROWS, DELAY, row -> row.at().plus(DELAY).isAfter(moment)))
                .every(Duration.ofHours(6))
                .build()
                .compare(strategies);

        for (Strategy each : strategies) {
            BacktestResult first = asItWas.result(each.name());
            BacktestResult second = otherwise.result(each.name());
            assertThat(before(moment, second)).isEqualTo(before(moment, first)).hasSizeGreaterThan(1);
            assertThat(answers(moment, second)).isEqualTo(answers(moment, first));
            // Afterwards they differ: a comparison that could not fail would prove nothing.
            assertThat(answers(day(DAYS), second)).isNotEqualTo(answers(day(DAYS), first));
        }
    }

    private static List<Training> before(Instant moment, BacktestResult result) {
        return result.trainings().stream()
                .filter(training -> !training.at().isAfter(moment))
                .toList();
    }

    private static List<Double> answers(Instant moment, BacktestResult result) {
        return IntStream.range(0, ROWS.size())
                .filter(i -> !ROWS.get(i).at().isAfter(moment))
                .mapToObj(result::answer)
                .toList();
    }

    @Test
    void anEarlierPartReadsNothingOfTheRest() {
        PolicyBacktest<Delivery> part = backtest(LOG).build().before(day(5));
        PolicyBacktest<Delivery> other = backtest(BacktestStream.log(
                        ROWS, DELAY, row -> !row.at().plus(DELAY).isBefore(day(5))))
                .build()
                .before(day(5));

        assertThat(part.evaluations()).last().isEqualTo(day(4));
        assertThat(part.compare(List.of(NEVER, WHEN_WORSE)))
                .hasToString(other.compare(List.of(NEVER, WHEN_WORSE)).toString());
        assertThatThrownBy(() -> part.before(day(6))).isInstanceOf(PolicyException.class);
    }

    @Test
    void hindsightFindsTheEvaluationAtWhichTheNewWorldCouldFirstBeLearnt() {
        PolicyBacktest<Delivery> backtest = backtest(LOG).withoutComparison().build();

        List<Instant> best = backtest.hindsight(2, Duration.ofDays(1));

        // On the day of the turn nothing of the new world is known; a day later most of the window is of the new world.
        assertThat(best).containsExactly(day(2), day(TURN + 1));
        BacktestReport report = backtest.compare(List.of(
                Strategy.at("best", best).window(Duration.ofDays(1)),
                Strategy.at("later", List.of(day(TURN + 2))).window(Duration.ofDays(1))));
        assertThat(times(report.result("best"))).isEqualTo(best);
        assertThat(report.difference("later").get("logLoss").estimate()).isPositive();
    }

    @Test
    void strategiesAreRankedByTheirMeanDifferenceFromTheReference() {
        PolicyBacktest<Delivery> backtest = backtest(LOG).withoutComparison().build();
        Strategy late = Strategy.at("late", List.of(day(TURN + 3))).window(WINDOW);

        List<PolicyBacktest.Ranked> ranked =
                backtest.rank(List.of(NEVER, late, WHEN_WORSE), NEVER, List.of(day(2), day(3)));

        assertThat(ranked).extracting(each -> each.strategy().name()).containsExactly("when worse", "late", "never");
        assertThat(ranked.get(2).gain()).isZero();
        assertThat(ranked.get(1).trainings()).isEqualTo(2);
        double first = backtest.compare(List.of(NEVER, late))
                .difference("late")
                .get("logLoss")
                .estimate();
        assertThat(backtest.rank(List.of(late), NEVER, List.of(day(2))).get(0).gain())
                .isCloseTo(first, within(1e-12));
    }

    @Test
    void intervalsAreByWholeDays() {
        BacktestReport report = backtest(LOG).build().compare(List.of(NEVER, WHEN_WORSE));
        List<Integer> labelled = IntStream.range(2 * A_DAY, ROWS.size())
                .filter(i -> ROWS.get(i).at().plus(DELAY).isBefore(day(DAYS)))
                .boxed()
                .toList();
        double[] never =
                labelled.stream().mapToDouble(report.result("never")::answer).toArray();
        double[] worse = labelled.stream()
                .mapToDouble(report.result("when worse")::answer)
                .toArray();
        boolean[] late = new boolean[never.length];
        IntStream.range(0, late.length)
                .forEach(i -> late[i] = ROWS.get(labelled.get(i)).late());
        ClusterIntervals days = ClusterIntervals.days(
                labelled.stream()
                        .mapToLong(i -> ROWS.get(i).at().toEpochMilli())
                        .toArray(),
                ZoneOffset.UTC);

        assertThat(report.metrics("never").get("rocAuc"))
                .isEqualTo(days.classification(never, late).get("rocAuc"));
        assertThat(report.difference("when worse").get("logLoss"))
                .isEqualTo(days.difference(worse, never, late).get("logLoss"));
        assertThat(report.metrics("never").get("calibrationError").lower()).isNaN();
    }

    @Test
    void labelsOfOneDayHaveNoInterval() {
        BacktestReport report = PolicyBacktest.of(LOG, BacktestStream::pipeline)
                .between(day(2), day(3))
                .build()
                .compare(List.of(NEVER, NEVER.named("again")));

        assertThat(report.metrics("never").get("logLoss").lower()).isNaN();
        assertThat(report.difference("again").get("logLoss").estimate()).isZero();
        assertThat(report.toString()).doesNotContain("NaN").doesNotContain("[");
    }

    @Test
    void costIsTrainingsAndLossAtTheirPrices() {
        BacktestReport report = backtest(LOG).prices(new Prices(50, 2)).build().compare(List.of(NEVER, WHEN_WORSE));

        for (BacktestResult each : report.results()) {
            String name = each.strategy().name();
            assertThat(report.cost(name).orElseThrow())
                    .isCloseTo(
                            50 * each.trainings().size()
                                    + 2
                                            * report.rows()
                                            * report.metrics(name)
                                                    .get("logLoss")
                                                    .estimate(),
                            within(1e-9));
        }
        assertThat(report.toString()).contains("cost");
        assertThat(backtest(LOG).build().compare(List.of(NEVER)).cost("never")).isEmpty();
    }

    @Test
    void aRejectedChallengerCountsAsATrainingAndChangesNothing() {
        Strategy daily = Strategy.of(RetrainingPolicy.named("daily")
                        .when(age().atLeast(Duration.ofHours(1)))
                        .build())
                .window(WINDOW);
        PolicyBacktest<Delivery> backtest = PolicyBacktest.of(
                        LOG,
                        (registry, clock) -> BacktestStream.pipeline(
                                registry,
                                clock,
                                logLoss().atMost(clock.instant().equals(day(2)) ? 10 : 0.001)))
                .between(day(2), day(DAYS))
                .build();

        BacktestReport report = backtest.compare(List.of(NEVER, daily));

        BacktestResult rejected = report.result("daily");
        assertThat(rejected.trainings()).hasSize(DAYS - 2);
        assertThat(rejected.trainings().get(1).promoted()).isFalse();
        assertThat(rejected.trainings().get(1).sentence())
                .startsWith("retrain: ")
                .contains("No candidate passes");
        assertThat(report.difference("daily").get("logLoss").estimate()).isZero();
    }

    @Test
    void challengersAreComparedWithTheChampionOfTheirStrategyUnlessThatIsSwitchedOff() {
        Strategy again = Strategy.at("again", List.of(day(4))).window(WINDOW);
        BiFunction<ModelRegistry, Clock, Pipeline<Delivery, Label>> strict =
                (registry, clock) -> BacktestStream.pipeline(registry, clock, better().on(logLoss()));

        BacktestResult compared = PolicyBacktest.of(LOG, strict)
                .between(day(2), day(5))
                .build()
                .compare(List.of(again))
                .result("again");
        BacktestResult alone = PolicyBacktest.of(LOG, strict)
                .between(day(2), day(5))
                .withoutComparison()
                .build()
                .compare(List.of(again))
                .result("again");

        // In a world that did not change, no challenger is better with 95 % confidence.
        assertThat(compared.trainings()).extracting(Training::promoted).containsExactly(true, false);
        assertThat(compared.trainings().get(1).sentence()).contains("against the champion's");
        assertThat(alone.trainings()).extracting(Training::promoted).containsExactly(true, true);
    }

    @Test
    void whatCannotBeReplayedIsRefused() {
        PolicyBacktest<Delivery> backtest = backtest(LOG).build();

        assertThatThrownBy(() -> backtest.compare(List.of())).hasMessageContaining("no strategy");
        assertThatThrownBy(() -> backtest.compare(List.of(NEVER, NEVER))).hasMessageContaining("'never'");
        assertThatThrownBy(
                        () -> PolicyBacktest.of(LOG, BacktestStream::pipeline).build())
                .hasMessageContaining("between(start, end)");
        assertThatThrownBy(() -> PolicyBacktest.of(LOG, BacktestStream::pipeline)
                        .between(day(0), day(3))
                        .build()
                        .compare(List.of(NEVER)))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("first champion cannot be trained")
                .hasMessageContaining("Start later");
        assertThatThrownBy(() -> backtest.train(day(2.5), WINDOW)).hasMessageContaining("no evaluation");
    }
}
