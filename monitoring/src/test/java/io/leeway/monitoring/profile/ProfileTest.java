package io.leeway.monitoring.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leeway.monitoring.profile.ProfileFormatException.Reason;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProfileTest {
    private record Flight(double distance, @Nullable String carrier, int hour, boolean late) {}

    private static final Schema<Flight> SCHEMA =
            Schema.of(Flight.class).categorical("hour").response("late");

    private static Profile profile(int from, int to) {
        Profiler<Flight> profiler = Profiler.withResponse(SCHEMA);
        for (int i = from; i < to; i++) {
            profiler.add(
                    new Flight(i % 7 == 0 ? Double.NaN : 0.1 * i, i % 5 == 0 ? null : "C" + i % 3, i % 24, i % 4 == 0));
        }
        return profiler.profile();
    }

    @Test
    void countsMissingValuesAndCategories() {
        Profile profile = profile(0, 210);
        assertThat(profile.rows()).isEqualTo(210);
        assertThat(profile.features()).containsExactly("distance", "carrier", "hour", "late");
        assertThat(profile.type("hour")).isEqualTo(FeatureType.CATEGORICAL);
        assertThat(profile.numeric("distance").missing()).isEqualTo(30);
        assertThat(profile.numeric("distance").count()).isEqualTo(180);
        assertThat(profile.categorical("carrier").missing()).isEqualTo(42);
        assertThat(profile.categorical("carrier").counts()).isEqualTo(Map.of("C0", 56L, "C1", 56L, "C2", 56L));
        assertThat(profile.categorical("late").count("true")).isEqualTo(53);
    }

    @Test
    void partsMergeIntoTheWholeToTheBit() {
        Profile whole = profile(0, 1000);
        Profile ab = profile(0, 300).merge(profile(300, 555)).merge(profile(555, 1000));
        Profile ba = profile(555, 1000).merge(profile(0, 300).merge(profile(300, 555)));
        assertThat(ab.toBytes()).isEqualTo(whole.toBytes());
        assertThat(ba.toBytes()).isEqualTo(whole.toBytes());
    }

    @Test
    void theByteFormIsReadBack() {
        Profile profile = profile(0, 1000);
        Profile read = Profile.fromBytes(profile.toBytes());
        assertThat(read.toBytes()).isEqualTo(profile.toBytes());
        assertThat(read).isEqualTo(profile).hasSameHashCodeAs(profile).isNotEqualTo(profile(1, 1001));
        assertThat(read.toString()).isEqualTo(profile.toString());
    }

    @Test
    void momentsAreRoundedOnce() {
        NumericProfile profile = NumericProfile.of(1e100, 1, -1e100, 2);
        assertThat(profile.sum()).isEqualTo(3);
        assertThat(profile.mean()).isEqualTo(0.75);
        assertThat(NumericProfile.of(1e9 + 1, 1e9 + 2, 1e9 + 3).variance()).isEqualTo(1);
        assertThat(NumericProfile.of(0.1, 0.2, 0.3).mean()).isEqualTo(0.2);
    }

    @Test
    void aProfileOfNoRowsHasNoMean() {
        assertThat(NumericProfile.empty().mean()).isNaN();
        assertThat(NumericProfile.empty().variance()).isNaN();
        assertThat(NumericProfile.empty().quantile(0.5)).isNaN();
        assertThat(NumericProfile.empty().buckets()).isEmpty();
        assertThat(NumericProfile.empty().distinct()).isZero();
    }

    @Test
    void quantilesStayWithinTheStatedError() {
        double[] values = new double[10_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.exp(i / 1000.0);
        }
        NumericProfile profile = NumericProfile.of(values);
        assertThat(profile.relativeError()).isLessThan(0.02);
        for (double p : new double[] {0, 0.01, 0.25, 0.5, 0.9, 0.999, 1}) {
            double exact = values[(int) Math.max(0, Math.ceil(p * values.length) - 1)];
            assertThat(profile.quantile(p)).isCloseTo(exact, within(exact * profile.relativeError() * 1.0000001));
        }
    }

    @Test
    void changedBytesAreRefusedWithAReason() {
        byte[] bytes = profile(0, 100).toBytes();
        byte[] changed = bytes.clone();
        changed[bytes.length / 2] ^= 1;
        assertThatThrownBy(() -> Profile.fromBytes(changed))
                .isInstanceOfSatisfying(ProfileFormatException.class, e -> assertThat(e.reason())
                        .isEqualTo(Reason.CORRUPT));
        assertThatThrownBy(() -> Profile.fromBytes(Arrays.copyOf(bytes, bytes.length - 1)))
                .isInstanceOfSatisfying(ProfileFormatException.class, e -> assertThat(e.reason())
                        .isEqualTo(Reason.TRUNCATED));
        assertThatThrownBy(() -> Profile.fromBytes(new byte[20]))
                .isInstanceOfSatisfying(ProfileFormatException.class, e -> assertThat(e.reason())
                        .isEqualTo(Reason.NOT_A_PROFILE));
    }

    @Test
    void codesAreCountedByName() {
        CategoricalProfile profile = CategoricalProfile.of(new int[] {0, 1, -1, 1, 2}, 1, 5, List.of("a", "b", "c"));
        assertThat(profile.counts()).isEqualTo(Map.of("b", 2L, "c", 1L));
        assertThat(profile.missing()).isEqualTo(1);
    }

    @Test
    void profilesOfDifferentFeaturesDoNotMerge() {
        Profile a = Profile.builder().feature("x", NumericProfile.of(1)).build();
        Profile b = Profile.builder().feature("y", NumericProfile.of(1)).build();
        Profile c = Profile.builder()
                .feature("x", CategoricalProfile.of(List.of("q")))
                .build();
        assertThatThrownBy(() -> a.merge(b))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining("[y]");
        assertThatThrownBy(() -> a.merge(c))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining("CATEGORICAL");
    }

    @Test
    void anUnknownFeatureNamesTheNearest() {
        Profile profile = profile(0, 10);
        assertThatThrownBy(() -> profile.numeric("distanse"))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining("did you mean \"distance\"?");
        assertThatThrownBy(() -> profile.numeric("carrier")).hasMessageContaining("use categorical");
        assertThatThrownBy(() -> profile.categorical("distance")).hasMessageContaining("use numeric");
        assertThat(profile.has("distance")).isTrue();
        assertThat(profile.has("x")).isFalse();
    }

    @Test
    void featuresOfOneProfileAreAboutTheSameRows() {
        ProfileBuilder builder = Profile.builder().feature("x", NumericProfile.of(1, 2));
        assertThatThrownBy(() -> builder.feature("x", NumericProfile.of(1))).hasMessageContaining("already");
        builder.feature("y", NumericProfile.of(1));
        assertThatThrownBy(builder::build)
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining("\"x\" has 2 and \"y\" has 1");
    }

    @Test
    void aProfileDoesNotChangeWhenMoreRowsAreAdded() {
        Profiler<Flight> profiler = Profiler.of(SCHEMA);
        profiler.add(new Flight(1, "AA", 5, true));
        Profile before = profiler.profile();
        byte[] bytes = before.toBytes();
        profiler.add(new Flight(1e9, "UA", 6, true));
        assertThat(before.toBytes()).isEqualTo(bytes);
        assertThat(profiler.profile().rows()).isEqualTo(2);
    }

    @Test
    void theTableFitsATerminal() {
        assertThat(profile(0, 1000).toString().lines()).hasSize(6).allSatisfy(line -> assertThat(line.length())
                .isLessThanOrEqualTo(80));
    }
}
