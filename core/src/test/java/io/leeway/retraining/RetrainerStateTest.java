package io.leeway.retraining;

import static io.leeway.retraining.Conditions.metric;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.monitoring.ModelMonitor;
import io.leeway.retraining.Observation.Streak;
import io.leeway.retraining.RetrainerState.Tenure;
import io.leeway.retraining.RetrainingOutcome.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetrainerStateTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final PolicyState POLICY = new PolicyState(
            List.of(NOON), new TreeMap<>(Map.of("drift share at least 0.3 for 2 looks", new Streak(1, 40))));

    @Test
    void survivesItsTextForm() {
        RetrainerState state = new RetrainerState(POLICY, 12, new Tenure(3, Optional.of(NOON), 40));

        assertThat(state.toText())
                .isEqualTo("leeway-retrainer-state 1\nlabels 12\ntenure 3 2026-03-01T12:00:00Z 40\n"
                        + "leeway-policy-state 1\ntraining 2026-03-01T12:00:00Z\n"
                        + "streak 1 40 drift share at least 0.3 for 2 looks\n");
        assertThat(RetrainerState.parse(state.toText())).isEqualTo(state);
        assertThat(RetrainerState.parse(RetrainerState.none().toText())).isEqualTo(RetrainerState.none());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "leeway-retrainer-state 2\nlabels 1\ntenure 1 - 0\nleeway-policy-state 1\n",
                "leeway-retrainer-state 1\n",
                "leeway-retrainer-state 1\nlabels many\ntenure 1 - 0\nleeway-policy-state 1\n",
                "leeway-retrainer-state 1\nlabels -1\ntenure 1 - 0\nleeway-policy-state 1\n",
                "leeway-retrainer-state 1\nlabels 1\ntenure 1\nleeway-policy-state 1\n",
                "leeway-retrainer-state 1\nlabels 1\ntenure 1 yesterday 0\nleeway-policy-state 1\n",
                "leeway-retrainer-state 1\nlabels 1\ntenure -1 - 0\nleeway-policy-state 1\n",
                "leeway-retrainer-state 1\nlabels 1\ntenure 1 - 0\n",
                "leeway-retrainer-state 1\nlabels 1\ntenure 1 - 0\nleeway-policy-state 2\n"
            })
    void textThatIsNoStateIsRefused(String text) {
        assertThatThrownBy(() -> RetrainerState.parse(text)).isInstanceOf(PolicyException.class);
    }

    @Test
    void aWrongLineIsNamed() {
        assertThatThrownBy(() -> RetrainerState.parse("leeway-retrainer-state 1\nlabels 1\ntenure 1 yesterday 0\n"))
                .hasMessageContaining("line 3 of a stored retrainer state is 'tenure 1 yesterday 0'");
        assertThatThrownBy(() -> RetrainerState.parse("leeway-retrainer-state 1\nlegs 4\n"))
                .hasMessageContaining("line 2 of a stored retrainer state starts with 'labels ', not 'legs 4'");
    }

    @Test
    void countsBelowZeroAreRefused() {
        assertThatThrownBy(() -> new RetrainerState(POLICY, -1)).isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> new Tenure(1, Optional.empty(), -1)).isInstanceOf(PolicyException.class);
    }

    @Test
    void windowsOfAMonitorThatCountsAnewAreNotTakenForOldOnes() {
        RetrainerState state = new RetrainerState(POLICY, 12, new Tenure(3, Optional.of(NOON), 40));

        RetrainerState restarted = state.seenBy(0);

        assertThat(restarted.tenure()).isEqualTo(new Tenure(3, Optional.of(NOON), 0));
        assertThat(restarted.policy().streaks()).containsValue(new Streak(1, -1));
        assertThat(state.seenBy(40)).isEqualTo(state);
    }

    @Test
    void aRetrainerBuiltAfterARestartReadsTheFirstWindowOfItsNewMonitor() {
        ClosedLoop loop = new ClosedLoop();
        RetrainingPolicy policy = RetrainingPolicy.named("p")
                .when(metric("logLoss").exceeds("baseRateLogLoss", 0.05))
                .build();
        var before = loop.retrainer(policy).build();
        loop.serve(3 * ClosedLoop.WINDOW, -1);
        assertThat(before.tick().status()).isEqualTo(Status.PROMOTED);

        ModelMonitor<Deliveries.Delivery> fresh = ModelMonitor.of(Deliveries.SCHEMA)
                .window(ClosedLoop.WINDOW)
                .clock(loop.clock)
                .build();
        var after = loop.retrainer(policy)
                .watch(fresh)
                .state(RetrainerState.parse(before.state().toText()))
                .build();
        for (var each : Deliveries.from(loop.known.size(), ClosedLoop.WINDOW, 1)) {
            loop.clock.set(each.at());
            fresh.record(each, loop.live.score(each));
            fresh.label(each.id(), each.late(), each.at());
        }
        fresh.flush();

        assertThat(after.tick().isTraining()).isTrue();
    }

    @Test
    void aPromotionThatARestartForgotIsFoundInTheRegistry() {
        ClosedLoop loop = new ClosedLoop();
        RetrainingPolicy policy = RetrainingPolicy.named("p")
                .when(metric("logLoss").exceeds("baseRateLogLoss", 0.05))
                .build();
        var before = loop.retrainer(policy).build();
        loop.serve(3 * ClosedLoop.WINDOW, -1);
        String stored = before.state().toText();
        assertThat(before.tick().status()).isEqualTo(Status.PROMOTED);

        var after = loop.retrainer(policy).state(RetrainerState.parse(stored)).build();

        assertThat(after.tick().sentence()).contains("logLoss is unknown");
        assertThat(after.state().tenure().version()).isEqualTo(2);
    }
}
