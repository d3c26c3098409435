package io.leeway.monitoring.drift;

import io.leeway.data.Columns;
import io.leeway.monitoring.profile.Profile;
import io.leeway.schema.FeatureType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * Applies drift tests to all features and decides with a correction for their number.
 *
 * <pre>{@code
 * DriftReport report = DriftDetector.of(DriftTests.psi(), DriftTests.ks()).compare(winter, summer);
 * }</pre>
 *
 * <p>Without {@link #withAlpha}, each test uses its own threshold. With a level, it is compared with the p-values of
 * the tests that have one, after a {@linkplain #withCorrection correction} for their number; tests without a p-value
 * keep their thresholds. Immutable and safe for use by several threads.
 */
public final class DriftDetector {

    /** The default correction. */
    public static final Correction DEFAULT_CORRECTION = Correction.BENJAMINI_HOCHBERG;

    private final TestChoice choice;
    private final double alpha;
    private final Correction correction;
    private final Executor executor;

    /** Of reports that are judged later: the level, and how many p-values are judged together with the detector's. */
    private final double laterAlpha;

    private final int others;

    private DriftDetector(TestChoice choice, double alpha, Correction correction, Executor executor) {
        this(choice, alpha, correction, executor, Double.NaN, 0);
    }

    private DriftDetector(
            TestChoice choice, double alpha, Correction correction, Executor executor, double laterAlpha, int others) {
        this.choice = choice;
        this.alpha = alpha;
        this.correction = correction;
        this.executor = executor;
        this.laterAlpha = laterAlpha;
        this.others = others;
    }

    /**
     * Returns a detector that applies each test to the features whose type it supports.
     *
     * @param tests at least one
     * @return the detector; each test uses its own threshold
     * @throws IllegalArgumentException if there is no test
     */
    public static DriftDetector of(DriftTest... tests) {
        return of(Arrays.asList(tests));
    }

    /**
     * Returns a detector that applies each test to the features whose type it supports.
     *
     * @param tests at least one
     * @return the detector; each test uses its own threshold
     * @throws IllegalArgumentException if there is no test
     */
    public static DriftDetector of(List<? extends DriftTest> tests) {
        if (tests.isEmpty()) {
            throw new IllegalArgumentException("a detector needs at least one test, such as DriftTests.psi()");
        }
        return of(TestChoice.always(List.copyOf(tests)));
    }

    private static DriftDetector of(TestChoice choice) {
        return new DriftDetector(choice, Double.NaN, DEFAULT_CORRECTION, Runnable::run);
    }

    /**
     * Returns a detector that chooses one test for each feature, by its type and values: {@link DriftTests#chiSquare} for categories and for
     * numbers with at most 20 values, {@link DriftTests#andersonDarling} for other numbers. Both have a p-value at every number of rows and
     * see any change. The reason stands in {@link FeatureDrift#reason}. {@link #withAlpha} gives it a level; without one each test has 0.05.
     *
     * @return the detector
     */
    public static DriftDetector auto() {
        return of(new OwnChoice());
    }

    /**
     * Returns a detector with the tests, bins and limits that Evidently 0.7.23 takes by default, for the same verdicts on raw samples. Up to
     * 1,000 rows of the reference: Kolmogorov-Smirnov for numbers with more than 5 values, else a chi-square test of fit, or a z-test of
     * 2 categories, each at 0.05; above, the Wasserstein distance, or Jensen-Shannon's for at most 5 values and categories, above 0.1. Its
     * levels are those of single features: a correction needs {@link #withAlpha}. Evidently calls a data set drifted if {@link
     * DriftReport#driftShare} is at least a half.
     *
     * @return the detector
     */
    public static DriftDetector evidently() {
        return of(new EvidentlyChoice());
    }

    /**
     * Returns a detector with the distance, bins and limits that NannyML 0.13.1 takes by default, for the same verdicts on raw samples: the
     * Jensen-Shannon distance to base 2, Doane's bins of the reference's numbers, and for each feature the mean and 3 standard deviations of
     * the distances of the reference's chunks as the limit.
     *
     * @param chunks the reference in parts, by feature; NannyML takes ten of equal size in the order of time
     * @return the detector
     * @throws IllegalArgumentException if there is no chunk
     */
    public static DriftDetector nannyml(List<? extends Map<String, ? extends Sample>> chunks) {
        if (chunks.isEmpty()) {
            throw new IllegalArgumentException("the limits are those of the reference's chunks; give at least one");
        }
        return of(new NannyMlChoice(chunks));
    }

    /**
     * Sets the level that the corrected p-values of all tests are compared with.
     *
     * @param level in (0, 1)
     * @return a new detector
     * @throws IllegalArgumentException if the level lies outside (0, 1)
     */
    public DriftDetector withAlpha(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("a level lies between 0 and 1, was " + level);
        }
        return new DriftDetector(choice, level, correction, executor);
    }

    /**
     * Sets the correction for the number of tests; the default is {@link #DEFAULT_CORRECTION}.
     *
     * @param correction the correction
     * @return a new detector
     */
    public DriftDetector withCorrection(Correction correction) {
        return new DriftDetector(choice, alpha, correction, executor);
    }

    /**
     * Sets the executor whose threads help to compare features; by default the calling thread compares all. The calling
     * thread takes part and waits only for features that another thread has begun, so that it may be one of the
     * executor's own, and an executor that is busy or rejects work delays nothing. The report is the same.
     *
     * @param executor the executor, such as {@code ForkJoinPool.commonPool()}
     * @return a new detector
     */
    public DriftDetector withExecutor(Executor executor) {
        return new DriftDetector(choice, alpha, correction, executor, laterAlpha, others);
    }

    /**
     * Announces that reports of this detector will be judged by {@link DriftReport#judgedBy}, so that simulations of p-values stop where their decision is certain, as they do with {@link #withAlpha}.
     * Such a p-value is valid, and on the same side of every level that it is compared with; one that is drawn is no smaller than a twentieth of the least of them.
     *
     * @param level the level of the report, in (0, 1)
     * @param by the correction of the report
     * @param otherPValues how many p-values of other tests, at most, are judged together with those of this detector
     * @return a new detector
     * @throws IllegalArgumentException if the level lies outside (0, 1)
     */
    public DriftDetector judgedLater(double level, Correction by, int otherPValues) {
        return new DriftDetector(choice, Double.NaN, by, executor, Options.level(level), otherPValues);
    }

    /**
     * Returns the tests.
     *
     * @return in the order in which they were given; those that may be chosen, if the detector chooses
     */
    public List<DriftTest> tests() {
        return choice.all();
    }

    /**
     * Compares all features that both profiles have. Comparisons of numbers are approximate, see {@link Sample#of(
     * io.leeway.monitoring.profile.NumericProfile)}.
     *
     * @param reference the reference
     * @param current the current data
     * @return one entry for each feature
     */
    public DriftReport compare(Profile reference, Profile current) {
        return compare(samples(reference), samples(current));
    }

    /**
     * Compares all columns that both have. Vectors are compared by {@link io.leeway.monitoring.drift.multivariate.MultivariateTests}, not number by number.
     *
     * @param reference the reference
     * @param current the current data
     * @return one entry for each column, in the order of the reference
     * @throws IllegalArgumentException if a column's type differs between the two
     */
    public DriftReport compare(Columns reference, Columns current) {
        List<String> names = reference.features().stream()
                .filter(current.features()::contains)
                .toList();
        // Samples are made for one feature at a time, so that few are in memory.
        return report(names, (name, least) -> compare(name, sample(reference, name), sample(current, name), least));
    }

    private static Sample sample(Columns columns, String name) {
        return columns.type(name) == FeatureType.NUMERIC
                ? ExactSample.shared(columns.numbers(name))
                : CategoricalSample.of(columns.codes(name), columns.categories(name));
    }

    private static Map<String, Sample> samples(Profile profile) {
        Map<String, Sample> samples = new LinkedHashMap<>();
        profile.features().forEach(name -> samples.put(name, Sample.of(profile.feature(name))));
        return samples;
    }

    /**
     * Compares all features that both have.
     *
     * @param reference the reference, by feature
     * @param current the current data, by feature
     * @return one entry for each feature, in the order of the reference
     * @throws IllegalArgumentException if a feature's type differs between the two
     */
    public DriftReport compare(Map<String, ? extends Sample> reference, Map<String, ? extends Sample> current) {
        List<String> names =
                reference.keySet().stream().filter(current::containsKey).toList();
        return report(
                names,
                (name, least) -> compare(
                        name,
                        Objects.requireNonNull(reference.get(name), name),
                        Objects.requireNonNull(current.get(name), name),
                        least));
    }

    private interface Comparison {
        FeatureDrift of(String name, double least);
    }

    private DriftReport report(List<String> names, Comparison comparison) {
        double level = Double.isNaN(alpha) ? laterAlpha : alpha;
        double least = Double.isNaN(level)
                ? 0
                : correction.leastLevel(level, names.size() * choice.all().size() + others);
        List<FeatureDrift> features = SharedWork.of(names.size(), i -> comparison.of(names.get(i), least), executor);
        DriftReport report = new DriftReport(features);
        return Double.isNaN(alpha) ? report : report.judgedBy(alpha, correction);
    }

    private FeatureDrift compare(String name, Sample before, Sample now, double least) {
        if (before.type() != now.type()) {
            throw new IllegalArgumentException("feature '" + name + "' is " + before.type() + " in the reference and "
                    + now.type() + " in the current sample");
        }
        TestChoice.Chosen chosen = choice.of(name, before, now);
        return new FeatureDrift(name, before.type(), results(chosen.tests(), before, now, least), chosen.reason());
    }

    /** In the order of the tests, but the distance of Kolmogorov and Smirnov comes last: the sums of any other rank statistic have it. */
    private static List<DriftResult> results(List<DriftTest> tests, Sample before, Sample now, double least) {
        DriftResult[] results = new DriftResult[tests.size()];
        for (boolean last : new boolean[] {false, true}) {
            for (int i = 0; i < results.length; i++) {
                if (tests.get(i).name().equals(DriftTests.ks().name()) == last) {
                    results[i] = test(tests.get(i), before, now, least);
                }
            }
        }
        return List.of(results);
    }

    private static DriftResult test(DriftTest test, Sample before, Sample now, double least) {
        return test instanceof FormulaTest formula ? formula.test(before, now, least) : test.test(before, now);
    }
}
