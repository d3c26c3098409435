package io.leeway.monitoring;

import io.leeway.monitoring.drift.AlarmBudget;
import io.leeway.monitoring.drift.Correction;
import io.leeway.monitoring.drift.DriftDetector;
import io.leeway.monitoring.drift.DriftTest;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.incident.Incident;
import io.leeway.monitoring.incident.IncidentRules;
import io.leeway.monitoring.incident.IncidentSink;
import io.leeway.monitoring.performance.ClassificationMetrics;
import io.leeway.monitoring.performance.RegressionMetrics;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.quality.Expectation;
import io.leeway.observation.Observer;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.NearNames;
import io.leeway.schema.Schema;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What a {@link ModelMonitorBuilder} has been told, and what follows from it. Mutable until the monitor is made. */
final class MonitorOptions<R> {
    final Schema<R> schema;
    final List<DriftTest> tests = new ArrayList<>();
    final List<Expectation> expectations = new ArrayList<>();
    final List<MetricLimit> limits = new ArrayList<>();
    final List<Consumer<? super MonitoringSnapshot>> snapshotListeners = new ArrayList<>();
    final List<Consumer<? super Alert>> alertListeners = new ArrayList<>();
    final List<Consumer<? super Incident>> incidentListeners = new ArrayList<>();
    final List<IncidentSink> sinks = new ArrayList<>();
    IncidentRules incidentRules = IncidentRules.standard();
    String name = "model";

    @Nullable
    Profile referenceProfile;

    @Nullable
    Iterable<R> referenceRows;

    @Nullable
    ToDoubleFunction<? super R> referenceScore;

    @Nullable
    AlarmBudget budget;

    @Nullable
    Duration length;

    /** Null unless it was asked for. */
    @Nullable
    Duration variation;

    boolean isGivenOthers;

    boolean hasSignatures;

    boolean isWindowChosen;

    @Nullable
    Duration labelAge;

    @Nullable
    Executor executor;

    @Nullable
    Path checkpoints;

    boolean storesReferences;

    /** Null where the schema's response decides. */
    @Nullable
    Boolean classification;

    int rows = ModelMonitorBuilder.DEFAULT_WINDOW_ROWS;
    int maximumRows = ModelMonitorBuilder.DEFAULT_MAXIMUM_ROWS;
    int waiting = ModelMonitorBuilder.DEFAULT_WAITING;
    int performanceRows = ModelMonitorBuilder.DEFAULT_PERFORMANCE_ROWS;
    int history = ModelMonitorBuilder.DEFAULT_HISTORY;
    double threshold = ClassificationMetrics.DEFAULT_THRESHOLD;
    Clock clock = Clock.systemUTC();
    Observer observer = Observer.NONE;

    /** {@code NaN} where each test judges by its own threshold. */
    double alpha = Double.NaN;

    Correction correction = DriftDetector.DEFAULT_CORRECTION;

    MonitorOptions(Schema<R> schema) {
        this.schema = schema;
    }

    /** The length of a window; null if windows have a number of rows. */
    @Nullable
    Duration windowLength() {
        return isWindowChosen ? length : variation;
    }

    /** Where no test was asked for, windows are judged by natural variation if it can be known. */
    Blocking blocking() {
        boolean required = variation != null || isGivenOthers;
        boolean wanted = required || tests.isEmpty() && schema.hasTime();
        return new Blocking(
                wanted, required, isGivenOthers, hasSignatures, variation != null ? variation : length, rows);
    }

    List<DriftTest> tests() {
        return tests.isEmpty() ? List.of(DriftTests.psi()) : List.copyOf(tests);
    }

    DriftDetector detector() {
        DriftDetector detector = DriftDetector.of(tests());
        return executor == null ? detector : detector.withExecutor(executor);
    }

    boolean isClassification() {
        if (classification != null) {
            return classification;
        }
        return schema.response()
                .map(response -> response.type() == FeatureType.CATEGORICAL)
                .orElse(true);
    }

    Reference reference(Layout<R> layout, Blocking blocking) {
        if (referenceProfile != null) {
            return Reference.of(layout, blocking, referenceProfile);
        }
        return referenceRows != null
                ? kept(Reference.of(layout, blocking, referenceRows, referenceScore))
                : Reference.NONE;
    }

    /** The numbers of rows are kept a second time only for the checkpoint. */
    Reference kept(Reference reference) {
        return storesReferences ? reference : reference.withoutNumbers();
    }

    static int atLeastOne(String what, int number) {
        if (number < 1) {
            throw new IllegalArgumentException("got " + number + " " + what + "; give at least 1");
        }
        return number;
    }

    /** Refuses what could never be found or never be told apart. */
    void check() {
        List<String> features = schema.features().stream().map(Feature::name).toList();
        if (features.contains(ModelMonitor.PREDICTION)) {
            throw new IllegalArgumentException("the schema has a feature \"" + ModelMonitor.PREDICTION
                    + "\", which is the name of the model's own predictions; rename it or take it out by without(..)");
        }
        if (isGivenOthers && checkpoints != null) {
            throw new IllegalArgumentException(
                    "checkpoints do not hold what features are given the others, so that a monitor that goes on"
                            + " would say something else; leave out givenOthers() or checkpoint(..)");
        }
        if (hasSignatures && checkpoints != null) {
            throw new IllegalArgumentException(
                    "checkpoints do not hold what signatures of broken data were learnt from, so that a monitor that goes on"
                            + " would find nothing; leave out signatures() or checkpoint(..)");
        }
        if (hasSignatures && referenceRows == null) {
            throw new IllegalArgumentException(
                    "signatures of broken data are learnt from the rows of the reference, and there "
                            + (referenceProfile == null ? "is none" : "is only its profile")
                            + "; give rows to reference(..) or leave out signatures()");
        }
        for (Expectation expectation : expectations) {
            String column = expectation.column();
            if (!column.isEmpty() && !column.equals(ModelMonitor.PREDICTION) && !features.contains(column)) {
                throw new IllegalArgumentException("an expectation is about \"" + column
                        + "\", which is no feature of the monitor's schema; " + NearNames.hint(column, features));
            }
        }
        List<String> metrics = isClassification() ? ClassificationMetrics.names() : RegressionMetrics.names();
        for (MetricLimit limit : limits) {
            if (!metrics.contains(limit.metric())) {
                throw new IllegalArgumentException(
                        "an alert is about \"" + limit.metric() + "\", which is no metric of a "
                                + (isClassification() ? "classification" : "regression") + "; "
                                + NearNames.hint(limit.metric(), metrics));
            }
        }
    }
}
