package io.leeway.retraining;

import static io.leeway.retraining.Conditions.driftShare;
import static io.leeway.retraining.Conditions.metric;
import static io.leeway.retraining.Conditions.newLabels;
import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.retraining.Deliveries.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.tribuo.classification.Label;

/** A retrainer that is stopped and built again from its stored state decides as one that went on. */
class RetrainerResumePropertyTest {

    /** What happens between two looks. */
    private enum Step {
        SERVE,
        SERVE_TURNED_ROUND,
        SERVE_A_LITTLE,
        PERSON_ROLLS_BACK,
        RESTART
    }

    private static final RetrainingPolicy POLICY = RetrainingPolicy.named("p")
            .when(metric("logLoss").exceeds("baseRateLogLoss", 0.05).sustainedFor(2))
            .or(driftShare().atLeast(0.5))
            .or(newLabels().atLeast(1_000))
            .cooldown(Duration.ofHours(6))
            .atMost(3, Duration.ofDays(1))
            .build();

    @Provide
    Arbitrary<List<Step>> lives() {
        return Arbitraries.of(Step.class).list().ofMinSize(8).ofMaxSize(16);
    }

    @Property(tries = 12)
    void aRebuiltRetrainerDecidesAsTheUnbrokenOne(@ForAll("lives") List<Step> life) {
        assertThat(outcomes(life, true)).isEqualTo(outcomes(life, false));
    }

    private static List<String> outcomes(List<Step> life, boolean restarts) {
        ClosedLoop loop = new ClosedLoop();
        Retrainer<Delivery, Label> retrainer = loop.retrainer(POLICY).build();
        List<String> outcomes = new ArrayList<>();
        for (Step step : life) {
            switch (step) {
                case SERVE -> loop.serve(ClosedLoop.WINDOW, 1);
                case SERVE_TURNED_ROUND -> loop.serve(ClosedLoop.WINDOW, -1);
                case SERVE_A_LITTLE -> loop.serve(ClosedLoop.WINDOW / 7, 1);
                case PERSON_ROLLS_BACK -> loop.live.rollBack("a person's choice");
                case RESTART -> {
                    if (restarts) {
                        String stored = retrainer.state().toText();
                        retrainer = loop.retrainer(POLICY)
                                .state(RetrainerState.parse(stored))
                                .build();
                    }
                }
            }
            outcomes.add(retrainer.tick().toString());
        }
        outcomes.add(retrainer.state().toText());
        return outcomes;
    }
}
