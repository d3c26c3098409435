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
 * Assertions about rows. All values of both sides are held in memory while they are compared, so comparisons are exact; for more rows
 * than fit, compare {@linkplain ProfileAssert profiles}.
 *
 * @param <R> the type of rows
 */
public final class RowsAssert<R> extends AbstractAssert<RowsAssert<R>, Iterable<R>> {
    /** How samples are compared unless chosen otherwise: the population stability index with its usual limit. */
    public static final DriftDetector DEFAULT_DETECTOR = DriftDetector.of(DriftTests.psi());

    private final Schema<R> schema;
    private DriftDetector detector = DEFAULT_DETECTOR;

    RowsAssert(@Nullable Iterable<R> actual, Schema<R> schema) {
        super(actual, RowsAssert.class);
        this.schema = schema;
    }

    /**
     * Chooses how rows are compared from here on; {@link #DEFAULT_DETECTOR} unless chosen.
     *
     * @param choice such as {@code DriftDetector.of(psi(), ks()).withAlpha(0.01)}; see {@link DriftTests}
     * @return this
     */
    public RowsAssert<R> using(DriftDetector choice) {
        detector = choice;
        return this;
    }

    /**
     * Wants every feature of the schema to be judged stable against a reference, by the detector that {@link #using} chose or else by
     * {@link #DEFAULT_DETECTOR}. A feature with too few values to judge, or that no test takes, fails.
     *
     * @param reference rows of before
     * @return this
     */
    public RowsAssert<R> hasNoDriftAgainst(Iterable<R> reference) {
        comparedWith(reference).hasNoDrift();
        return this;
    }

    /**
     * Wants every feature of the schema to be judged stable against a reference of which only the profile is kept, such as that of the
     * rows that a model was trained on. Comparisons of numbers are approximate, as the failure's text says.
     *
     * @param reference the profile of what was
     * @return this
     */
    public RowsAssert<R> hasNoDriftAgainst(Profile reference) {
        comparedWith(reference).hasNoDrift();
        return this;
    }

    /**
     * Compares with a reference of which only the profile is kept, to say more about the outcome.
     *
     * @param reference the profile of what was
     * @return assertions about the comparison
     */
    public DriftReportAssert comparedWith(Profile reference) {
        isNotNull();
        return new ProfileAssert(Profiler.of(schema).addAll(actual).profile())
                .as(descriptionText())
                .using(detector)
                .comparedWith(reference);
    }

    /**
     * Compares with a reference, to say more about the outcome.
     *
     * @param reference rows of before
     * @return assertions about the comparison
     */
    public DriftReportAssert comparedWith(Iterable<R> reference) {
        isNotNull();
        return new DriftReportAssert(detector.compare(Samples.of(schema, reference), Samples.of(schema, actual)))
                .as(descriptionText());
    }

    /**
     * Wants expectations of the data to be met; every count is exact.
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
