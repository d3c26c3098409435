package io.leeway.testing;

import io.leeway.monitoring.drift.DriftDetector;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.quality.Expectation;
import io.leeway.monitoring.quality.Expectations;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about rows of which only the profile is kept. Comparisons of numbers are approximate, as the failure's text says.
 */
public final class ProfileAssert extends AbstractAssert<ProfileAssert, Profile> {
    private DriftDetector detector = RowsAssert.DEFAULT_DETECTOR;

    ProfileAssert(@Nullable Profile actual) {
        super(actual, ProfileAssert.class);
    }

    /**
     * Chooses how profiles are compared from here on; {@link RowsAssert#DEFAULT_DETECTOR} unless chosen.
     *
     * @param choice such as {@code DriftDetector.of(psi(), ks()).withAlpha(0.01)}; see {@link DriftTests}
     * @return this
     */
    public ProfileAssert using(DriftDetector choice) {
        detector = choice;
        return this;
    }

    /**
     * Wants every feature to be judged stable against a reference.
     *
     * @param reference the profile of what was
     * @return this
     */
    public ProfileAssert hasNoDriftAgainst(Profile reference) {
        comparedWith(reference).hasNoDrift();
        return this;
    }

    /**
     * Compares with a reference, to say more about the outcome.
     *
     * @param reference the profile of what was
     * @return assertions about the comparison
     */
    public DriftReportAssert comparedWith(Profile reference) {
        isNotNull();
        if (!reference.features().containsAll(actual.features())
                || !actual.features().containsAll(reference.features())) {
            throw failureWithActualExpected(
                    actual.features(),
                    reference.features(),
                    "%nExpecting the features of the reference%n  %s%nbut were%n  %s",
                    reference.features(),
                    actual.features());
        }
        return new DriftReportAssert(detector.compare(reference, actual)).as(descriptionText());
    }

    /**
     * Wants expectations of the data to be met.
     *
     * @param expectations such as {@code expect("distance").between(0, 6_000)}
     * @return this
     */
    public ProfileAssert meets(Expectation... expectations) {
        isNotNull();
        new DataQualityAssert(Expectations.check(actual, List.of(expectations)))
                .as(descriptionText())
                .isMet();
        return this;
    }
}
