package io.leeway.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MutationsTest {

    /** More by hand: see {@link Mutations}. */
    private static final int MUTANTS = 500;

    @Test
    @Timeout(300)
    void everyMutantIsAnsweredOrRefusedByATypedExceptionAndNoneCrashesOrHangs() throws Exception {
        Mutations mutations = Mutations.run(0, MUTANTS);

        assertThat(mutations.remarkable()).isEmpty();
        assertThat(mutations.outcomes().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(MUTANTS);
        assertThat(mutations.outcomes())
                .containsKeys(
                        "accepted flat",
                        "accepted runtime",
                        "refused CorruptModelException",
                        "refused MismatchedModelException");
    }
}
