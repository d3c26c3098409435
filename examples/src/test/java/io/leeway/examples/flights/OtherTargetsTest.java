package io.leeway.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.adaptation.AdaptationStanding;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Numbers and three classes, on the flights from 12 February to 20 April; the table of the guide is the whole year. */
@Tag("year")
class OtherTargetsTest {
    private static final int LAST_DAY = 110;

    private static OtherTargets targets;

    @BeforeAll
    static void read() {
        targets = new OtherTargets(Flights2013.before(LAST_DAY, flight -> flight));
    }

    @Test
    void theMinutesOfDelayAreCorrectedAndNeverWorseThanGuaranteed() {
        AdaptationStanding atOnce = targets.minutes(Duration.ZERO);
        AdaptationStanding late = targets.minutes(Duration.ofDays(7));

        assertThat(atOnce.labels()).isGreaterThan(50_000);
        assertThat(atOnce.loss()).isLessThan(0.98 * atOnce.champion().loss());
        assertThat(late.excess()).isLessThan(late.guarantee());
        assertThat(late.loss()).isLessThan(1.001 * late.champion().loss());
    }

    @Test
    void theThreeClassesAreCorrectedAndNeverWorseThanGuaranteed() {
        AdaptationStanding atOnce = targets.classes(Duration.ZERO);
        AdaptationStanding late = targets.classes(Duration.ofDays(7));

        assertThat(atOnce.loss()).isLessThan(0.95 * atOnce.champion().loss());
        assertThat(late.excess()).isLessThan(late.guarantee());
        assertThat(late.loss()).isLessThan(1.001 * late.champion().loss());
    }
}
