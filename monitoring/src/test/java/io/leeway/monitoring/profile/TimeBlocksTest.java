package io.leeway.monitoring.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.monitoring.profile.ProfileFormatException.Reason;
import io.leeway.schema.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Profiles that carry profiles of their days. */
class TimeBlocksTest {
    private static final Instant MONDAY = Instant.parse("2024-01-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Schema<Trip> SCHEMA = Schema.of(Trip.class).time("start");

    record Trip(@Nullable Instant start, double length, String town) {}

    /** So many rows of each day, evenly over it. */
    private static List<Trip> days(int days, int rows) {
        List<Trip> trips = new ArrayList<>();
        for (int i = 0; i < days * rows; i++) {
            Instant start = MONDAY.plus(DAY.dividedBy(rows).multipliedBy(i));
            trips.add(new Trip(start, i % 17, "town " + i % 3));
        }
        return trips;
    }

    private static Profile profile(List<Trip> trips) {
        return Profiler.of(SCHEMA).addAll(trips).profile();
    }

    @Test
    void rowsWithATimeAreProfiledByDay() {
        List<Trip> trips = days(3, 10);
        Profile profile = profile(trips);

        assertThat(profile.blockLength()).contains(DAY);
        assertThat(profile.blocks(DAY)).hasSize(3).element(1).isEqualTo(plain(trips.subList(10, 20)));
    }

    private static Profile plain(List<Trip> trips) {
        return Profiler.of(Schema.of(Trip.class).without("start")).addAll(trips).profile();
    }

    @Test
    void rowsOfASchemaWithoutTimeHaveNoBlocks() {
        Profile profile = plain(days(3, 10));

        assertThat(profile.blockLength()).isEmpty();
        assertThat(profile.blocks(DAY)).isEmpty();
    }

    @Test
    void daysAreMergedToWeeksCountedFromTheNewest() {
        List<Trip> trips = days(24, 10);

        List<Profile> weeks = profile(trips).blocks(Duration.ofDays(7));

        assertThat(weeks).hasSize(3);
        assertThat(weeks.get(0)).isEqualTo(plain(trips.subList(30, 100)));
        assertThat(weeks.get(2)).isEqualTo(plain(trips.subList(170, 240)));
    }

    @Test
    void incompleteDaysAtTheEndsAreLeftOut() {
        List<Trip> trips = days(5, 10);

        assertThat(profile(trips.subList(7, 42)).blocks(DAY)).hasSize(3);
        assertThat(profile(trips.subList(3, 47)).blocks(DAY)).hasSize(5);
    }

    @Test
    void moreThanSixtyFourDaysBecomeWeeks() {
        List<Trip> trips = days(7 * 52, 4);
        Profile profile = profile(trips);

        assertThat(profile.blockLength()).contains(Duration.ofDays(7));
        assertThat(profile.rows()).isEqualTo(trips.size());
        assertThat(profile.blocks(DAY)).isEmpty();
        assertThat(profile.blocks(Duration.ofDays(7))).hasSizeBetween(51, 53);
    }

    @Test
    void mergesInAnyOrderGiveTheSameBytes() {
        List<Trip> trips = days(100, 6);
        Profile whole = profile(trips);
        List<Trip> shuffled = new ArrayList<>(trips);
        Collections.shuffle(shuffled, new Random(3));
        Profile parts = profile(shuffled.subList(0, 9))
                .merge(profile(shuffled.subList(9, 400)).merge(profile(shuffled.subList(400, 600))));

        assertThat(profile(shuffled).toBytes()).isEqualTo(whole.toBytes());
        assertThat(parts.toBytes()).isEqualTo(whole.toBytes());
    }

    @Test
    void bytesKeepTheBlocks() {
        Profile profile = profile(days(9, 10));

        Profile read = Profile.fromBytes(profile.toBytes());

        assertThat(read).isEqualTo(profile);
        assertThat(read.blocks(DAY)).isEqualTo(profile.blocks(DAY));
        byte[] cut = profile.toBytes();
        cut[cut.length - 1] ^= 1;
        assertThatThrownBy(() -> Profile.fromBytes(cut))
                .isInstanceOfSatisfying(ProfileFormatException.class, e -> assertThat(e.reason())
                        .isEqualTo(Reason.CORRUPT));
    }

    @Test
    void theSecondVersionIsReadAndWrittenToTheBit() throws IOException {
        try (InputStream in = TimeBlocksTest.class.getResourceAsStream(GoldenProfile.WITH_BLOCKS)) {
            byte[] golden =
                    Objects.requireNonNull(in, GoldenProfile.WITH_BLOCKS).readAllBytes();

            assertThat(Profile.fromBytes(golden)).isEqualTo(GoldenProfile.withBlocks());
            assertThat(GoldenProfile.withBlocks().toBytes()).isEqualTo(golden);
        }
    }

    @Test
    void rowsWithoutATimeCountButAreInNoBlock() {
        List<Trip> trips = days(3, 10);
        trips.add(new Trip(null, 1, "town 0"));

        assertThat(profile(trips).rows()).isEqualTo(31);
        assertThat(profile(trips).blocks(DAY)).isEqualTo(profile(days(3, 10)).blocks(DAY));
    }

    @Test
    void lengthsThatDoNotFitAreRefused() {
        Profile days = profile(days(3, 10));
        Profile odd = Profiler.of(SCHEMA)
                .blockLength(Duration.ofHours(5))
                .addAll(days(3, 10))
                .profile();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> days.blocks(Duration.ofHours(36)))
                .withMessageContaining("no multiple");
        assertThatThrownBy(() -> days.merge(odd))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining("cannot be merged");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Profiler.of(SCHEMA).blockLength(Duration.ZERO));
        assertThatIllegalStateException()
                .isThrownBy(() -> Profiler.of(SCHEMA).addAll(days(1, 1)).blockLength(DAY));
    }
}
