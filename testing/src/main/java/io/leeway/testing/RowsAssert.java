package io.leeway.testing;

import io.leeway.monitoring.drift.DriftDetector;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.Profiler;
import io.leeway.monitoring.quality.Expectation;
import io.leeway.monitoring.quality.Expectations;
import io.leeway.schema.Schema;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about rows. Comparisons are exact and hold all values of both sides in memory; for more rows than fit,
 * compare {@linkplain ProfileAssert profiles}.
 *
 * @param <R> the type of rows
 */
public final class RowsAssert<R> extends AbstractAssert<RowsAssert<R>, Iterable<R>> {
    /** The default detector: the population stability index with its default limit. */
    public static final DriftDetector DEFAULT_DETECTOR = DriftDetector.of(DriftTests.psi());

    private final Schema<R> schema;
    private DriftDetector detector = DEFAULT_DETECTOR;

    RowsAssert(@Nullable Iterable<R> actual, Schema<R> schema) {
        super(actual, RowsAssert.class);
        this.schema = schema;
    }

    /**
     * Sets the detector for all later comparisons; the default is {@link #DEFAULT_DETECTOR}.
     *
     * @param choice such as {@code DriftDetector.of(psi(), ks()).withAlpha(0.01)}; see {@link DriftTests}
     * @return this
     */
    public RowsAssert<R> using(DriftDetector choice) {
        detector = choice;
        return this;
    }

    /**
     * Verifies that no feature of the schema drifted from a reference, by the detector set by {@link #using}. A feature
     * with too few values, or that no test supports, fails.
     *
     * @param reference the reference rows
     * @return this
     */
    public RowsAssert<R> hasNoDriftAgainst(Iterable<R> reference) {
        comparedWith(reference).hasNoDrift();
        return this;
    }

    /**
     * Verifies that no feature of the schema drifted from a reference profile, such as that of a model's training rows.
     * Comparisons of numbers are approximate; failure messages say so.
     *
     * @param reference the profile of the reference
     * @return this
     */
    public RowsAssert<R> hasNoDriftAgainst(Profile reference) {
        comparedWith(reference).hasNoDrift();
        return this;
    }

    /**
     * Compares with a reference profile and continues with the drift report.
     *
     * @param reference the profile of the reference
     * @return assertions about the drift report
     */
    public DriftReportAssert comparedWith(Profile reference) {
        isNotNull();
        return new ProfileAssert(Profiler.of(schema).addAll(actual).profile())
                .as(descriptionText())
                .using(detector)
                .comparedWith(reference);
    }

    /**
     * Compares with a reference and continues with the drift report.
     *
     * @param reference the reference rows
     * @return assertions about the drift report
     */
    public DriftReportAssert comparedWith(Iterable<R> reference) {
        isNotNull();
        return new DriftReportAssert(detector.compare(Samples.of(schema, reference), Samples.of(schema, actual)))
                .as(descriptionText());
    }

    /**
     * Verifies that the rows meet expectations; every count is exact.
     *
     * @param expectations such as {@code expect("distance").between(0, 6_000)}
     * @return this
     * @throws io.leeway.schema.SchemaException if an expectation names an unknown column
     */
    public RowsAssert<R> meets(Expectation... expectations) {
        isNotNull();
        new DataQualityAssert(Expectations.check(schema, actual, List.of(expectations)))
                .as(descriptionText())
                .isMet();
        return this;
    }
}
