package io.leeway.monitoring;

import io.leeway.monitoring.fairness.FairnessReport;
import io.leeway.monitoring.performance.AssumptionCheck;
import io.leeway.monitoring.performance.LabelledReference;
import io.leeway.monitoring.performance.LabelledRows;
import io.leeway.monitoring.performance.OutcomeMetrics;
import io.leeway.monitoring.performance.PerformanceEstimate;
import io.leeway.monitoring.performance.PerformanceEstimator;
import io.leeway.monitoring.performance.RiskReading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What predictions and labels say beyond usual metrics: estimates and their errors, harm, and fairness. Guarded by the lock of the monitor's work.
 */
final class OutcomeJudge {
    private final MonitorOptions<?> options;
    private final PredictionForm form;
    private final int performanceRows;
    private final double bandConfidence;
    private final boolean isEstimated;
    private final @Nullable RecentRows recent;
    private final @Nullable HarmWatch harm;
    private final @Nullable FairnessWatch fairness;
    private @Nullable LabelledReference reference;
    private @Nullable PerformanceEstimator estimator;

    /** Whether the reference replaced the one that the builder was given. */
    private boolean isReplaced;

    /**
     * All that is known.
     *
     * @param reference the labelled rows, if they replaced those that the builder was given
     */
    record State(
            Optional<LabelledReference> reference,
            RecentRows.State recent,
            Optional<HarmWatch.State> harm,
            List<FairnessReport> fairnessAtFirst) {
        static final State NONE = new State(Optional.empty(), RecentRows.State.NONE, Optional.empty(), List.of());
    }

    OutcomeJudge(MonitorOptions<?> options) {
        this(options, options.labelled == null ? null : LabelledReference.of(options.labelled));
    }

    private OutcomeJudge(MonitorOptions<?> options, @Nullable LabelledReference labelled) {
        this.options = options;
        this.form = options.form();
        this.performanceRows = options.performanceRows;
        this.bandConfidence = options.bandConfidence;
        this.isEstimated = options.isEstimated;
        this.reference = labelled == null ? null : checked(labelled);
        this.estimator = reference != null && isEstimated ? reference.estimator() : null;
        this.harm = reference == null || Double.isNaN(options.harmTolerance)
                ? null
                : new HarmWatch(form, reference, options.harmTolerance, options.harmAlpha, options.days);
        this.recent = options.keepsRows() ? rows(options) : null;
        this.fairness = options.fairness.isEmpty() ? null : new FairnessWatch(options);
    }

    /** One for another version, which is measured against the same rows until there are others. */
    OutcomeJudge another() {
        OutcomeJudge other = new OutcomeJudge(options, reference);
        other.isReplaced = isReplaced;
        return other;
    }

    /** One that is measured against the rows that the builder was given. */
    OutcomeJudge asGiven() {
        return new OutcomeJudge(options);
    }

    /** Models of the loss of numbers need features; rows of a day depend on each other. */
    private RecentRows rows(MonitorOptions<?> options) {
        boolean isNumber = form.kind() == PredictionForm.Kind.NUMBER || form.kind() == PredictionForm.Kind.BANDS;
        return new RecentRows(
                form,
                options.threshold,
                options.waiting,
                new WindowData.Retention(isNumber && isEstimated, options.days));
    }

    private LabelledReference checked(LabelledReference labelled) {
        int classes =
                switch (form.kind()) {
                    case PROBABILITY, RANKING -> 2;
                    case CLASSES -> form.classes().size();
                    case NUMBER, BANDS -> 0;
                };
        if (labelled.classes() != classes) {
            throw new IllegalArgumentException("the labelled reference has "
                    + (labelled.classes() == 0 ? "numbers" : "predictions of " + labelled.classes() + " classes")
                    + ", and this is a " + form);
        }
        return labelled;
    }

    /** Takes a label that was joined. */
    void labelled(long id, double actual) {
        if (recent != null) {
            recent.labelled(id, actual);
        }
    }

    /** Takes a labelled prediction. */
    void matched(double prediction, double actual, long predictedMillis) {
        if (harm != null) {
            harm.add(prediction, actual, predictedMillis);
        }
    }

    /** Measures later rows against other labelled rows, those of another model. */
    void replace(LabelledReference labelled, long lastMillis) {
        LabelledReference next = checked(labelled);
        PerformanceEstimator by = isEstimated ? next.estimator() : null;
        if (harm != null) {
            harm.restart(next, lastMillis);
        }
        reference = next;
        estimator = by;
        isReplaced = true;
        restart(lastMillis);
    }

