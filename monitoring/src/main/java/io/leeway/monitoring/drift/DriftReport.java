package io.leeway.monitoring.drift;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The result of a detector for all features.
 *
 * @param features one entry for each compared feature, in the order of the reference
 */
public record DriftReport(List<FeatureDrift> features) {

    /** The widest column of names of features: 40 characters. */
    public static final int LONGEST_FEATURE = 40;

    /** The widest column of names of tests: 20 characters. */
    public static final int LONGEST_TEST = 20;

    private static final int LEAST_FEATURE = 22;
    private static final int LEAST_TEST = 14;

    /**
     * Copies the list.
     *
     * @param features one entry for each feature
     */
    public DriftReport {
        features = List.copyOf(features);
    }

    /**
     * Returns the share of features that drifted, among those with sufficient data.
     *
     * @return a number in [0, 1], or {@code NaN} if no feature had sufficient data
     */
    public double driftShare() {
        long judged = features.size() - undecided();
        return judged == 0 ? Double.NaN : (double) drifted().size() / judged;
    }

    /**
     * Returns the features that drifted.
     *
     * @return their entries, in order
     */
    public List<FeatureDrift> drifted() {
        return features.stream().filter(each -> each.verdict() == Verdict.DRIFT).toList();
    }

    /**
     * Returns in words how many features drifted, and how many are undecided, if any.
     *
     * @return such as {@code 2 of 6 features drifted} or {@code 0 of 5 features drifted, 5 undecided}
     */
    public String summary() {
        long undecided = undecided();
        return drifted().size() + " of " + features.size() + " features drifted"
                + (undecided == 0 ? "" : ", " + undecided + " undecided");
    }

    private long undecided() {
        return features.stream()
                .filter(each -> each.verdict() == Verdict.INSUFFICIENT_DATA)
                .count();
    }

    /**
     * Returns the entry of a feature.
     *
     * @param name the feature
     * @return the entry, or empty if the feature was not compared
     */
    public Optional<FeatureDrift> feature(String name) {
        return features.stream().filter(each -> each.feature().equals(name)).findFirst();
    }

    /**
     * Returns the overall verdict: drift if any feature drifted, insufficient data if no feature had sufficient data,
     * otherwise stable.
     *
     * @return the verdict
     */
    public Verdict verdict() {
        if (!drifted().isEmpty()) {
            return Verdict.DRIFT;
        }
        return Double.isNaN(driftShare()) ? Verdict.INSUFFICIENT_DATA : Verdict.STABLE;
    }

    /**
     * Returns the results of both reports, feature by feature.
     *
     * @param other a report on the same comparison; its features that this one lacks come last
     * @return a new report
     */
    public DriftReport merge(DriftReport other) {
        Map<String, FeatureDrift> merged = new LinkedHashMap<>();
        features.forEach(each -> merged.put(each.feature(), each));
        other.features.forEach(each -> merged.merge(each.feature(), each, (mine, theirs) -> {
            List<DriftResult> results = new ArrayList<>(mine.results());
            results.addAll(theirs.results());
            return new FeatureDrift(mine.feature(), mine.type(), results, mine.reason());
        }));
        return new DriftReport(List.copyOf(merged.values()));
    }

    /**
     * Returns the same report without verdicts.
     *
     * @param why why nothing can be decided
     * @return a new report, in which all results have insufficient data
     */
    public DriftReport insufficient(String why) {
        return new DriftReport(features.stream()
                .map(each -> new FeatureDrift(
                        each.feature(),
                        each.type(),
                        each.results().stream()
                                .map(result -> result.insufficient(why))
                                .toList(),
                        each.reason()))
                .toList());
    }

    /**
     * Returns the same results, judged by one level: that is compared with the p-values of all results that have one, after a correction
     * for their number. Results without a p-value stay as they are.
     *
     * @param alpha the level, in (0, 1)
     * @param correction the correction
     * @return a new report
     * @throws IllegalArgumentException if the level lies outside (0, 1)
     */
    public DriftReport judgedBy(double alpha, Correction correction) {
        Options.level(alpha);
        double[] pValues = features.stream()
                .flatMap(each -> each.results().stream())
                .filter(DriftReport::isJudgedByPValue)
                .mapToDouble(result -> result.pValue().orElseThrow())
                .toArray();
        double[] adjusted = correction.adjust(pValues);
        List<FeatureDrift> judged = new ArrayList<>();
        int next = 0;
        for (FeatureDrift feature : features) {
            List<DriftResult> results = new ArrayList<>();
            for (DriftResult result : feature.results()) {
                results.add(isJudgedByPValue(result) ? result.judgedBy(adjusted[next++], alpha) : result);
            }
            judged.add(new FeatureDrift(feature.feature(), feature.type(), results, feature.reason()));
        }
        return new DriftReport(judged);
    }

    private static boolean isJudgedByPValue(DriftResult result) {
        return result.pValue().isPresent() && result.verdict() != Verdict.INSUFFICIENT_DATA;
    }

    /**
     * Returns a table with a row for each feature and test. Names of features are cut after {@value #LONGEST_FEATURE} characters, those of tests after
     * {@value #LONGEST_TEST}.
     */
    @Override
    public String toString() {
        int feature = width(LEAST_FEATURE, features.stream().map(FeatureDrift::feature), LONGEST_FEATURE);
        int test = width(
                LEAST_TEST,
                features.stream().flatMap(each -> each.results().stream()).map(DriftResult::test),
                LONGEST_TEST);
        String row = "%-" + feature + "s %-" + test + "s %11s %11s  %s%n";
        StringBuilder table = new StringBuilder(summary()).append(System.lineSeparator());
        table.append(String.format(Locale.ROOT, row, "feature", "test", "statistic", "p-value", "verdict"));
        for (FeatureDrift each : features) {
            String name = shortened(each.feature(), feature);
            if (each.results().isEmpty()) {
                table.append(String.format(Locale.ROOT, row, name, "none takes it", "", "", each.verdict()));
            }
            for (DriftResult result : each.results()) {
                String p = result.pValue().isPresent()
                        ? String.format(Locale.ROOT, "%.3g", result.pValue().getAsDouble())
                        : "";
                String statistic = String.format(Locale.ROOT, "%.4g", result.statistic());
                table.append(String.format(
                        Locale.ROOT, row, name, shortened(result.test(), test), statistic, p, result.verdict()));
            }
        }
        return table.toString().stripTrailing();
    }

    private static int width(int least, Stream<String> names, int most) {
        return Math.max(
                least, Math.min(most, names.mapToInt(String::length).max().orElse(0)));
    }

    private static String shortened(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "~";
    }
}
