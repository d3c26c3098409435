package io.leeway.monitoring.report;

import io.leeway.monitoring.drift.FeatureDrift;
import io.leeway.monitoring.price.DriftPrice;
import io.leeway.monitoring.profile.FeatureProfile;
import io.leeway.monitoring.profile.NumericProfile;
import io.leeway.monitoring.profile.Profile;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The distributions of one feature in the reference and in the current data, with the verdict on their difference.
 *
 * <p>Immutable: each method returns a new comparison. Heights may be counts or shares; each side is scaled to shares that add up
 * to one.
 *
 * <pre>{@code
 * FeatureComparison.numeric("distance", new double[] {0, 500, 1000, 3000}, reference, current)
 *         .score("PSI", 0.31, 0.2)
 *         .drifted("PSI 0.31 is above 0.2.");
 * }</pre>
 */
public final class FeatureComparison {
    private final String name;
    private final List<String> labels;
    private final double[] limits;
    private final double[] reference;
    private final double[] current;
    private final Judgement judgement;

    private FeatureComparison(
            String name,
            List<String> labels,
            double[] limits,
            double[] reference,
            double[] current,
            Judgement judgement) {
        this.name = name;
        this.labels = labels;
        this.limits = limits;
        this.reference = reference;
        this.current = current;
        this.judgement = judgement;
    }

    private static FeatureComparison of(
            String name, List<String> labels, double[] limits, int places, double[] reference, double[] current) {
        Objects.requireNonNull(name, "name");
        if (places < 1 || reference.length != places || current.length != places) {
            throw new IllegalArgumentException("feature \"" + name + "\" has " + places + " places, " + reference.length
                    + " heights in the reference and " + current.length + " now; the three must be equal and not zero");
        }
        return new FeatureComparison(
                name,
                labels,
                limits,
                shares(name, "reference", reference),
                shares(name, "current", current),
                Judgement.NONE);
    }

    /**
     * Compares two histograms over the same bins.
     *
     * @param name the feature
     * @param limits the edges of the bins, strictly increasing, one more than there are bins; the outermost may be
     *     infinite
     * @param reference counts or shares of the reference, one for each bin
     * @param current counts or shares of the current data, one for each bin
     * @return the comparison
     * @throws IllegalArgumentException if lengths do not match, edges do not increase, or a height is negative or not
     *     finite
     */
    public static FeatureComparison numeric(String name, double[] limits, double[] reference, double[] current) {
        for (int i = 1; i < limits.length; i++) {
            if (!(limits[i] > limits[i - 1])) {
                throw new IllegalArgumentException("the bins of feature \"" + name + "\" must rise, but " + limits[i]
                        + " follows " + limits[i - 1]);
            }
        }
        return of(name, List.of(), limits.clone(), limits.length - 1, reference, current);
    }

    /**
     * Compares how often each category occurred.
     *
     * @param name the feature
     * @param categories the categories, in the order in which they are drawn
     * @param reference counts or shares of the reference, one for each category
     * @param current counts or shares of the current data, one for each category
     * @return the comparison
     * @throws IllegalArgumentException if lengths do not match, or a height is negative or not finite
     */
    public static FeatureComparison categorical(
            String name, List<String> categories, double[] reference, double[] current) {
        return of(name, List.copyOf(categories), new double[0], categories.size(), reference, current);
    }

    /**
     * Compares how often each of some successive whole numbers occurred.
     *
     * @param name the feature
     * @param first the smallest number
     * @param reference counts or shares of the reference, one for each number
     * @param current counts or shares of the current data, one for each number
     * @return the comparison
     * @throws IllegalArgumentException if lengths do not match, or a height is negative or not finite
     */
    public static FeatureComparison wholeNumbers(String name, long first, double[] reference, double[] current) {
        FeatureComparison comparison = of(
                name,
                Distributions.wholeNumbers(first, reference.length),
                new double[0],
                reference.length,
                reference,
                current);
        return new FeatureComparison(
                name,
                comparison.labels,
                new double[] {first},
                comparison.reference,
                comparison.current,
                comparison.judgement);
    }

    /**
     * Compares a feature in two profiles: with fifteen to thirty bins of equal width (the outermost contain the tails),
     * with one bar for each value if there are few whole numbers, or with the ten most frequent categories. The heights
     * of bins are as exact as the profiles' distribution functions.
     *
     * @param feature the feature
     * @param reference a profile that has the feature
     * @param current a profile that has the feature
     * @return the comparison, with the shares of missing values
     * @throws io.leeway.monitoring.profile.ProfileException if a profile does not have the feature, or they differ in
     *     its type
     */
    public static FeatureComparison between(String feature, Profile reference, Profile current) {
        FeatureProfile then = reference.feature(feature);
        FeatureProfile now = current.feature(feature);
        FeatureComparison comparison = then instanceof NumericProfile
                ? Distributions.numeric(feature, reference.numeric(feature), current.numeric(feature))
                : Distributions.categorical(feature, reference.categorical(feature), current.categorical(feature));
        return comparison.missing(missing(then), missing(now));
    }

