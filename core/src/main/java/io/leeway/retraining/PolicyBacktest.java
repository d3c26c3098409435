package io.leeway.retraining;

import io.leeway.feedback.FeedbackEntry;
import io.leeway.pipeline.Pipeline;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.retraining.BacktestReport.Prices;
import io.leeway.schema.Schema;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.tribuo.classification.Label;

/**
 * Replays a feedback log under any policy, training window and adaptation, and compares them on the same rows.
 *
 * <pre>{@code
 * PolicyBacktest<Flight> backtest = PolicyBacktest.of(feedback.entries(lastEvent), (registry, clock) -> pipeline(registry, clock))
 *     .between(firstEvent, lastEvent).every(Duration.ofDays(1)).build();
 * System.out.println(backtest.compare(List.of(
 *     Strategy.never(),
 *     Strategy.of(policy).window(Duration.ofDays(60)).adapted(Adaptation.standard()))));
 * }</pre>
 *
 * <p>At the start each strategy trains its first champion. From then on everything happens at its own moment: a row is answered when it was
 * recorded, a label teaches when it became known, and an evaluation of the policy, or a training, reads what was known then. In the same
 * millisecond, labels come first, then the evaluation, then rows. A training takes no time. A label that was corrected counts as known
 * from its correction on.
 *
 * <p>Policies read what a monitor would tell them: metrics of the answers on the newest labelled rows of the champion, its age and its metrics
 * at registration, counts, and the signals of the adaptation. Drift and expectations of windows are unknown.
 *
 * <p>Trainings run the application's own pipeline, in a registry in memory. Trainings and answers of champions are kept, and shared by
 * strategies that train at the same moment, on the same window and against the same champion. That takes 8 bytes for each training and row
 * after it. For classifiers of two classes.
 *
 * <p>Immutable, but for what is kept; safe for use by several threads.
 *
 * @param <R> the type of rows
 */
public final class PolicyBacktest<R> {
    /** The default time between two evaluations: one day. */
    public static final Duration DEFAULT_STEP = Duration.ofDays(1);

    /** The default number of the newest labelled rows that metrics rest on: 5,000. */
    public static final int DEFAULT_METRIC_ROWS = 5_000;

    private final BacktestOptions<R> options;
    private final BacktestSetting<R> setting;

    private PolicyBacktest(BacktestOptions<R> options, BacktestRows<R> rows, Instant end) {
        this.options = options;
        this.setting = options.setting(rows, end);
    }

    /**
     * Starts building a backtest.
     *
     * @param log the entries of a feedback log, such as {@code feedback.entries(now)}; read once, by {@link Builder#build()}
     * @param pipelines makes the pipeline that trains, with a registry to register in and a clock to read; called once for each training
     * @param <R> the type of rows
     * @return a builder; {@link Builder#between} is required
     */
    public static <R> Builder<R> of(
            Iterable<FeedbackEntry<R>> log,
            BiFunction<? super ModelRegistry, ? super Clock, Pipeline<R, Label>> pipelines) {
        return new Builder<>(log, pipelines);
    }

    /**
     * Returns a backtest of the time before a moment, which reads nothing of that moment or later: neither rows nor labels. For choosing a
     * policy that is compared on the rest.
     *
     * @param moment after the start, at most the end
     * @return the backtest, which trains anew
     * @throws PolicyException if the moment lies outside
     */
    public PolicyBacktest<R> before(Instant moment) {
        if (!moment.isAfter(options.from()) || moment.isAfter(setting.at(setting.evaluations()))) {
            throw new PolicyException(
                    "",
                    "a part ends after " + setting.at(0) + ", at " + setting.at(setting.evaluations())
                            + " at most, not at " + moment);
        }
        return new PolicyBacktest<>(options, setting.rows().before(moment), moment);
    }

    /**
     * Returns the moments at which policies are evaluated.
     *
     * @return the moments, of which the first trains the first champion
     */
    public List<Instant> evaluations() {
        List<Instant> all = new ArrayList<>();
        for (int look = 0; look < setting.evaluations(); look++) {
            all.add(setting.at(look));
        }
        return List.copyOf(all);
    }

