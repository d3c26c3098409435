package io.leeway.examples.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void numbersStandToTheRightAndEstimatesMeetAtTheirSign() {
        String table = new TextTable("Strategy", "Trainings", "Log loss")
                .row("never retrained", TextTable.count(1), TextTable.estimate(0.60712, 0.0042))
                .row("Leeway's policy", TextTable.count(1100), TextTable.estimate(0.51913, 0.00131))
                .toString(80);

        assertThat(table).isEqualTo("""
                        Strategy         Trainings        Log loss
                        ---------------  ---------  --------------
                        never retrained          1   0.607 ±0.004
                        Leeway's policy      1,100  0.5191 ±0.0013
                        """);
    }

    @Test
    void aWideTableIsWrappedToTheWidth() {
        String table = new TextTable("Version", "Log loss", "Why")
                .row(
                        "v1",
                        "0.512",
                        "better than the champion with 99 % confidence on 4,812 rows that neither had seen before")
                .toString(60);

        assertThat(table.lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(60))
                .hasSizeGreaterThan(3);
        assertThat(table.replaceAll("\\s+", " ")).contains("99 % confidence on");
    }

    @Test
    void estimatesKeepTheDigitsOfTheirMargin() {
        assertThat(TextTable.estimate(0.519, 0.0031)).isEqualTo("0.519 ±0.003");
        assertThat(TextTable.estimate(0.519, 0.0096)).isEqualTo("0.52 ±0.01");
        assertThat(TextTable.estimate(0.519, 0.013)).isEqualTo("0.519 ±0.013");
        assertThat(TextTable.estimate(1519, 25)).isEqualTo("1,519 ±25");
        assertThat(TextTable.estimate(0.519, 0)).isEqualTo("0.519");
        assertThat(TextTable.estimate(Double.NaN, 1)).isEqualTo("-");
    }

    @Test
    void aRowOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> new TextTable("a", "b").row("c")).isInstanceOf(IllegalArgumentException.class);
    }
}
