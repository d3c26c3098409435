package io.leeway.monitoring.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0",
                "-0.0 | 0",
                "336776 | 336,776",
                "0.519131 | 0.519",
                "3.14159 | 3.142",
                "31.4159 | 31.42",
                "3141.59 | 3,142",
                "-2.5 | −2.5",
                "0.04567 | 0.0457",
                "0.00012 | 0.00012",
                "0.000012 | 1.20e-05",
                "1e20 | 1.00e+20",
                "NaN | –",
                "Infinity | ∞",
                "-Infinity | −∞"
            })
    void numbersKeepFourDigitsAtMost(double value, String expected) {
        assertThat(Numbers.plain(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0.1234 | 12.3 %", "0 | 0.0 %", "0.0012 | 0.12 %", "0.00012 | 0.012 %", "NaN | –"})
    void sharesArePercentages(double share, String expected) {
        assertThat(Numbers.percent(share)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.51913 | 0.0031 | 0.519 ±0.003",
                "0.51913 | 0.0013 | 0.5191 ±0.0013",
                "0.5 | 0.0096 | 0.500 ±0.010",
                "1234.5 | 25 | 1,234 ±25",
                "0.5 | 0 | 0.5",
                "0.5 | NaN | 0.5",
                "-0.5191 | 0.004 | −0.519 ±0.004"
            })
    void estimatesHaveTheDigitsThatTheirIntervalDeserves(double value, double margin, String expected) {
        assertThat(Numbers.estimate(value, margin)).isEqualTo(expected);
    }
}
