package io.leeway.examples.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.examples.console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Runs {@code ./examples/bring-your-model} and reads its screen, 80 columns wide. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BringYourModelTest {
    private List<String> screen = List.of();

    @BeforeAll
    void run() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        BringYourModel.run(new Terminal(out, false, true, 80));
        screen = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** What an entry of the timeline says, its lines joined. */
    private String words() {
        return String.join(" ", screen).replaceAll(" +", " ");
    }

    @Test
    void theTableHasOneRowACandidateWithEverythingButTheLatencyTheSameEachTime() {
        assertThat(screen.stream()
                        .filter(line -> line.matches("(tribuo|logistic|boosting|torch|keras) .*"))
                        .map(line -> line.replaceAll(" +[0-9.]+$", "").replaceAll(" +", " ")))
                .containsExactly(
                        "tribuo Tribuo passed 0.599 ±0.101 0.68 ±0.05 flat arrays",
                        "logistic scikit-learn failed 0.613 ±0.108 0.67 ±0.06 flat arrays",
                        "boosting scikit-learn passed 0.523 ±0.054 0.71 ±0.04 flat arrays",
                        "torch PyTorch passed 0.531 ±0.062 0.72 ±0.05 ONNX Runtime",
                        "keras Keras failed 0.611 ±0.100 0.72 ±0.05 ONNX Runtime");
    }

    @Test
    void theGatesAndTheBestAreExplained() {
        assertThat(words())
                .contains("Rejected logistic: logLoss is 0.6131 on 19,397 rows, but must be at most 0.6")
                .contains("Promoted v1: boosting, the best of 3 candidates that pass, has logLoss 0.5232");
    }

    @Test
    void eachWeekIsWatchedAndTheSlumpOfJuneIsSeenByItsLabels() {
        assertThat(screen.stream().filter(line -> line.contains("flights: "))).hasSize(4);
        assertThat(words())
                .contains("Note 6,495 flights: ")
                .contains("log loss 0.515 over the newest 5,000 labels.")
                .contains("Alarm 6,620 flights: ")
                .contains("log loss 0.672 over the newest 5,000 labels, above 0.65.");
    }

    @Test
    void theChallengerReplacesTheChampionUnderLoadAndTheWayBackIsOpen() {
        assertThat(words())
                .contains("Promoted v2, tribuo: logLoss is 0.5778 against the champion's 0.6454 on 13,315 rows")
                .contains("Rolled back v1: by one call; it answers to the bit what it answered before.")
                .contains("Promoted v2: again.")
                .contains("answered by v1 and v2, no prediction failed.");
    }

    @Test
    void itFitsATerminalOf80Columns() {
        assertThat(screen).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void helpIsShownAndAnUnknownOptionIsRefused() throws Exception {
        assertThat(java("--help")).startsWith("0 usage: ./examples/bring-your-model\n");
        assertThat(java("--fast")).startsWith("2 unknown option --fast\nusage: ./examples/bring-your-model\n");
    }

    /** The exit status and what is printed. */
    private static String java(String option) throws Exception {
        ProcessBuilder java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        BringYourModel.class.getName(),
                        option)
                .redirectErrorStream(true);
        java.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = java.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() + " " + printed;
    }
}
