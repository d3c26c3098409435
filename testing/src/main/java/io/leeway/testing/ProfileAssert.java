package io.leeway.testing;

import io.leeway.monitoring.drift.DriftDetector;
import io.leeway.monitoring.drift.DriftReport;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.drift.Verdict;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.quality.DataQualityReport;
import io.leeway.monitoring.quality.Expectation;
import io.leeway.monitoring.quality.Expectations;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/** Assertions about a profile of rows. */
public final class ProfileAssert extends AbstractAssert<ProfileAssert, Profile> {
    private final DriftDetector detector;

    ProfileAssert(Profile actual) {
        this(actual, DriftDetector.of(DriftTests.psi()));
    }

    private ProfileAssert(Profile actual, DriftDetector detector) {
        super(actual, ProfileAssert.class);
        this.detector = detector;
    }

    /**
     * Chooses how drift is looked for.
     *
     * @param with the detector; by default one that takes the population stability index
     * @return an assertion that uses it
     */
    public ProfileAssert using(DriftDetector with) {
        return new ProfileAssert(actual, with);
    }

    /**
     * Asserts that no feature drifted. Too few rows to tell is a failure too.
     *
     * @param reference what is normal, such as a run's training profile
     * @return this assertion
     */
    public ProfileAssert hasNoDriftAgainst(Profile reference) {
        isNotNull();
        DriftReport report = detector.compare(reference, actual);
        if (report.verdict() != Verdict.STABLE) {
            failWithMessage(
                    "%nExpected no drift of %,d rows against a reference of %,d, but the verdict is %s:%n%n%s",
                    actual.rows(), reference.rows(), report.verdict(), report);
        }
        return this;
    }

    /**
     * Asserts that features drifted, these among them.
     *
     * @param reference what was normal
     * @param features the features that must have drifted
     * @return this assertion
     */
    public ProfileAssert hasDriftedFrom(Profile reference, String... features) {
        isNotNull();
        DriftReport report = detector.compare(reference, actual);
        List<String> drifted =
                report.drifted().stream().map(each -> each.feature()).toList();
        if (drifted.isEmpty() || !drifted.containsAll(List.of(features))) {
            failWithMessage(
                    "%nExpected drift of %s, but only these drifted: %s%n%n%s",
                    features.length == 0 ? "some feature" : List.of(features), drifted, report);
        }
        return this;
    }

    /**
     * Asserts that the rows are as expected.
     *
     * @param expectations what they must look like
     * @return this assertion
     */
    public ProfileAssert meets(Expectation... expectations) {
        isNotNull();
        DataQualityReport report = Expectations.check(actual, List.of(expectations));
        if (!report.passed()) {
            failWithMessage("%nExpectations that are not met: %s%n%n%s", report.failures(), report);
        }
        return this;
    }
}
