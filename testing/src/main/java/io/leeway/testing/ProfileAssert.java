package io.leeway.testing;

import io.leeway.monitoring.drift.DriftDetector;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.quality.Expectation;
import io.leeway.monitoring.quality.Expectations;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions about a profile. Comparisons of numbers are approximate; failure messages say so. */
public final class ProfileAssert extends AbstractAssert<ProfileAssert, Profile> {
    private DriftDetector detector = RowsAssert.DEFAULT_DETECTOR;

    ProfileAssert(@Nullable Profile actual) {
        super(actual, ProfileAssert.class);
    }

    /**
     * Sets the detector for all later comparisons; the default is {@link RowsAssert#DEFAULT_DETECTOR}.
     *
     * @param choice such as {@code DriftDetector.of(psi(), ks()).withAlpha(0.01)}; see {@link DriftTests}
     * @return this
     */
    public ProfileAssert using(DriftDetector choice) {
        detector = choice;
        return this;
    }

    /**
     * Verifies that no feature drifted from a reference.
     *
     * @param reference the profile of the reference
     * @return this
     */
    public ProfileAssert hasNoDriftAgainst(Profile reference) {
        comparedWith(reference).hasNoDrift();
        return this;
    }

    /**
     * Compares with a reference and continues with the drift report.
     *
     * @param reference the profile of the reference
     * @return assertions about the drift report
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
     * Verifies that the data meet expectations.
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
