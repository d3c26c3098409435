package io.leeway.monitoring.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ExactSamplePropertyTest {

    /** Few distinct values make ties, many make none. */
    private static double[] values(int size, int distinct, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return random.ints(size, 0, distinct).mapToDouble(i -> 0.1 * i - 3).toArray();
    }

    private static ExactSample sample(double[] values) {
        return ExactSample.of(values, 0, values.length);
    }

    @Property(tries = 300)
    void selectedQuantilesAreThoseOfSorting(
            @ForAll @IntRange(min = 1, max = 9_000) int size,
            @ForAll @IntRange(min = 1, max = 5_000) int distinct,
            @ForAll @IntRange(min = 2, max = 60) int parts,
            @ForAll long seed) {
        double[] values = values(size, distinct, seed);
        ExactSample unsorted = sample(values);
        double[] selected = unsorted.equalShares(parts);

        ExactSample sorting = sample(values);
        double[] sorted = IntStream.range(1, parts)
                .mapToDouble(i -> sorting.quantile(i, parts))
                .distinct()
                .toArray();
        boolean isTied = size > parts && sorted[0] == sorting.quantile(0);
        assertThat(Arrays.copyOfRange(selected, isTied ? 1 : 0, selected.length))
                .containsExactly(sorted);
        assertThat(isTied ? selected[0] : Math.nextDown(sorted[0])).isEqualTo(Math.nextDown(sorted[0]));
        assertThat(sorting.equalShares(parts)).containsExactly(selected);
        assertThat(unsorted.counts(selected)).containsExactly(sorting.counts(selected.clone()));
    }

    @Property(tries = 300)
    void rowsBetweenLimitsAreTheSameInAnyOrder(
            @ForAll @IntRange(min = 0, max = 3_000) int size,
            @ForAll @IntRange(min = 1, max = 500) int distinct,
            @ForAll @IntRange(min = 0, max = 60) int limits,
            @ForAll long seed) {
        ExactSample unsorted = sample(values(size, distinct, seed));
        ExactSample sorted = sample(values(size, distinct, seed));
        sorted.sorted();
        double[] at = Arrays.stream(values(limits, distinct, seed + 1))
                .sorted()
                .distinct()
                .toArray();

        assertThat(unsorted.counts(at)).containsExactly(sorted.counts(at));
        assertThat(Arrays.stream(unsorted.counts(at)).sum()).isEqualTo(size);
    }
}
