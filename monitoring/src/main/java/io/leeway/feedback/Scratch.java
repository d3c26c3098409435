package io.leeway.feedback;

import org.jspecify.annotations.Nullable;

/** The cells of a row that one thread is recording. Reused. */
final class Scratch {
    final long[] wholes;
    final double[] numbers;
    final @Nullable String[] texts;

    Scratch(int cells) {
        wholes = new long[cells];
        numbers = new double[cells];
        texts = new @Nullable String[cells];
    }
}
