package io.leeway.monitoring;

import io.leeway.monitoring.drift.DriftReport;
import io.leeway.monitoring.drift.Verdict;
import io.leeway.monitoring.performance.ClassificationMetrics;
import io.leeway.monitoring.performance.LabelCounts;
import io.leeway.monitoring.performance.OutcomeMetrics;
import io.leeway.monitoring.performance.RegressionMetrics;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.quality.DataQualityReport;
import io.leeway.monitoring.signature.Finding;
import io.leeway.monitoring.variation.Slices;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The result of a monitor's evaluation of a closed window.
 *
 * @param monitor the monitor's name
 * @param number the window's number, counted from 1; 0 if no window has been closed yet
 * @param version the version whose rows these are, if {@link ModelMonitor#addVersion} gave a reference for it; 0 for the rows of all others
 * @param from start of a window of time; otherwise the time of the earliest row, or when the window was opened
 * @param to end of a window of time whose time was over; otherwise the time of the latest row, or when the window was
 *     closed
 * @param end why the window was closed
 * @param rows rows in the window
 * @param lateRows rows whose time lies before the window; included in {@code rows}
 * @param aheadRows rows dated further ahead than {@link ModelMonitorBuilder#rowsAhead} allows; included in {@code rows}
 * @param unreadableRows rows of which an accessor threw an exception; not included in {@code rows}, and counted with those of the version in charge
 * @param invalidPredictions predictions that are not a probability (classification) or not finite (regression); their
 *     rows are included in {@code rows}, the predictions are excluded from drift and performance
 * @param profile summary of the window's features and, as {@code "prediction"}, its predictions
 * @param drift the comparison with the reference; empty if there is none
 * @param quality missing values and unseen categories of each feature
 * @param expectations results of the expectations; empty if there are none
 * @param findings what is broken in the window; empty if nothing is, or {@link ModelMonitorBuilder#signatures} was not called
 * @param slices rows of one category that moved; empty if none did, or neither {@link ModelMonitorBuilder#segments} nor {@link ModelMonitorBuilder#slices} was called
 * @param labels counts of predictions and labels so far
 * @param classification metrics over the newest labelled rows; empty for a regression and if there are none
 * @param regression metrics over the newest labelled rows; empty for a classification and if there are none
 * @param outcomes metrics over the newest labelled rows of predictions that are neither one probability nor one number alone: classes, rankings and bands; otherwise empty
 * @param performance estimates without labels, the risk, and fairness, as far as they were asked for
 * @param alerts the alerts that the window raised: of performance first, then by price, the dearest first
 * @param notes drift that costs the model nothing, of which nobody is told: like alerts, by price; empty unless {@link ModelMonitorBuilder#prices} was called
 */
public record MonitoringSnapshot(
        String monitor,
        long number,
        long version,
        Instant from,
        Instant to,
        WindowEnd end,
        long rows,
        long lateRows,
        long aheadRows,
        long unreadableRows,
        long invalidPredictions,
        Profile profile,
        Optional<DriftReport> drift,
        List<FeatureQuality> quality,
        Optional<DataQualityReport> expectations,
        List<Finding> findings,
        List<Slices.Slice> slices,
        LabelCounts labels,
        Optional<ClassificationMetrics> classification,
        Optional<RegressionMetrics> regression,
        Optional<OutcomeMetrics> outcomes,
        PerformanceFindings performance,
        List<Alert> alerts,
        List<Alert> notes) {

    /**
     * Copies the lists.
     *
     * @param monitor see the record
     * @param number see the record
     * @param version see the record
     * @param from see the record
     * @param to see the record
     * @param end see the record
     * @param rows see the record
     * @param lateRows see the record
     * @param aheadRows see the record
     * @param unreadableRows see the record
     * @param invalidPredictions see the record
     * @param profile see the record
     * @param drift see the record
     * @param quality see the record
     * @param expectations see the record
     * @param findings see the record
     * @param slices see the record
     * @param labels see the record
     * @param classification see the record
     * @param regression see the record
     * @param outcomes see the record
     * @param performance see the record
     * @param alerts see the record
     * @param notes see the record
     */
    public MonitoringSnapshot {
        quality = List.copyOf(quality);
        findings = List.copyOf(findings);
        slices = List.copyOf(slices);
        alerts = List.copyOf(alerts);
        notes = List.copyOf(notes);
    }

    static MonitoringSnapshot none(String monitor, Instant now) {
        return new MonitoringSnapshot(
                monitor,
                0,
                0,
                now,
                now,
                WindowEnd.FLUSH,
                0,
                0,
                0,
                0,
                0,
                Profile.builder().build(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                LabelCounts.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                PerformanceFindings.NONE,
                List.of(),
                List.of());
    }

    /**
     * Returns the share of features, including the prediction, that drifted, among those with sufficient data.
     *
     * @return 0 to 1; empty if there is no reference or no feature had sufficient data
     */
    public OptionalDouble driftShare() {
        double share = drift.map(DriftReport::driftShare).orElse(Double.NaN);
        return Double.isNaN(share) ? OptionalDouble.empty() : OptionalDouble.of(share);
    }

    /**
     * Returns the overall verdict of the comparison with the reference.
     *
     * @return the verdict; insufficient data if there is no reference
     */
    public Verdict verdict() {
        return drift.map(DriftReport::verdict).orElse(Verdict.INSUFFICIENT_DATA);
    }

    /**
     * Returns the metrics over the newest labelled rows, without those that are undefined.
     *
     * @return values by name, such as {@code logLoss} or {@code rmse}; empty if there are no labels
     */
    public Map<String, Double> metrics() {
        return classification
                .map(ClassificationMetrics::values)
                .or(() -> regression.map(RegressionMetrics::values))
                .or(() -> outcomes.map(OutcomeMetrics::values))
                .orElse(Map.of());
    }

    /**
     * Returns whether an expectation of the data failed in this window.
     *
     * @return false if there are no expectations
     */
    public boolean isDataQualityFailing() {
        return expectations.map(report -> !report.passed()).orElse(false);
    }

    MonitoringSnapshot with(List<Alert> found, List<Alert> harmless) {
        return with(outcomes, performance, found, harmless);
    }

    MonitoringSnapshot with(Optional<OutcomeMetrics> metrics, PerformanceFindings found) {
        return with(metrics, found, alerts, notes);
    }

    private MonitoringSnapshot with(
            Optional<OutcomeMetrics> newOutcomes,
            PerformanceFindings newPerformance,
            List<Alert> newAlerts,
            List<Alert> newNotes) {
        return new MonitoringSnapshot(
                monitor,
                number,
                version,
                from,
                to,
                end,
                rows,
                lateRows,
                aheadRows,
                unreadableRows,
                invalidPredictions,
                profile,
                drift,
                quality,
                expectations,
                findings,
                slices,
                labels,
                classification,
                regression,
                newOutcomes,
                newPerformance,
                newAlerts,
                newNotes);
    }

    /** Returns a summary in one line. */
    @Override
    public String toString() {
        String drifted = drift.map(DriftReport::summary).orElse("no reference");
        String performance = classification
                .map(metrics ->
                        String.format(Locale.ROOT, ", log loss %.4f over %d labels", metrics.logLoss(), metrics.rows()))
                .or(() -> regression.map(metrics ->
                        String.format(Locale.ROOT, ", RMSE %.6g over %d labels", metrics.rmse(), metrics.rows())))
                .or(() -> outcomes.map(metrics -> ", " + metrics))
                .orElse("");
        String of = version == 0 ? monitor : monitor + " (version " + version + ")";
        return "window " + number + " of " + of + ", " + from + " to " + to + ", " + rows + " rows: " + drifted
                + performance + (isDataQualityFailing() ? ", data quality failing" : "") + ", " + alerts.size()
                + " alerts" + (notes.isEmpty() ? "" : ", " + notes.size() + " notes");
    }
}
