package io.leeway.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leeway.adaptation.Adaptation;
import io.leeway.registry.memory.MemoryRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Learning from late labels, on the flights from 12 February to 11 June; the table of the guide is the whole year. */
@Tag("year")
class AdaptationDelaysTest {
    private static final int LAST_DAY = 161;

    @TempDir
    static Path trained;

    private static Year year;
    private static Track never;
    private static DelayedLabels labels;

    @BeforeAll
    static void liveWithoutRetraining() {
        year = Flights2013.before(LAST_DAY, flight -> flight);
        EventClock clock = new EventClock(Replay.lookOnDay(FlightsLoop.FIRST_DAY));
        never = new Track("never", year.size());
        new FlightsLoop(year, never, MemoryRegistry.create(clock), clock, trained, 2013, Optional.empty())
                .run(LAST_DAY, index -> {});
        labels = new DelayedLabels(year, never);
    }

    @Test
    void neverExceedsTheChampionByMoreThanGuaranteedOrOneThousandthARow() {
        for (int days : new int[] {0, 1, 3, 7, 14, 28}) {
            DelayedLabels.Outcome outcome = labels.adapt(Adaptation.standard(), Duration.ofDays(days));

            assertThat(outcome.worstExcess())
                    .as("%d days", days)
                    .isLessThan(outcome.standing().guarantee());
            assertThat(outcome.adapted()).as("%d days", days).isLessThan(outcome.champion() + 0.001);
        }
    }

    @Test
    void labelsAsTheyComeAreWorthALot() {
        DelayedLabels.Outcome outcome = labels.adapt(Adaptation.standard(), Duration.ZERO);

        assertThat(outcome.standing().labels()).isGreaterThan(100_000);
        assertThat(outcome.standing().outstanding()).isZero();
        assertThat(outcome.adapted()).isLessThan(outcome.champion() - 0.03);
    }

    @Test
    void oneWrongLabelInTwentyCostsLittleOfWhatLabelsAreWorth() {
        WrongLabels.Outcome flipped = new WrongLabels(year, never).live(WrongLabels.Attack.FLIPPED);

        assertThat(flipped.adapted()).isLessThan(flipped.champion() - 0.025 * flipped.flights());
        assertThat(flipped.mostMoved()).isLessThan(0.1);
    }

    @Test
    void theChampionAloneIsTheTrackItself() {
        double loss = 0;
        int rows = 0;
        for (int i = 0; i < year.size(); i++) {
            if (!Double.isNaN(never.score(i))) {
                loss += year.logLoss(i, never.score(i));
                rows++;
            }
        }

        DelayedLabels.Outcome outcome = labels.adapt(Adaptation.standard(), Duration.ofDays(3));

        assertThat(outcome.standing().labels()).isEqualTo(rows);
        assertThat(outcome.champion()).isCloseTo(loss / rows, within(1e-9));
    }
}