    /**
     * Trains ahead, as a first champion is trained, and computes its answers up to the end: what {@link #hindsight} and strategies that start
     * then would compute. May be called by several threads.
     *
     * @param evaluation one of {@link #evaluations()}
     * @param window the training window
     * @throws PolicyException if it is no evaluation, or nothing can be trained then
     */
    public void train(Instant evaluation, Duration window) {
        int look = setting.evaluation(evaluation);
        BacktestModel<R> model = setting.trainings().first(look, evaluation.toEpochMilli(), window);
        for (int each = look; each < setting.evaluations(); each++) {
            model.loss(each, setting.firstRows()[each], setting.firstRows()[each + 1]);
        }
    }

    /**
     * Replays strategies from the start to the end and compares them.
     *
     * @param strategies at least one, with different names; the first is the one that the others are compared with
     * @return the comparison
     * @throws PolicyException if there is no strategy, two have the same name, or the first champion cannot be trained
     */
    public BacktestReport compare(List<Strategy> strategies) {
        Set<String> names = new HashSet<>();
        for (Strategy each : strategies) {
            if (!names.add(each.name())) {
                throw new PolicyException(
                        "", "two strategies are named '" + each.name() + "': rename one by named(...)");
            }
        }
        if (names.isEmpty()) {
            throw new PolicyException("", "there is no strategy to replay");
        }
        List<BacktestResult> results = new ArrayList<>();
        for (Strategy each : strategies) {
            results.add(new BacktestReplay<>(setting, each, 0).result());
        }
        BacktestLabels labels = BacktestLabels.of(
                setting.rows(),
                setting.trainings().positive(),
                setting.firstRows()[0],
                setting.firstRows()[setting.evaluations()],
                options.zone());
        return new BacktestReport(results, labels, options.prices());
    }

    /**
     * A strategy and how it did from several starts.
     *
     * @param strategy the strategy
     * @param gain the mean of its log loss minus that of the reference; below 0 is better
     * @param trainings its trainings divided by those of the reference
     */
    public record Ranked(Strategy strategy, double gain, double trainings) {}

    /**
     * Ranks strategies by their mean difference in log loss from a reference, each started anew at several evaluations and replayed to the
     * end: one replay holds few trainings and says little. Use it on {@link #before an earlier part}, and compare the best one on the whole.
     *
     * @param strategies the strategies, such as a policy with different numbers
     * @param reference the strategy to compare with
     * @param starts evaluations at which all strategies train a first champion
     * @return the strategies, the best first
     * @throws PolicyException if a start is no evaluation, or a first champion cannot be trained
     */
    public List<Ranked> rank(List<Strategy> strategies, Strategy reference, List<Instant> starts) {
        return new BacktestRanking<>(setting, reference, starts).rank(strategies);
    }

    /**
     * Returns the evaluations at which so many trainings would have helped most, without an adaptation, if everything had been known: what no
     * policy can beat. Trains a model at each evaluation; gates that compare with a champion are skipped.
     *
     * @param trainings how many, the first at the start
     * @param window the training window
     * @return the moments, for {@link Strategy#at}
     * @throws PolicyException if a model cannot be trained
     * @throws IllegalArgumentException if there are fewer evaluations than trainings
     */
    public List<Instant> hindsight(int trainings, Duration window) {
        return Hindsight.of(setting, trainings, window).evaluations().stream()
                .map(setting::at)
                .toList();
    }

    @Override
    public String toString() {
        return setting.rows().size() + " rows, " + setting.evaluations() + " evaluations from " + setting.at(0) + " to "
                + setting.at(setting.evaluations());
    }

