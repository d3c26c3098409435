package io.leeway.monitoring.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HypergeometricTest {

    @Test
    void allTablesThatAreEquallyProbableHaveAProbabilityOfOneTogether() {
        assertThat(ofOnes(22, 11)).isCloseTo(1, within(1e-9));
    }

    @Test
    void moreTablesThanMayBeLookedAtAreLeftToSimulations() {
        assertThat(ofOnes(24, 12)).isNaN();
    }

    @Test
    void aRowAndWhatItLeavesAreLookedAtInAsManySteps() {
        assertThat(ofOnes(60, 3)).isCloseTo(1, within(1e-9));
        assertThat(ofOnes(60, 57)).isCloseTo(1, within(1e-9));
        assertThat(ofOnes(60, 4)).isNaN();
        assertThat(ofOnes(60, 56)).isNaN();
    }

    /** Of a table of columns with one row each, of which the first sample has some: all such tables are equally probable. */
    private static double ofOnes(int columns, int row) {
        double[] totals = new double[columns];
        Arrays.fill(totals, 1);
        double[] first = new double[columns];
        Arrays.fill(first, 0, row, 1);
        return new Hypergeometric(totals, row).probabilityOfAtMost(first);
    }
}
