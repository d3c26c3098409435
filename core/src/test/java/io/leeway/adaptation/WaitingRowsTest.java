package io.leeway.adaptation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class WaitingRowsTest {
    private static final int DENSE = 4;
    private static final int ACTIVE = 6;
    private static final int OUTPUTS = 2;
    private static final int PREDICTIONS = 6;

    private static Waiting row(SplittableRandom random) {
        Encoder.Encoded row = new Encoder.Encoded(ACTIVE);
        Arrays.fill(row.values, 1);
        for (int i = 0; i < ACTIVE; i++) {
            row.places[i] = i < DENSE ? i : random.nextInt(1_000);
            row.values[i] = i > 0 && i < DENSE ? random.nextDouble() : 1;
        }
        return new Waiting(
                row,
                random.doubles(OUTPUTS).toArray(),
                random.doubles(PREDICTIONS).toArray(),
                random.doubles(OUTPUTS).toArray(),
                random.doubles(OUTPUTS).toArray(),
                random.nextDouble());
    }

    /** Ids that collide: multiples of a large power of two, and numbers one after the other. */
    @Property(tries = 20)
    void rowsAreKeptAndGivenBackAsThoseOfASortedMap(
            @ForAll @IntRange(min = 1, max = 600) int steps, @ForAll boolean apart, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        WaitingRows rows = new WaitingRows(DENSE, ACTIVE, PREDICTIONS, OUTPUTS);
        TreeMap<Long, Waiting> expected = new TreeMap<>();
        for (int i = 0; i < steps; i++) {
            long id = (long) random.nextInt(150) << (apart ? 56 : 0);
            if (random.nextBoolean() && !expected.containsKey(id)) {
                Waiting row = row(random);
                rows.add(id, row.row(), row.champion(), row.experts(), row.mixed(), row.answer(), row.risk());
                expected.put(id, row);
            } else {
                assertThat(rows.remove(id)).usingRecursiveComparison().isEqualTo(expected.remove(id));
            }
            assertThat(rows.size()).isEqualTo(expected.size());
        }

        assertThat(rows.ids()).containsExactly(expected.keySet().toArray(Long[]::new));
        expected.forEach(
                (id, row) -> assertThat(rows.get(id)).usingRecursiveComparison().isEqualTo(row));
    }
}