    /**
     * Configures a backtest. Not safe for use by several threads.
     *
     * @param <R> the type of rows
     */
    public static final class Builder<R> {
        private final Iterable<FeedbackEntry<R>> log;
        private final BiFunction<? super ModelRegistry, ? super Clock, Pipeline<R, Label>> pipelines;
        private Instant from = Instant.MIN;
        private Instant to = Instant.MIN;
        private Duration step = DEFAULT_STEP;
        private int metricRows = DEFAULT_METRIC_ROWS;
        private Duration metricsEvery = Duration.ZERO;
        private boolean compared = true;
        private ZoneId zone = ZoneOffset.UTC;
        private Optional<Prices> prices = Optional.empty();

        private Builder(
                Iterable<FeedbackEntry<R>> log,
                BiFunction<? super ModelRegistry, ? super Clock, Pipeline<R, Label>> pipelines) {
            this.log = log;
            this.pipelines = pipelines;
        }

        /**
         * Sets the time that is replayed; required.
         *
         * @param start the moment of the first training; earlier rows of the log are what it trains on
         * @param end nothing of this moment or later is read
         * @return this builder
         * @throws PolicyException if the end is not after the start
         */
        public Builder<R> between(Instant start, Instant end) {
            if (!end.isAfter(start)) {
                throw new PolicyException("", "a backtest ends after its start, " + start + ", not at " + end);
            }
            this.from = start;
            this.to = end;
            return this;
        }

        /**
         * Sets the time between two evaluations of the policies; the default is {@link #DEFAULT_STEP}.
         *
         * @param time at least a millisecond
         * @return this builder
         * @throws PolicyException if it is shorter
         */
        public Builder<R> every(Duration time) {
            if (time.toMillis() < 1) {
                throw new PolicyException("", "evaluations are at least a millisecond apart, not " + time);
            }
            this.step = time;
            return this;
        }

        /**
         * Sets the number of the newest labelled rows that metrics rest on; the default is {@link #DEFAULT_METRIC_ROWS}.
         *
         * @param rows at least 1
         * @return this builder
         * @throws PolicyException if it is less
         */
        public Builder<R> metricRows(int rows) {
            if (rows < 1) {
                throw new PolicyException("", "metrics rest on at least 1 row, not " + rows);
            }
            this.metricRows = rows;
            return this;
        }

        /**
         * Sets the windows after which metrics are read, as by a monitor with windows of a fixed time; by default metrics are those of the
         * moment of the evaluation.
         *
         * @param window the length of the windows, which begin at 1970-01-01T00:00:00Z; zero for none
         * @return this builder
         * @throws PolicyException if it is negative
         */
        public Builder<R> metricsEvery(Duration window) {
            if (window.isNegative()) {
                throw new PolicyException("", "a window is not negative: " + window);
            }
            this.metricsEvery = window;
            return this;
        }

        /**
         * Skips gates that compare with the champion, so that a training depends on its moment and window alone. Then hundreds of strategies
         * share a training for each evaluation. By default challengers are compared with the champion of their strategy.
         *
         * @return this builder
         */
        public Builder<R> withoutComparison() {
            this.compared = false;
            return this;
        }

        /**
         * Sets the time zone of the days that intervals are by; the default is UTC.
         *
         * @param of the zone
         * @return this builder
         */
        public Builder<R> zone(ZoneId of) {
            this.zone = of;
            return this;
        }

        /**
         * Sets prices, so that strategies are compared by cost too; by default there are none.
         *
         * @param of the prices
         * @return this builder
         */
        public Builder<R> prices(Prices of) {
            this.prices = Optional.of(of);
            return this;
        }

        /**
         * Reads the log and builds the backtest.
         *
         * @return the backtest
         * @throws PolicyException if no time was given
         */
        public PolicyBacktest<R> build() {
            if (to.equals(Instant.MIN)) {
                throw new PolicyException("", "the time to replay is missing; say between(start, end)");
            }
            Clock clock = Clock.fixed(from, ZoneOffset.UTC);
            Schema<R> schema =
                    pipelines.apply(MemoryRegistry.create(clock), clock).schema();
            BacktestOptions<R> options =
                    new BacktestOptions<>(pipelines, from, step, metricRows, metricsEvery, compared, zone, prices);
            return new PolicyBacktest<>(options, BacktestRows.of(schema, log, to), to);
        }
    }
}
