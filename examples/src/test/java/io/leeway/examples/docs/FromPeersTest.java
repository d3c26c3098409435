package io.leeway.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The guides for those who come from other libraries show Python that has been run, and numbers that agree. {@code DocumentationTest} runs their
 * Java and compares what it prints.
 */
class FromPeersTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path SCRIPTS = ROOT.resolve("examples/python");
    private static final Pattern PRECISE = Pattern.compile("\\d\\.\\d{6}(?!\\d)");
    private static final Pattern NUMBER = Pattern.compile("\\d+\\.\\d+");
    private static final Pattern LINK = Pattern.compile("\\]\\(\\.\\./([^)]+)\\)");

    private static Markdown guide(String peer) throws IOException {
        return Markdown.read(ROOT.resolve("docs/from-" + peer + ".md"));
    }

    private static Set<String> lines(String file) throws IOException {
        return Files.readAllLines(SCRIPTS.resolve(file)).stream()
                .map(String::strip)
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"evidently", "nannyml", "river", "mlflow"})
    void thePythonIsThatOfTheScriptAndItsOutputIsWhatTheScriptPrinted(String peer) throws IOException {
        List<Markdown.Fence> python = guide(peer).fences("python");
        List<Markdown.Fence> output = guide(peer).fences("output");

        assertThat(python).isNotEmpty().hasSameSizeAs(output);
        assertThat(python.stream().flatMap(fence -> fence.text().lines()).map(String::strip))
                .allSatisfy(line -> assertThat(lines("from_" + peer + ".py")).contains(line));
        assertThat(output.stream().flatMap(fence -> fence.text().lines()).map(String::strip))
                .allSatisfy(line -> assertThat(lines("from_" + peer + ".txt")).contains(line));
    }

    @ParameterizedTest
    @CsvSource({"evidently, 5", "nannyml, 14"})
    void whatBothComputeAgreesToSixDigits(String peer, int numbers) throws IOException {
        List<Double> theirs = new ArrayList<>();
        Matcher found = NUMBER.matcher(Files.readString(SCRIPTS.resolve("from_" + peer + ".txt")));
        while (found.find()) {
            theirs.add(Double.parseDouble(found.group()));
        }
        List<Double> ours = guide(peer).fences("text").stream()
                .flatMap(fence -> PRECISE.matcher(fence.text()).results())
                .map(result -> Double.parseDouble(result.group()))
                .toList();

        assertThat(ours).hasSize(numbers).allSatisfy(number -> assertThat(theirs)
                .contains(number));
    }

    @Test
    void changesAreFoundAtTheSameRows() throws IOException {
        List<String> theirs = Files.readAllLines(SCRIPTS.resolve("from_river.txt"));

        assertThat(guide("river").fences("text").stream()
                        .map(fence -> fence.text().strip()))
                .isEqualTo(theirs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evidently", "nannyml", "river", "mlflow"})
    void theVersionIsTheOneThatWasRun(String peer) throws IOException {
        String pinned = lines("requirements-" + peer + ".txt").stream()
                .filter(line -> line.startsWith(peer + "=="))
                .map(line -> line.substring(peer.length() + 2))
                .findFirst()
                .orElseThrow();

        assertThat(Files.readString(ROOT.resolve("docs/from-" + peer + ".md"))).contains(" " + pinned);
    }

    @Test
    void eachRowOfWhatWorksWithWhatLeadsToATest() throws IOException {
        List<String> rows = Files.readAllLines(ROOT.resolve("docs/works-with.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| with "))
                .toList();

        assertThat(rows).hasSizeGreaterThan(10).allSatisfy(row -> {
            List<String> links =
                    LINK.matcher(row).results().map(link -> link.group(1)).toList();
            assertThat(links)
                    .isNotEmpty()
                    .anyMatch(link -> link.contains("src/test/") || link.contains("src/it/") || link.startsWith(".ci/"))
                    .allSatisfy(link -> assertThat(ROOT.resolve(link)).exists());
        });
    }
}
