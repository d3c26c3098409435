package io.leeway.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

    @Test
    void nothingSaidMeansTheWholeYearInAFolderOfItsOwn() {
        assertThat(Options.parse()).isEqualTo(new Options(Path.of("leeway-run"), false, 2013, false, 365, false));
    }

    @Test
    void everythingCanBeSaid() {
        assertThat(Options.parse("--out", "x", "--resume", "--seed", "7", "--days", "60"))
                .isEqualTo(new Options(Path.of("x"), true, 7, false, 60, false));
        assertThat(Options.parse("-h").help()).isTrue();
        assertThat(Options.parse("--boosted").boosted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "--what,unknown option --what",
        "--out,--out needs a value",
        "--seed x,'--seed needs a whole number, was x'",
        "--days 59,'--days must be 60 to 365, was 59'",
        "--days 366,'--days must be 60 to 365, was 366'"
    })
    void whatCannotBeIsRefusedWithTheUsage(String line, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(line.split(" ")))
                .withMessageStartingWith(message)
                .withMessageContaining("usage: ./examples/flights");
    }
}
