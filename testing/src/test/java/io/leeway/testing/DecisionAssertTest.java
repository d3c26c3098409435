package io.leeway.testing;

import static io.leeway.retraining.Conditions.driftShare;
import static io.leeway.testing.LeewayAssertions.assertThat;
import static io.leeway.testing.LeewayAssertions.assertThatThrownBy;

import io.leeway.retraining.Decision;
import io.leeway.retraining.PolicyState;
import io.leeway.retraining.RetrainingPolicy;
import io.leeway.retraining.Signals;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DecisionAssertTest {
    private static final RetrainingPolicy POLICY =
            RetrainingPolicy.named("trips").when(driftShare().atLeast(0.3)).build();

    private static Decision decide(double share) {
        return POLICY.decide(
                Signals.at(Instant.parse("2026-01-01T00:00:00Z")).withDriftShare(share), PolicyState.none());
    }

    @Test
    void aDecisionIsWhatItIs() {
        assertThat(decide(0.5))
                .retrains()
                .isBecause(Decision.Reason.CONDITION_MET)
                .says("drift share");
        assertThat(decide(0.1)).holds().isBecause(Decision.Reason.NONE_MET);
    }

    @Test
    void aFailureShowsWhatThePolicyObserved() {
        assertThatThrownBy(() -> assertThat(decide(0.1)).as("quiet week").retrains())
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("[quiet week] ")
                .hasMessageContainingAll("RETRAIN", "HOLD", "trips: ", "drift share");
        assertThatThrownBy(() -> assertThat(decide(0.5)).holds()).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(decide(0.5)).isBecause(Decision.Reason.COOLDOWN))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("COOLDOWN", "CONDITION_MET");
        assertThatThrownBy(() -> assertThat(decide(0.5)).says("age"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("drift share");
    }
}