    /** Another model answers the rows that come. */
    void restart(long lastMillis) {
        LabelledReference measured = reference;
        if (recent != null) {
            recent.clear();
        }
        if (harm != null && measured != null) {
            harm.restart(measured, lastMillis);
        }
        if (fairness != null) {
            fairness.restart();
        }
    }

    Optional<RiskReading> harm() {
        return Optional.ofNullable(harm).map(HarmWatch::reading);
    }

    PerformanceFindings look(long number, Instant to, WindowData data, double level) {
        Optional<PerformanceEstimate> estimate = Optional.empty();
        Optional<AssumptionCheck> assumption = Optional.empty();
        List<WindowEstimate> earlier = new ArrayList<>();
        List<FairnessReport> groups = List.of();
        PerformanceEstimator by = estimator;
        if (recent != null) {
            RecentWindow newest = recent.add(number, to, data);
            if (by != null) {
                for (RecentWindow each : recent.windows()) {
                    if (each.number() != number && each.isTouched()) {
                        earlier.add(new WindowEstimate(each.number(), each.to(), estimate(by, List.of(each))));
                    }
                }
                newest.isTouched();
                estimate = Optional.of(estimate(by, List.of(newest)));
                assumption =
                        Optional.of(estimate(by, List.copyOf(recent.windows())).check());
            }
            groups = fairness == null ? List.of() : fairness.look(recent, level);
        }
        return new PerformanceFindings(estimate, assumption, earlier, harm(), groups);
    }

    private PerformanceEstimate estimate(PerformanceEstimator by, List<RecentWindow> windows) {
        RecentRows rows = Objects.requireNonNull(recent);
        return by.estimate(rows.scored(windows, reference != null && reference.hasClusters()));
    }

    /** What of fairness deserves an alert: the attributes, and why. */
    List<FairnessWatch.Finding> unfair(PerformanceFindings found) {
        return fairness == null ? List.of() : fairness.findings(found.fairness());
    }

    /** The metrics of predictions that are neither one probability nor one number alone. */
    Optional<OutcomeMetrics> metrics(LabelledRows newest) {
        OutcomeMetrics metrics =
                switch (form.kind()) {
                    case PROBABILITY, NUMBER -> new OutcomeMetrics(0, Map.of());
                    case RANKING -> OutcomeMetrics.ofRanking(newest.predictions(), newest.positives());
                    case CLASSES -> ofClasses();
                    case BANDS -> ofBands();
                };
        return metrics.rows() == 0 ? Optional.empty() : Optional.of(metrics);
    }

    private double[][] newest() {
        return Objects.requireNonNull(recent).newest(performanceRows);
    }

    private OutcomeMetrics ofClasses() {
        double[][] rows = newest();
        int classes = form.classes().size();
        double[][] probabilities = new double[rows.length][];
        int[] actual = new int[rows.length];
        for (int row = 0; row < rows.length; row++) {
            probabilities[row] = Arrays.copyOf(rows[row], classes);
            actual[row] = (int) rows[row][classes];
        }
        return OutcomeMetrics.ofClasses(probabilities, actual);
    }

    private OutcomeMetrics ofBands() {
        double[][] rows = newest();
        double[][] columns = new double[4][rows.length];
        for (int row = 0; row < rows.length; row++) {
            for (int c = 0; c < columns.length; c++) {
                columns[c][row] = rows[row][c];
            }
        }
        return OutcomeMetrics.ofBands(columns[0], columns[1], columns[2], columns[3], bandConfidence);
    }

    State state() {
        return new State(
                isReplaced ? Optional.ofNullable(reference) : Optional.empty(),
                recent == null ? RecentRows.State.NONE : recent.state(),
                Optional.ofNullable(harm).map(HarmWatch::state),
                fairness == null ? List.of() : fairness.atFirst());
    }

    void restore(State state) {
        state.reference.ifPresent(labelled -> replace(labelled, Long.MIN_VALUE));
        if (recent != null) {
            recent.restore(state.recent);
        }
        if (harm != null) {
            state.harm.ifPresent(harm::restore);
        }
        if (fairness != null) {
            fairness.restore(state.fairnessAtFirst);
        }
    }
}
