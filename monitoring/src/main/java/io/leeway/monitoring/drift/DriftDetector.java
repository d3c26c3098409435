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

    private final List<DriftTest> tests;
    private final double alpha;
    private final Correction correction;
    private final Executor executor;

    private DriftDetector(List<DriftTest> tests, double alpha, Correction correction, Executor executor) {
        this.tests = tests;
        this.alpha = alpha;
        this.correction = correction;
        this.executor = executor;
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
        return new DriftDetector(List.copyOf(tests), Double.NaN, DEFAULT_CORRECTION, Runnable::run);
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
        return new DriftDetector(tests, level, correction, executor);
    }

    /**
     * Sets the correction for the number of tests; the default is {@link #DEFAULT_CORRECTION}.
     *
     * @param choice the correction
     * @return a new detector
     */
    public DriftDetector withCorrection(Correction choice) {
        return new DriftDetector(tests, alpha, choice, executor);
    }

    /**
     * Sets the executor whose threads help to compare features; by default the calling thread compares all. The calling
     * thread takes part and waits only for features that another thread has begun, so that it may be one of the
     * executor's own, and an executor that is busy or rejects work delays nothing. The report is the same.
     *
     * @param choice the executor, such as {@code ForkJoinPool.commonPool()}
     * @return a new detector
     */
    public DriftDetector withExecutor(Executor choice) {
        return new DriftDetector(tests, alpha, correction, choice);
    }

    /**
     * Returns the tests.
     *
     * @return in the order in which they were given
     */
    public List<DriftTest> tests() {
        return tests;
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
     * Compares all columns that both have.
     *
     * @param reference the reference
     * @param current the current data
     * @return one entry for each column, in the order of the reference
     * @throws IllegalArgumentException if a column's type differs between the two
     */
    public DriftReport compare(Columns reference, Columns current) {
        return compare(samples(reference), samples(current));
    }

    private static Map<String, Sample> samples(Columns columns) {
        Map<String, Sample> samples = new LinkedHashMap<>();
        for (String name : columns.names()) {
            samples.put(
                    name,
                    columns.type(name) == FeatureType.NUMERIC
                            ? Sample.of(columns.numbers(name))
                            : CategoricalSample.of(columns.codes(name), columns.categories(name)));
        }
        return samples;
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
        List<FeatureDrift> features =
                SharedWork.of(names.size(), i -> compare(names.get(i), reference, current), executor);
        DriftReport report = new DriftReport(features);
        return Double.isNaN(alpha) ? report : report.judgedBy(alpha, correction);
    }

    private FeatureDrift compare(
            String name, Map<String, ? extends Sample> reference, Map<String, ? extends Sample> current) {
        Sample before = Objects.requireNonNull(reference.get(name), name);
        Sample now = Objects.requireNonNull(current.get(name), name);
        if (before.type() != now.type()) {
            throw new IllegalArgumentException("feature '" + name + "' is " + before.type() + " in the reference and "
                    + now.type() + " in the current sample");
        }
        List<DriftResult> results = tests.stream()
                .filter(test -> test.supports(before.type()))
                .map(test -> test.test(before, now))
                .toList();
        return new FeatureDrift(name, before.type(), results);
    }
}
