package io.leeway.testing;

import static io.leeway.monitoring.drift.DriftTests.ks;
import static io.leeway.monitoring.drift.DriftTests.psi;
import static io.leeway.monitoring.quality.Expectations.expect;
import static io.leeway.testing.LeewayAssertions.assertThat;
import static io.leeway.testing.LeewayAssertions.assertThatThrownBy;

import io.leeway.monitoring.drift.DriftDetector;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.Profiler;
import io.leeway.schema.Schema;
import io.leeway.testing.Trips.Trip;
import java.util.List;
import org.junit.jupiter.api.Test;

class DriftAssertTest {
    private static final List<Trip> BEFORE = Trips.calm(3_000, 1);
    private static final List<Trip> CALM = Trips.calm(3_000, 2);
    private static final List<Trip> STORMY = Trips.stormy(3_000, 3);

    private static Profile profile(List<Trip> trips) {
        return Profiler.of(Trips.SCHEMA).addAll(trips).profile();
    }

    @Test
    void rowsLikeThoseBeforeHaveNoDrift() {
        assertThat(CALM, Trips.SCHEMA).hasNoDriftAgainst(BEFORE);
        assertThat(CALM, Trips.SCHEMA).hasNoDriftAgainst(profile(BEFORE));
        assertThat(profile(CALM)).hasNoDriftAgainst(profile(BEFORE));
    }

    @Test
    void driftIsReportedWithTheTableOfWhatDrifted() {
        assertThatThrownBy(() -> assertThat(STORMY, Trips.SCHEMA).as("march").hasNoDriftAgainst(BEFORE))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("[march] ")
                .hasMessageContainingAll(
                        "no drift",
                        "drift in wind",
                        "psi is ",
                        "the limit is 0.2000: drift",
                        "feature",
                        "statistic",
                        "DRIFT")
                .hasMessageNotContaining("distance");
    }

    @Test
    void aFailureOfProfilesSaysThatTheFigureIsApproximate() {
        assertThatThrownBy(() -> assertThat(profile(STORMY)).hasNoDriftAgainst(profile(BEFORE)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("drift in wind", "psi is about ");
    }

    @Test
    void rowsCanBeComparedWithTheProfileThatAModelWasTrainedOn() {
        assertThatThrownBy(() -> assertThat(STORMY, Trips.SCHEMA).as("march").hasNoDriftAgainst(profile(BEFORE)))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("[march] ")
                .hasMessageContainingAll("drift in wind", "psi is about ");
    }

    @Test
    void anyDetectorCanBeUsed() {
        DriftDetector lenient = DriftDetector.of(psi().withThreshold(1_000));
        DriftDetector byLevel = DriftDetector.of(ks()).withAlpha(0.001);

        assertThat(STORMY, Trips.SCHEMA).using(lenient).hasNoDriftAgainst(BEFORE);
        assertThat(profile(STORMY)).using(lenient).hasNoDriftAgainst(profile(BEFORE));
        assertThat(STORMY, Trips.SCHEMA).using(byLevel).comparedWith(BEFORE).hasDriftIn("wind");
    }

    @Test
    void aFeatureThatNoTestTakesIsNotTakenForStable() {
        assertThatThrownBy(() -> assertThat(CALM, Trips.SCHEMA)
                        .using(DriftDetector.of(ks()).withAlpha(1e-6))
                        .hasNoDriftAgainst(BEFORE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(
                        "could not be judged: carrier", "none of the tests takes a feature that is CATEGORICAL");
    }

    @Test
    void tooFewRowsAreNotTakenForStability() {
        assertThatThrownBy(() -> assertThat(CALM.subList(0, 3), Trips.SCHEMA).hasNoDriftAgainst(BEFORE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("could not be judged: distance, wind, carrier", "needs more rows than");
    }

    @Test
    void aComparisonOfNothingIsNoSuccess() {
        Schema<Trip> nothing = Schema.of(Trip.class).without("distance", "wind", "carrier", "minutes", "late");

        assertThatThrownBy(() -> assertThat(CALM, nothing).hasNoDriftAgainst(BEFORE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no feature was compared");
    }

    @Test
    void profilesOfOtherFeaturesAreNotCompared() {
        Profile fewer = Profiler.of(Trips.SCHEMA.without("wind")).addAll(CALM).profile();

        assertThatThrownBy(() -> assertThat(fewer).hasNoDriftAgainst(profile(BEFORE)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("[distance, wind, carrier]", "[distance, carrier]");
    }

    @Test
    void singleFeaturesCanBeAskedFor() {
        DriftReportAssert report = assertThat(STORMY, Trips.SCHEMA).comparedWith(BEFORE);

        report.hasDriftIn("wind").hasNoDriftIn("distance", "carrier").hasDriftShareAtMost(0.34);
        assertThatThrownBy(() -> report.hasDriftIn("wind", "distance"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("drift in wind, distance", "no drift in distance");
        assertThatThrownBy(() -> report.hasNoDriftIn("wind")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> report.hasDriftShareAtMost(0.3))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("drift in 33%: wind", "at most 30%");
        assertThatThrownBy(() -> report.hasDriftIn("winds"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("compared were distance, wind, carrier");
    }

    @Test
    void rowsAndProfilesCanBeCheckedAgainstExpectations() {
        assertThat(CALM, Trips.SCHEMA).meets(expect("distance").between(0, 6_000));
        assertThat(profile(CALM)).meets(expect("distance").between(0, 6_000));
        assertThatThrownBy(() -> assertThat(CALM, Trips.SCHEMA)
                        .meets(
                                expect("distance").between(0, 6_000),
                                expect("carrier").missing().atMost(0.01)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("all of 2 expectations", "3,000 rows", "carrier", "are missing");
        assertThatThrownBy(
                        () -> assertThat(profile(CALM)).meets(expect("distance").between(0, 500)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not met");
    }
}