    /**
     * Compares all features that both profiles have.
     *
     * @param reference a profile
     * @param current another profile
     * @return the comparisons, in the order of the reference
     */
    public static List<FeatureComparison> between(Profile reference, Profile current) {
        return reference.features().stream()
                .filter(current::has)
                .map(feature -> between(feature, reference, current))
                .toList();
    }

    private static double missing(FeatureProfile profile) {
        return profile.rows() == 0 ? 0 : (double) profile.missing() / profile.rows();
    }

    private static double[] shares(String name, String side, double[] heights) {
        for (double height : heights) {
            if (!(height >= 0) || Double.isInfinite(height)) {
                throw new IllegalArgumentException("the heights of feature \"" + name
                        + "\" must be finite and not negative, but one of its " + side + " is " + height);
            }
        }
        double sum = Arrays.stream(heights).sum();
        return Arrays.stream(heights).map(height -> sum > 0 ? height / sum : 0).toArray();
    }

    /**
     * Sets the number that measures the drift of the feature; features are sorted by its ratio to the limit.
     *
     * @param statistic the name of the number, such as {@code "PSI"}
     * @param value the number
     * @param limit the limit above which it counts as drift; NaN if there is none
     * @return the new comparison
     */
    public FeatureComparison score(String statistic, double value, double limit) {
        return with(judgement.score(Objects.requireNonNull(statistic, "statistic"), value, limit));
    }

    /**
     * Marks the feature as drifted.
     *
     * @param sentence why
     * @return the new comparison
     */
    public FeatureComparison drifted(String sentence) {
        return with(judgement.status(Judgement.Status.DRIFT, Objects.requireNonNull(sentence, "sentence")));
    }

    /**
     * Marks the feature as stable.
     *
     * @param sentence why
     * @return the new comparison
     */
    public FeatureComparison stable(String sentence) {
        return with(judgement.status(Judgement.Status.STABLE, Objects.requireNonNull(sentence, "sentence")));
    }

    /**
     * Marks the feature as undecided because of too few rows.
     *
     * @param sentence why
     * @return the new comparison
     */
    public FeatureComparison undecided(String sentence) {
        return with(judgement.status(Judgement.Status.UNDECIDED, Objects.requireNonNull(sentence, "sentence")));
    }

    /**
     * Sets the verdict of drift tests, and the statistic of the first test that led to it.
     *
     * @param drift the results of the tests for this feature
     * @return the new comparison
     * @throws IllegalArgumentException if no test was applied, or the results are those of another feature
     */
    public FeatureComparison judged(FeatureDrift drift) {
        if (!drift.feature().equals(name) || drift.results().isEmpty()) {
            throw new IllegalArgumentException("no drift test of feature \"" + name + "\" is in " + drift);
        }
        return with(judgement.drift(drift));
    }

    /**
     * Sets what the drift of the feature costs the model; drifted features are sorted by it.
     *
     * @param price the price
     * @param harmless whether it costs nothing; the feature is then drawn in grey
     * @return the new comparison
     */
    public FeatureComparison price(DriftPrice price, boolean harmless) {
        return with(judgement.price(Objects.requireNonNull(price, "price"), harmless));
    }

    /**
     * Sets the shares of rows in which the feature is missing.
     *
     * @param referenceShare in the reference, 0 to 1
     * @param currentShare now, 0 to 1
     * @return the new comparison
     */
    public FeatureComparison missing(double referenceShare, double currentShare) {
        return with(judgement.missing(referenceShare, currentShare));
    }

    /**
     * Sets the score over time, drawn as a small chart below the distribution.
     *
     * @param times when each value was measured, strictly increasing
     * @param values the score at each time; NaN is a gap
     * @return the new comparison
     */
    public FeatureComparison history(List<Instant> times, double... values) {
        String title = judgement.scoreName().isEmpty() ? "Drift" : judgement.scoreName();
        return with(judgement.history(TimeChart.titled(title + " of " + name + " over time")
                .fromZero()
                .series(title, times, values)));
    }

    /** Marks the feature as broken, whatever its drift; the verdict on that stays in the sentence. */
    FeatureComparison broken(String sentence) {
        String drift = judgement.sentence().isEmpty() ? "" : " " + judgement.sentence();
        return with(judgement.status(Judgement.Status.BROKEN, sentence + "." + drift));
    }

    /** Sets a small chart below the distribution. */
    FeatureComparison line(TimeChart chart) {
        return with(judgement.history(chart));
    }

    private FeatureComparison with(Judgement changed) {
        return new FeatureComparison(name, labels, limits, reference, current, changed);
    }

    String name() {
        return name;
    }

    /** One a category or whole number, or the edges of the bins. */
    List<String> labels() {
        return labels.isEmpty() ? edges() : labels;
    }

    double[] reference() {
        return reference.clone();
    }

    double[] current() {
        return current.clone();
    }

    boolean isHistogram() {
        return limits.length > 0;
    }

    Judgement judgement() {
        return judgement;
    }

    /** The places of the bars in words. */
    List<String> places() {
        return labels.isEmpty()
                ? IntStream.range(1, limits.length)
                        .mapToObj(i -> "between " + Numbers.brief(limits[i - 1]) + " and " + Numbers.brief(limits[i]))
                        .toList()
                : labels;
    }

    private List<String> edges() {
        return DoubleStream.of(limits).mapToObj(Numbers::brief).toList();
    }
}
