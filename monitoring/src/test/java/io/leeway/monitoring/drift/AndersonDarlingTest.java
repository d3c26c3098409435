package io.leeway.monitoring.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AndersonDarlingTest {

    @ParameterizedTest(name = "{0} and {1} rows")
    @CsvSource({"2, 2", "3, 9", "20, 80", "500, 499", "500, 500", "1000, 1", "700, 300000", "1000000, 2000000"})
    void theVarianceIsThatOfTheSumsOfScholzAndStephens(int n, int m) {
        double standardised = AndersonDarling.standardised(3.5, n, m);

        assertThat(standardised).isCloseTo(2.5 / Math.sqrt(variance(n, m)), within(1e-10 * standardised));
    }

    /** Its coefficients a to d with k = 2, and the double sum g term by term. */
    private static double variance(double n, double m) {
        double all = n + m;
        double tail = 0;
        double g = 0;
        for (double j = 2; j < all; j++) {
            tail += 1 / (all - j + 1);
            g += tail / j;
        }
        double h = 1 + tail;
        double k = 2;
        double inverse = 1 / n + 1 / m;
        double a = (4 * g - 6) * (k - 1) + (10 - 6 * g) * inverse;
        double b = (2 * g - 4) * k * k + 8 * h * k + (2 * g - 14 * h - 4) * inverse - 8 * h + 4 * g - 6;
        double c = (6 * h + 2 * g - 2) * k * k + (4 * h - 4 * g + 6) * k + (2 * h - 6) * inverse + 4 * h;
        double d = (2 * h + 6) * k * k - 4 * h * k;
        return (((a * all + b) * all + c) * all + d) / ((all - 1) * (all - 2) * (all - 3));
    }
}
