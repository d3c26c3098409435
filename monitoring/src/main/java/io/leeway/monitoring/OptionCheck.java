package io.leeway.monitoring;

import io.leeway.monitoring.quality.Expectation;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.NearNames;
import java.util.ArrayList;
import java.util.List;

/** Refuses options of a monitor that could never be found or never be told apart. */
final class OptionCheck {
    private final MonitorOptions<?> options;
    private final PredictionForm form;
    private final List<String> features;

    OptionCheck(MonitorOptions<?> options) {
        this.options = options;
        this.form = options.form();
        this.features = options.schema.features().stream().map(Feature::name).toList();
    }

    void check() {
        for (String column : form.columns()) {
            if (features.contains(column)) {
                throw new IllegalArgumentException(
                        "the schema has a feature \"" + column
                                + "\", which is the name of the model's own predictions; rename it or take it out by without(..)");
            }
        }
        requireRows(options.hasSignatures, "signatures of broken data are learnt from", "signatures()");
        requireRows(
                options.hasSlices(),
                "slices, and all features at once, are compared with",
                "segments(..), slices() or test(..)");
        requireRows(options.pricing != null, "drift is priced by", "prices(..)");
        checkExpectations();
        checkMetrics();
        checkSegments();
        checkFairness();
        checkLabels();
    }

    private void requireRows(boolean needed, String what, String option) {
        if (needed && options.referenceRows == null) {
            throw new IllegalArgumentException(what + " the rows of the reference, and there "
                    + (options.referenceProfile == null ? "is none" : "is only its profile")
                    + "; give rows to reference(..) or leave out " + option);
        }
    }

    private void checkExpectations() {
        for (Expectation expectation : options.expectations) {
            String column = expectation.column();
            if (!column.isEmpty() && !form.columns().contains(column) && !features.contains(column)) {
                throw new IllegalArgumentException("an expectation is about \"" + column
                        + "\", which is no feature of the monitor's schema; " + NearNames.hint(column, features));
            }
        }
    }

    private void checkMetrics() {
        List<String> metrics = form.metrics();
        for (MetricLimit limit : options.limits) {
            if (!metrics.contains(limit.metric())) {
                throw new IllegalArgumentException("an alert is about \"" + limit.metric()
                        + "\", which is no metric of a " + form + "; " + NearNames.hint(limit.metric(), metrics));
            }
        }
    }

    private void checkSegments() {
        List<String> categorical = options.schema.features().stream()
                .filter(feature -> feature.type() == FeatureType.CATEGORICAL)
                .map(Feature::name)
                .toList();
        for (String segment : options.segments) {
            if (!categorical.contains(segment)) {
                throw new IllegalArgumentException("segments are the categories of a feature, and \"" + segment
                        + "\" is no categorical one; " + NearNames.hint(segment, categorical));
            }
        }
        if (options.windowLength() == null && options.past.stream().anyMatch(PastReference::isSeason)) {
            throw new IllegalArgumentException(
                    "seasons are of time, and windows have a number of rows; give window(Duration)");
        }
    }

    private void checkFairness() {
        List<String> known = new ArrayList<>(options.schema.sensitive());
        for (List<String> attributes : options.fairness) {
            for (String attribute : attributes) {
                if (!known.contains(attribute)) {
                    throw new IllegalArgumentException("\"" + attribute
                            + "\" is not declared sensitive: name it in schema.sensitive(..); "
                            + NearNames.hint(attribute, known));
                }
            }
        }
        if (!options.fairness.isEmpty() && form.kind() != PredictionForm.Kind.PROBABILITY) {
            throw new IllegalArgumentException(
                    "groups are compared by predictions that are positive or not, and this is a " + form
                            + "; leave out fairness(..)");
        }
    }

    private void checkLabels() {
        boolean needsLabelled = options.isEstimated || !Double.isNaN(options.harmTolerance);
        if (needsLabelled && options.labelled == null) {
            throw new IllegalArgumentException(
                    "estimates and harm are measured against rows with labels; give labelledReference(..)");
        }
        if (needsLabelled && form.kind() == PredictionForm.Kind.RANKING) {
            throw new IllegalArgumentException(
                    "scores of a ranking have neither an estimate nor a loss; leave them out");
        }
        if ((needsLabelled || options.keepsRows()) && options.schema.idType().isEmpty()) {
            throw new IllegalArgumentException(
                    "labels join rows by their id, and the schema has none; name it by id(..)");
        }
    }
}
