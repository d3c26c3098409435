package io.leeway.monitoring.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CategoricalProfileTest {
    private static byte[] bytes(CategoricalProfile profile) {
        return Profile.builder().feature("x", profile).build().toBytes();
    }

    private static List<@Nullable String> values(Random random, int n, int categories) {
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int category = (int) (categories * random.nextDouble() * random.nextDouble());
            values.add(random.nextInt(20) == 0 ? null : "c" + category);
        }
        return values;
    }

    @Property(tries = 30)
    void howPartsAreCutAndMergedDoesNotMatter(
            @ForAll Random random, @ForAll @IntRange(min = 1, max = 20_000) int categories) {
        List<@Nullable String> values = values(random, 6_000, categories);
        byte[] whole = bytes(CategoricalProfile.of(values));
        Collections.shuffle(values, random);
        int a = random.nextInt(values.size());
        int b = a + random.nextInt(values.size() - a);
        CategoricalProfile x = CategoricalProfile.of(values.subList(0, a));
        CategoricalProfile y = CategoricalProfile.of(values.subList(a, b));
        CategoricalProfile z = CategoricalProfile.of(values.subList(b, values.size()));
        assertThat(bytes(x.merge(y).merge(z))).isEqualTo(whole);
        assertThat(bytes(z.merge(y.merge(x)))).isEqualTo(whole);
        assertThat(bytes(CategoricalProfile.empty().merge(y).merge(x.merge(z)))).isEqualTo(whole);
        Profile read = Profile.fromBytes(whole);
        assertThat(read.toBytes()).isEqualTo(whole);
    }

    @Test
    void keptCategoriesAreCountedExactlyAndTheRestTogether() {
        List<@Nullable String> values = values(new Random(3), 50_000, 10_000);
        Map<String, Long> truth = new HashMap<>();
        values.forEach(v -> {
            if (v != null) {
                truth.merge(v, 1L, Long::sum);
            }
        });
        CategoricalProfile profile = CategoricalProfile.of(values);
        assertThat(truth.size()).isGreaterThan(CategoricalProfile.MAX_CATEGORIES);
        assertThat(profile.counts()).hasSize(CategoricalProfile.MAX_CATEGORIES);
        profile.counts().forEach((name, n) -> assertThat(n).isEqualTo(truth.get(name)));
        long kept = profile.counts().values().stream().mapToLong(n -> n).sum();
        assertThat(kept + profile.other()).isEqualTo(profile.count());
        assertThat(profile.rows()).isEqualTo(50_000);
        assertThat(profile.distinct()).isCloseTo(truth.size(), within(0.08 * truth.size()));
    }

    @Test
    void countsAreOrderedAndSumUp() {
        CategoricalProfile profile = CategoricalProfile.of(Arrays.asList("b", "a", null, "b", "c", "a", "b"));
        assertThat(profile.counts().keySet()).containsExactly("b", "a", "c");
        assertThat(profile.count("b")).isEqualTo(3);
        assertThat(profile.count("zzz")).isZero();
        assertThat(profile.count()).isEqualTo(6);
        assertThat(profile.distinct()).isEqualTo(3);
        assertThat(profile.missingShare()).isCloseTo(1.0 / 7, within(1e-12));
        assertThat(profile.toString()).isEqualTo("6 values, 1 missing: b 3, a 2, c 1");
    }

    @Test
    void aLongNameIsShortenedInTheSameWayEverywhere() {
        String one = "x".repeat(5_000) + "1";
        String two = "x".repeat(5_000) + "2";
        CategoricalProfile profile = CategoricalProfile.of(List.of(one, two, one));
        assertThat(profile.count(one)).isEqualTo(2);
        assertThat(profile.count(two)).isEqualTo(1);
        assertThat(profile.counts().keySet())
                .allSatisfy(name -> assertThat(name.length()).isLessThanOrEqualTo(CategoricalProfile.MAX_NAME));
        assertThat(bytes(profile.merge(CategoricalProfile.of(List.of(two)))))
                .isEqualTo(bytes(CategoricalProfile.of(List.of(two, one, two, one))));
    }

    @Test
    void halvesOfCharactersHaveAByteForm() {
        CategoricalProfile profile = CategoricalProfile.of(List.of("a\uD83D", "a\uDE00", "a\uD83D\uDE00", "b"));
        assertThat(profile.counts()).isEqualTo(Map.of("a\uFFFD", 2L, "a\uD83D\uDE00", 1L, "b", 1L));
        assertThat(profile.count("a\uD83D")).isEqualTo(2);
        assertThat(Profile.fromBytes(bytes(profile)).categorical("x").counts()).isEqualTo(profile.counts());
    }

    @Test
    void aLongNameIsNotCutThroughACharacter() {
        String category = "x".repeat(179) + "\uD83D\uDE00" + "y".repeat(50);
        CategoricalProfile profile = CategoricalProfile.of(List.of(category));
        CategoricalProfile read = Profile.fromBytes(bytes(profile)).categorical("x");
        assertThat(read.count(category)).isEqualTo(1);
        assertThat(bytes(read.merge(profile))).isEqualTo(bytes(CategoricalProfile.of(List.of(category, category))));
        assertThat(profile.counts()).containsOnlyKeys(CategoricalProfile.nameOf(category));
    }

    @Property(tries = 100)
    void anyTextsAreReadBack(
            @ForAll List<@CharRange(from = 0, to = Character.MAX_VALUE) @StringLength(max = 300) String> texts) {
        byte[] bytes = bytes(CategoricalProfile.of(texts));
        assertThat(Profile.fromBytes(bytes).toBytes()).isEqualTo(bytes);
    }

    @Test
    void countsThatAreKnownAreTaken() {
        assertThat(bytes(CategoricalProfile.ofCounts(Map.of("a", 2L, "b", 1L, "c", 0L), 1)))
                .isEqualTo(bytes(CategoricalProfile.of(Arrays.asList("a", "b", "a", null))));
        assertThatThrownBy(() -> CategoricalProfile.ofCounts(Map.of("a", -1L), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
