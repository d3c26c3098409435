package io.leeway.testing;

import static io.leeway.evaluation.Gates.rocAuc;
import static io.leeway.monitoring.quality.Expectations.expect;
import static io.leeway.testing.LeewayAssertions.assertThat;
import static io.leeway.testing.LeewayAssertions.assertThatThrownBy;

import io.leeway.pipeline.PipelineRun;
import io.leeway.testing.Trips.Trip;
import org.junit.jupiter.api.Test;
import org.tribuo.classification.Label;

class PipelineRunAssertTest {
    private static final PipelineRun<Trip, Label> PROMOTABLE = Trips.run();
    private static final PipelineRun<Trip, Label> REJECTED =
            Trips.pipeline().gate(rocAuc().atLeast(0.9999)).build().run(Trips.calm(1_000, 1));
    private static final PipelineRun<Trip, Label> INVALID = Trips.pipeline()
            .validate(expect("distance").between(0, 500), expect("wind").between(-100, 100))
            .build()
            .run(Trips.calm(1_000, 1));

    @Test
    void aRunIsWhatItIs() {
        assertThat(PROMOTABLE)
                .isPromotable()
                .isWonBy("logistic")
                .challenger()
                .hasRocAucAtLeast(0.8)
                .hasRowsAtLeast(400);
        assertThat(REJECTED).wasRejected().wasRejectedBecause("rocAuc");
        assertThat(INVALID).hasInvalidData().isBrokenBy("distance");
    }

    @Test
    void aRunThatShouldBePromotableShowsWhyItIsNot() {
        assertThatThrownBy(() -> assertThat(REJECTED).as("nightly").isPromotable())
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("[nightly] ")
                .hasMessageContainingAll(
                        "the run of trips is", "PROMOTABLE", "REJECTED", "logistic: rocAuc is", "at least 0.9999");
        assertThatThrownBy(() -> assertThat(INVALID).isPromotable())
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("INVALID_DATA", "distance");
    }

    @Test
    void otherReasonsAreNotTakenForTheOneAskedFor() {
        assertThatThrownBy(() -> assertThat(REJECTED).wasRejectedBecause("logLoss"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("rejected because of logLoss", "rejected for other reasons", "rocAuc");
        assertThatThrownBy(() -> assertThat(PROMOTABLE).wasRejectedBecause("rocAuc"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("PROMOTABLE");
        assertThatThrownBy(() -> assertThat(PROMOTABLE).isWonBy("tree"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("won by tree", "won by logistic");
    }

    @Test
    void qualityIsBrokenByTheRightColumnOnly() {
        assertThatThrownBy(() -> assertThat(INVALID).hasInvalidData().isBrokenBy("wind"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("wind");
        assertThatThrownBy(() -> assertThat(INVALID).hasInvalidData().isBrokenBy("carrier"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("nothing is expected of it");
        assertThatThrownBy(() -> assertThat(INVALID.quality()).isMet())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not met");
        assertThat(PROMOTABLE.quality()).isMet();
    }

    @Test
    void nothingIsSaidOfAChallengerThatWasNeverTrained() {
        assertThatThrownBy(() -> assertThat(INVALID).challenger())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("nothing was trained");
    }
}
