package io.leeway.monitoring.drift;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a detector found about all features of a current sample.
 *
 * @param features one entry a feature that was compared, in the reference's order
 */
public record DriftReport(List<FeatureDrift> features) {

    /**
     * Copies the list.
     *
     * @param features one entry a feature
     */
    public DriftReport {
        features = List.copyOf(features);
    }

    /**
     * The share of the features with a verdict that drifted; features with too little data count neither way.
     *
     * @return a number in [0, 1], or {@code NaN} where no feature had enough data
     */
    public double driftShare() {
        long judged = features.stream()
                .filter(each -> each.verdict() != Verdict.INSUFFICIENT_DATA)
                .count();
        return judged == 0 ? Double.NaN : (double) drifted().size() / judged;
    }

    /**
     * The features that drifted.
     *
     * @return their entries, in order
     */
    public List<FeatureDrift> drifted() {
        return features.stream().filter(each -> each.verdict() == Verdict.DRIFT).toList();
    }

    /**
     * One feature's entry.
     *
     * @param name the feature
     * @return the entry, or empty where the feature was not compared
     */
    public Optional<FeatureDrift> feature(String name) {
        return features.stream().filter(each -> each.feature().equals(name)).findFirst();
    }

    /**
     * Drift where any feature drifted; insufficient data where none could be judged; otherwise stable.
     *
     * @return the verdict
     */
    public Verdict verdict() {
        if (!drifted().isEmpty()) {
            return Verdict.DRIFT;
        }
        return Double.isNaN(driftShare()) ? Verdict.INSUFFICIENT_DATA : Verdict.STABLE;
    }

    /** A table of at most 80 columns: a row for each feature and test. */
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "%d of %d features drifted%n%-22s %-14s %11s %11s  %s%n",
                drifted().size(),
                features.size(),
                "feature",
                "test",
                "statistic",
                "p-value",
                "verdict"));
        for (FeatureDrift feature : features) {
            for (DriftResult result : feature.results()) {
                String p = result.pValue().isPresent()
                        ? String.format(Locale.ROOT, "%.3g", result.pValue().getAsDouble())
                        : "";
                table.append(String.format(
                        Locale.ROOT,
                        "%-22s %-14s %11.4g %11s  %s%n",
                        shortened(feature.feature(), 22),
                        shortened(result.test(), 14),
                        result.statistic(),
                        p,
                        result.verdict()));
            }
        }
        return table.toString();
    }

    private static String shortened(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "~";
    }
}
