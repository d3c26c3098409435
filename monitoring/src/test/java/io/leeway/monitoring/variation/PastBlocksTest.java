package io.leeway.monitoring.variation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.leeway.monitoring.drift.DriftReport;
import io.leeway.monitoring.drift.Verdict;
import io.leeway.monitoring.profile.NumericProfile;
import io.leeway.monitoring.profile.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PastBlocksTest {
    private static final Instant MONDAY_0 = Instant.parse("2024-01-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final SplittableRandom random = new SplittableRandom(2);

    /** The number depends on the hour of the day. */
    private Profile hour(int hour) {
        double[] x = new double[200];
        for (int i = 0; i < x.length; i++) {
            x[i] = hour % 24 + random.nextGaussian();
        }
        return Profile.builder().feature("x", NumericProfile.of(x)).build();
    }

    private PastBlocks hours(int hours) {
        TreeMap<Instant, Profile> blocks = new TreeMap<>();
        for (int i = 0; i < hours; i++) {
            blocks.put(MONDAY_0.plus(HOUR.multipliedBy(i)), hour(i));
        }
        return new PastBlocks(blocks);
    }

    @Test
    void trailingBlocksAreTheNewestBeforeTheWindow() {
        PastBlocks past = hours(30);

        List<Profile> trailing = past.trailing(MONDAY_0.plus(HOUR.multipliedBy(10)), 3);

        assertThat(trailing).hasSize(3);
        assertThat(trailing.get(2).numeric("x").mean()).isBetween(8.5, 9.5);
        assertThat(past.trailing(MONDAY_0, 3)).isEmpty();
    }

    @Test
    void theSameHourAndWeekdayOfPastWeeksFindsWhatTheNewestHoursHide() {
        PastBlocks past = hours(24 * 7 * 9);
        Instant window = MONDAY_0.plus(Duration.ofDays(63)).plus(HOUR.multipliedBy(3));
        NaturalVariation sameHour = NaturalVariation.of(past.sameSeason(window, Duration.ofDays(7), 8, 1));
        NaturalVariation lastDay = NaturalVariation.of(past.trailing(window, 24));

        assertThat(sameHour.blocks()).hasSize(8);
        assertThat(sameHour.compare(hour(3)).verdict()).isEqualTo(Verdict.STABLE);
        assertThat(sameHour.compare(hour(6)).verdict()).isEqualTo(Verdict.DRIFT);
        assertThat(lastDay.compare(hour(6)).verdict()).isNotEqualTo(Verdict.DRIFT);
    }

    @Test
    void theSameWeeksOfLastYearAreThoseNextToTheOneAYearAgo() {
        PastBlocks past = hours(60);
        Instant window = MONDAY_0.plus(HOUR.multipliedBy(59));

        List<Profile> season = past.sameSeason(window, HOUR.multipliedBy(24), 1, 5);

        assertThat(season).hasSize(5);
        assertThat(season.get(2).numeric("x").mean()).isBetween(10.5, 11.5);
    }

    @Test
    void severalReferencesGiveOneReport() {
        PastBlocks past = hours(24 * 7 * 9);
        Instant window = MONDAY_0.plus(Duration.ofDays(63)).plus(HOUR.multipliedBy(3));
        Profile now = hour(6);

        DriftReport several = NaturalVariation.of(past.sameSeason(window, Duration.ofDays(7), 8, 1))
                .compare(now)
                .merge(NaturalVariation.of(past.trailing(window, 24)).compare(now));

        assertThat(several.feature("x").orElseThrow().results()).hasSize(2);
        assertThat(several.verdict()).isEqualTo(Verdict.DRIFT);
    }

    @Test
    void aSeasonThatIsNoneIsRefused() {
        PastBlocks past = hours(3);

        assertThatIllegalArgumentException().isThrownBy(() -> past.sameSeason(MONDAY_0, Duration.ZERO, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> past.sameSeason(MONDAY_0, HOUR, 1, 2));
    }
}
