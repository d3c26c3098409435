package io.leeway.monitoring;

import io.leeway.monitoring.drift.AlarmBudget;
import io.leeway.monitoring.drift.Correction;
import io.leeway.monitoring.drift.DriftDetector;
import io.leeway.monitoring.drift.DriftTest;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.drift.multivariate.MultivariateTest;
import io.leeway.monitoring.incident.Incident;
import io.leeway.monitoring.incident.IncidentRules;
import io.leeway.monitoring.incident.IncidentSink;
import io.leeway.monitoring.performance.ClassificationMetrics;
import io.leeway.monitoring.performance.ScoredRows;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.quality.Expectation;
import io.leeway.observation.Observer;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
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
    Function<? super R, double[]> referenceScore;

    @Nullable
    AlarmBudget budget;

    @Nullable
    Duration length;

    /** Null unless it was asked for. */
    @Nullable
    Duration variation;

    boolean isGivenOthers;

    boolean hasSignatures;

    /** Features of whose categories each is judged alone. */
    final List<String> segments = new ArrayList<>();

    boolean searchesSlices;

    final List<PastReference> past = new ArrayList<>();
    final List<MultivariateTest> multivariate = new ArrayList<>();

    /** Sensitive attributes by whose values rows are grouped, each set for itself. */
    final List<List<String>> fairness = new ArrayList<>();

    double fairnessTolerance = Double.NaN;

    @Nullable
    ScoredRows labelled;

    ZoneId days = ZoneOffset.UTC;

    boolean isEstimated;

    /** {@code NaN} unless harm is watched. */
    double harmTolerance = Double.NaN;

    double harmAlpha;

    List<String> classes = List.of();

    PredictionForm.@Nullable Kind kind;

    double bandConfidence;

    @Nullable
    Pricing pricing;

    boolean isWindowChosen;

    Duration rowsAhead = ModelMonitorBuilder.DEFAULT_ROWS_AHEAD;

    @Nullable
    Duration labelAge;

    @Nullable
    Executor executor;

    @Nullable
    Path checkpoints;

    boolean storesReferences;

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
                wanted,
                required,
                isGivenOthers,
                hasSignatures,
                hasSlices(),
                pricing != null,
                variation != null ? variation : length,
                rows);
    }

    boolean hasSlices() {
        return searchesSlices || !segments.isEmpty() || !multivariate.isEmpty();
    }

    List<DriftTest> tests() {
        return tests.isEmpty() ? List.of(DriftTests.psi()) : List.copyOf(tests);
    }

    DriftDetector detector() {
        DriftDetector detector = DriftDetector.of(tests());
        return executor == null ? detector : detector.withExecutor(executor);
    }

    /** What predictions are; the schema's response decides where nothing was said. */
    PredictionForm form() {
        if (kind != null) {
            return new PredictionForm(kind, classes);
        }
        boolean isNumber = schema.response()
                .map(response -> response.type() == FeatureType.NUMERIC)
                .orElse(false);
        return new PredictionForm(isNumber ? PredictionForm.Kind.NUMBER : PredictionForm.Kind.PROBABILITY, List.of());
    }

    /** Whether the rows of windows are kept until their labels come. */
    boolean keepsRows() {
        PredictionForm.Kind form = form().kind();
        boolean isScalar = form == PredictionForm.Kind.PROBABILITY || form == PredictionForm.Kind.NUMBER;
        return isEstimated || !fairness.isEmpty() || !isScalar;
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
        return storesReferences ? reference : reference.withoutNumbers(hasSlices());
    }

    static int atLeastOne(String what, int number) {
        if (number < 1) {
            throw new IllegalArgumentException("got " + number + " " + what + "; give at least 1");
        }
        return number;
    }

    /** Refuses what could never be found or never be told apart. */
    void check() {
        new OptionCheck(this).check();
    }

    /** All attributes that groups are formed by. */
    List<String> groupAttributes() {
        return fairness.stream().flatMap(List::stream).distinct().toList();
    }
}
