package io.leeway.monitoring.drift.multivariate;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Rows in random order. */
final class Draws {

    private Draws() {}

    /** All rows in random order. */
    static int[] shuffled(int rows, SplittableRandom random) {
        int[] order = IntStream.range(0, rows).toArray();
        shuffle(order, rows, random);
        return order;
    }

    /** At most so many rows, drawn without replacement, in ascending order. */
    static int[] sample(int rows, int atMost, SplittableRandom random) {
        int[] order = IntStream.range(0, rows).toArray();
        if (rows <= atMost) {
            return order;
        }
        shuffle(order, atMost, random);
        int[] drawn = Arrays.copyOf(order, atMost);
        Arrays.sort(drawn);
        return drawn;
    }

    /** Makes the first so many a random draw of all (Fisher and Yates). */
    static void shuffle(int[] order, int first, SplittableRandom random) {
        for (int i = 0; i < first; i++) {
            int other = i + random.nextInt(order.length - i);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
    }
}
