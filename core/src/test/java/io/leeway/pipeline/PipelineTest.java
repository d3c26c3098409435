package io.leeway.pipeline;

import static io.leeway.evaluation.Gates.accuracy;
import static io.leeway.evaluation.Gates.better;
import static io.leeway.evaluation.Gates.f1;
import static io.leeway.evaluation.Gates.logLoss;
import static io.leeway.evaluation.Gates.r2;
import static io.leeway.evaluation.Gates.rocAuc;
import static io.leeway.monitoring.quality.Expectations.expect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.leeway.evaluation.GateResult.Outcome;
import io.leeway.model.ModelMetadata;
import io.leeway.model.tribuo.TribuoFormat;
import io.leeway.pipeline.PipelineException.Problem;
import io.leeway.pipeline.PipelineRun.Status;
import io.leeway.pipeline.Rides.Ride;
import io.leeway.registry.AliasConflictException;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.schema.Schema;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tribuo.classification.Label;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;

class PipelineTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-02-01T00:00:00Z"), ZoneOffset.UTC);

    private final ModelRegistry registry = MemoryRegistry.create();

    private PipelineBuilder<Ride, Label> rides() {
        return Pipeline.classification("rides", Rides.SCHEMA)
                .candidate("logistic", Trainers::logisticRegression)
                .register(registry)
                .clock(CLOCK);
    }

    @Test
    void theSameRowsSeedAndClockGiveTheSameBytes() {
        List<Ride> rows = Rides.rides(3_000, 1);
        var pipeline = rides().seed(7).build();

        ModelVersion first = pipeline.run(rows).version().orElseThrow();
        ModelVersion second = pipeline.run(rows).version().orElseThrow();
        ModelVersion ofAnotherSeed = rides().seed(8).build().run(rows).version().orElseThrow();

        assertThat(second.number()).isNotEqualTo(first.number());
        assertThat(second.sha256()).isEqualTo(first.sha256());
        assertThat(ofAnotherSeed.sha256()).isNotEqualTo(first.sha256());
    }

    @Test
    void theFirstModelThatPassesIsRegisteredWithItsLineage() {
        List<Ride> rows = Rides.rides(3_000, 1);
        var pipeline = rides().gate(rocAuc().atLeast(0.7), better()).build();

        PipelineRun<Ride, Label> run = pipeline.run(rows);

        assertThat(run.status()).isEqualTo(Status.PROMOTABLE);
        assertThat(run.trainingRows()).isEqualTo(2_400);
        assertThat(run.holdOutRows()).isEqualTo(600);
        assertThat(run.trainingProfile().rows()).isEqualTo(2_400);
        ModelVersion version = run.version().orElseThrow();
        assertThat(version.metadata())
                .containsEntry(ModelMetadata.STATUS, "passed")
                .containsEntry(ModelMetadata.KIND, "CLASSIFICATION")
                .containsEntry(ModelMetadata.POSITIVE_CLASS, "true")
                .containsEntry(ModelMetadata.SCHEMA, Rides.SCHEMA.fingerprint());
        assertThat(version.lineage().dataRows()).hasValue(2_400);
        assertThat(version.lineage().dataFrom()).contains(Rides.START);
        assertThat(version.lineage().dataTo()).contains(Rides.START.plusSeconds(60L * 2_399));
        assertThat(version.lineage().dataDigest()).startsWith("sha256:");
        assertThat(version.lineage().trainer()).contains("LinearSGDTrainer");
        assertThat(version.lineage().parentVersion()).isEmpty();
        assertThat(version.lineage().metrics()).containsKeys("logLoss", "rocAuc", "brier", "f1");
        assertThat(version.lineage().gates()).hasSize(2);
        assertThat(run.winner().orElseThrow().gates().get(1).outcome()).isEqualTo(Outcome.SKIPPED);
    }

    @Test
    void theRegisteredBytesAnswerAsTheWinnerDid() {
        PipelineRun<Ride, Label> run = rides().build().run(Rides.rides(1_000, 1));

        var stored = TribuoFormat.create()
                .classifier(Rides.SCHEMA, registry.read(run.version().orElseThrow()), "true");

        var winner = run.winner().orElseThrow().model();
        for (Ride each : Rides.rides(100, 2)) {
            assertThat(stored.score(each)).isEqualTo(winner.score(each));
        }
    }

    @Test
    void rowsAreHeldOutByTimeWhateverTheirOrder() {
        List<Ride> rows = Rides.rides(1_000, 1);
        List<Ride> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(5));

        var run = rides().build().run(shuffled);

        assertThat(run.version().orElseThrow().lineage().dataTo())
                .contains(rows.get(799).at());
        assertThat(run.candidates().get(0).primary())
                .isEqualTo(rides().build().run(rows).candidates().get(0).primary());
    }

    @Test
    void theRowsHeldOutAreProfiledWithTheChallengersScores() {
        var run = rides().build().run(Rides.rides(1_000, 1));

        assertThat(run.holdOutProfile().rows()).isEqualTo(200);
        assertThat(run.holdOutProfile().features()).containsExactly("distance", "wind", "carrier", "prediction");
        var evaluation = run.candidates().get(0).evaluation();
        double mean =
                IntStream.range(0, 200).mapToDouble(evaluation::score).average().orElseThrow();
        assertThat(run.holdOutProfile().numeric("prediction").mean()).isCloseTo(mean, within(1e-12));
    }

    @Test
    void rowsHeldOutThatAreOlderThanTrainingRowsAreNoted() {
        List<Ride> rows = Rides.rides(1_000, 1);

        var newer = rides().build().run(rows.subList(0, 800), rows.subList(800, 1_000));
        var older = rides().build().run(rows.subList(150, 1_000), rows.subList(0, 150));

        assertThat(newer.notes()).isEmpty();
        assertThat(older.notes()).singleElement().asString().startsWith("150 of 150 rows held out are older");
    }

    @Test
    void promotionMovesTheAliasOnceOnly() {
        var pipeline = rides().build();
        var first = pipeline.run(Rides.rides(1_000, 1));
        var second = pipeline.run(Rides.rides(1_000, 2));

        pipeline.promote(first);

        assertThat(registry.resolve("rides", "champion"))
                .isEqualTo(first.version().orElseThrow());
        assertThatExceptionOfType(AliasConflictException.class).isThrownBy(() -> pipeline.promote(second));
    }

    @Test
    void aChallengerThatIsNoBetterIsKeptWithItsReasons() {
        var pipeline = rides().gate(better().than("champion").on(logLoss())).build();
        pipeline.promote(pipeline.run(Rides.rides(0, 3_000, 1.0, 1)));

        var run = pipeline.run(Rides.rides(3_000, 3_000, 1.0, 2));

        assertThat(run.status()).isEqualTo(Status.REJECTED);
        assertThat(run.winner()).isEmpty();
        ModelVersion kept = run.version().orElseThrow();
        assertThat(kept.number()).isEqualTo(2);
        assertThat(kept.metadata()).containsEntry(ModelMetadata.STATUS, "rejected");
        assertThat(kept.lineage().parentVersion()).hasValue(1);
        assertThat(kept.lineage().gates().values()).singleElement().asString().contains("failed");
        assertThat(run.explanation()).contains("with 95% confidence");
        assertThat(registry.aliases("rides").values()).containsExactly(1);
        assertThatExceptionOfType(PipelineException.class)
                .isThrownBy(() -> pipeline.promote(run))
                .satisfies(refused -> assertThat(refused.problem()).isEqualTo(Problem.NOT_PROMOTABLE));
    }

    @Test
    void aChallengerThatIsBetterOnTheSameRowsPasses() {
        var pipeline = rides().gate(better().than("champion").on(logLoss())).build();
        pipeline.promote(pipeline.run(Rides.rides(0, 3_000, -1.0, 1)));

        var run = pipeline.run(Rides.rides(3_000, 3_000, 1.0, 2));

        assertThat(run.status()).isEqualTo(Status.PROMOTABLE);
        assertThat(run.championEvaluation().orElseThrow().rows()).isEqualTo(600);
        assertThat(pipeline.promote(run).to()).isEqualTo(2);
    }

    @Test
    void rowsThatTheChampionWasTrainedOnAreLeftOutOfTheComparison() {
        var pipeline = rides().gate(better().on(logLoss())).build();
        pipeline.promote(pipeline.run(Rides.rides(0, 3_000, 1.0, 1)));

        var sameRows = pipeline.run(Rides.rides(0, 2_000, 1.0, 1));
        var someNew = pipeline.run(Rides.rides(0, 2_600, 1.0, 1));

        assertThat(sameRows.candidates().get(0).gates().get(0).outcome()).isEqualTo(Outcome.INSUFFICIENT_DATA);
        assertThat(sameRows.status()).isEqualTo(Status.REJECTED);
        assertThat(someNew.candidates().get(0).gates().get(0).explanation()).contains("on 200 rows");
        assertThat(someNew.notes()).singleElement().asString().contains("320 of 520 rows");
    }

    @Test
    void rowsThatDoNotMeetTheExpectationsAreRefusedWhole() {
        List<String> heard = new ArrayList<>();
        var pipeline = rides().validate(expect("distance").between(0, 600))
                .listener(new PipelineListener() {
                    @Override
                    public void step(String step, int done, int total) {
                        heard.add(step);
                    }
                })
                .build();

        var run = pipeline.run(Rides.rides(500, 1));

        assertThat(run.status()).isEqualTo(Status.INVALID_DATA);
        assertThat(run.candidates()).isEmpty();
        assertThat(run.version()).isEmpty();
        assertThat(registry.models()).isEmpty();
        assertThat(run.explanation()).contains("distance");
        assertThat(heard).containsExactly("validate");
    }

    @Test
    void theBestOfTheCandidatesThatPassWins() {
        var pipeline = rides().candidate("stump", new CARTClassificationTrainer(1))
                .candidate("tree", new CARTClassificationTrainer(4))
                .chooseBy(accuracy())
                .build();

        var run = pipeline.run(Rides.rides(2_000, 1));

        double best =
                run.candidates().stream().mapToDouble(Candidate::primary).max().orElseThrow();
        assertThat(run.winner().orElseThrow().primary()).isEqualTo(best);
        assertThat(run.candidates()).extracting(Candidate::name).containsExactly("logistic", "stump", "tree");
        assertThat(run.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(run.toString())
                .contains("* " + run.winner().orElseThrow().name())
                .contains("v1");
    }

    @Test
    void aTrainerOfTribuoWithoutScalingLearnsFromLargeNumbers() {
        var run = Pipeline.classification("rides", Rides.SCHEMA)
                .candidate("plain", new LogisticRegressionTrainer())
                .build()
                .run(Rides.rides(3_000, 1));

        assertThat(run.candidate("plain").evaluation().metrics().get("rocAuc")).isGreaterThan(0.7);
        assertThat(run.version()).isEmpty();
    }

    @Test
    void aConstantNumberIsNoObstacle() {
        List<Ride> rows = Rides.rides(500, 1).stream()
                .map(each -> new Ride(each.at(), each.distance(), 0.1, each.carrier(), each.late()))
                .toList();

        assertThat(rides().build().run(rows).status()).isEqualTo(Status.PROMOTABLE);
    }

    @Test
    void theSameRowsAndSeedGiveTheSameModel() {
        List<Ride> rows = Rides.rides(1_000, 1);
        var pipeline =
                rides().candidate("own seed", new LogisticRegressionTrainer()).build();

        var once = pipeline.run(rows);
        var again = pipeline.run(rows);

        for (String name : List.of("logistic", "own seed")) {
            assertThat(again.candidate(name).primary())
                    .isEqualTo(once.candidate(name).primary());
        }
        assertThat(again.version().orElseThrow().lineage().dataDigest())
                .isEqualTo(once.version().orElseThrow().lineage().dataDigest());
        assertThat(rides().seed(2).build().run(rows).candidate("logistic").primary())
                .isNotEqualTo(once.candidate("logistic").primary());
    }

    @Test
    void runsAtTheSameTimeDoNotKnowOfEachOther() throws Exception {
        List<Ride> rows = Rides.rides(800, 1);
        var pipeline =
                rides().candidate("own seed", new LogisticRegressionTrainer()).build();
        double alone = pipeline.run(rows).candidate("own seed").primary();
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            List<Future<PipelineRun<Ride, Label>>> runs = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                runs.add(two.submit(() -> pipeline.run(rows)));
            }
            for (Future<PipelineRun<Ride, Label>> each : runs) {
                assertThat(each.get().candidate("own seed").primary()).isEqualTo(alone);
            }
        } finally {
            two.shutdown();
        }
        assertThat(registry.versions("rides")).hasSize(7);
    }

    @Test
    void aRefittedWinnerHasSeenAllRows() {
        var run = rides().refitOnAllRows(true).build().run(Rides.rides(1_000, 1));

        ModelVersion version = run.version().orElseThrow();
        assertThat(version.lineage().dataRows()).hasValue(1_000);
        assertThat(version.metadata()).containsEntry(ModelMetadata.REFITTED, "true");
        assertThat(run.trainingProfile().rows()).isEqualTo(800);
    }

    @Test
    void aRegressionIsTrainedAndComparedToo() {
        var pipeline = Pipeline.regression("minutes", Rides.TRIPS)
                .candidate("linear", Trainers::linearRegression)
                .gate(r2().atLeast(0.8), better())
                .register(registry)
                .build();

        pipeline.promote(pipeline.run(Rides.trips(2_000, 1)));
        var again = pipeline.run(Rides.trips(2_000, 2).stream()
                .map(each -> new Rides.Trip(
                        each.at().plusSeconds(10_000_000), each.distance(), each.wind(), each.minutes() + 300))
                .toList());

        assertThat(again.status()).isEqualTo(Status.PROMOTABLE);
        assertThat(again.championEvaluation().orElseThrow().metrics().get("rmse"))
                .isCloseTo(300.0, within(10.0));
    }

    record Flower(double length, double width, String species) {}

    @Test
    void moreThanTwoClassesAreToldApart() {
        Random random = new Random(6);
        List<Flower> flowers = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            int kind = random.nextInt(3);
            flowers.add(new Flower(
                    5 + 2 * kind + 0.4 * random.nextGaussian(),
                    3 - kind + 0.4 * random.nextGaussian(),
                    List.of("iris", "lily", "rose").get(kind)));
        }
        var run = Pipeline.classification("flowers", Schema.of(Flower.class).response("species"))
                .candidate("logistic", Trainers::logisticRegression)
                .gate(f1("lily").atLeast(0.9), logLoss().atMost(0.3), accuracy().atLeast(0.9))
                .register(registry)
                .build()
                .run(flowers);

        assertThat(run.status()).isEqualTo(Status.PROMOTABLE);
        assertThat(run.candidates().get(0).evaluation().classes()).containsExactly("iris", "lily", "rose");
        assertThat(run.version().orElseThrow().metadata()).containsEntry(ModelMetadata.POSITIVE_CLASS, "rose");
        assertThat(run.version().orElseThrow().lineage().metrics()).containsKeys("logLoss", "brier", "accuracy");
    }

    @Test
    void listenersHearTheWholeRun() {
        List<String> heard = new ArrayList<>();
        rides().gate(logLoss().atMost(0.69))
                .listener(new PipelineListener() {
                    @Override
                    public void started(String pipeline, Instant at) {
                        heard.add("started " + pipeline + " " + at);
                    }

                    @Override
                    public void step(String step, int done, int total) {
                        heard.add(done + "/" + total + " " + step);
                    }

                    @Override
                    public void gated(String candidate, io.leeway.evaluation.GateResult result) {
                        heard.add(candidate + " " + result.outcome());
                    }

                    @Override
                    public void finished(PipelineRun<?, ?> run) {
                        heard.add("finished " + run.status());
                    }
                })
                .build()
                .run(Rides.rides(500, 1));

        assertThat(heard)
                .containsExactly(
                        "started rides 2026-02-01T00:00:00Z",
                        "0/4 validate",
                        "1/4 evaluate champion",
                        "2/4 train logistic",
                        "logistic PASSED",
                        "3/4 register",
                        "finished PROMOTABLE");
    }
}
