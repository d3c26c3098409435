package io.leeway.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the guide shows of the services outside the build is what their files contain, which their own tests run. */
class ServicesDocumentTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static String files(String service, String suffix) throws IOException {
        try (Stream<Path> all =
                Files.walk(ROOT.resolve("examples").resolve(service).resolve("src/main"))) {
            StringBuilder text = new StringBuilder();
            for (Path file :
                    all.filter(each -> each.toString().endsWith(suffix)).toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        }
    }

    private static List<String> shown(String language) throws IOException {
        return Markdown.read(ROOT.resolve("docs/spring-boot-and-quarkus.md")).fences(language).stream()
                .map(Markdown.Fence::text)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"spring-boot", "quarkus"})
    void theFiveLinesOfConfigurationAreThoseOfTheServices(String service) throws IOException {
        assertThat(shown("properties")).singleElement().satisfies(lines -> {
            assertThat(lines.lines()).hasSize(5);
            assertThat(files(service, "application.properties")).contains(lines);
        });
    }

    @Test
    void theHistoryOfTheServicesIsTheFirstWeekOfTheYear() throws IOException {
        List<String> week = lines(ROOT.resolve("examples/data/flights-first-week.csv.gz"));
        List<String> year =
                lines(ROOT.resolve("examples/src/main/resources/io/leeway/examples/flights/flights-2013.csv.gz"));
        List<String> columns = List.of(year.get(0).split(","));
        int[] kept =
                Stream.of(week.get(0).split(",")).mapToInt(columns::indexOf).toArray();
        int scheduled = columns.indexOf("scheduled");

        List<String> expected = year.stream()
                .map(line -> line.split(","))
                .filter(cells ->
                        cells[scheduled].equals("scheduled") || cells[scheduled].compareTo("2013-01-08T05:00:00Z") < 0)
                .map(cells -> IntStream.of(kept).mapToObj(i -> cells[i]).collect(Collectors.joining(",")))
                .toList();

        assertThat(week).hasSize(6_100).isEqualTo(expected);
    }

    private static List<String> lines(Path file) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines().limit(10_000).toList();
        }
    }

    @Test
    void excerptsOfJavaAreThoseOfTheServices() throws IOException {
        String sources = files("spring-boot", ".java") + files("quarkus", ".java");

        assertThat(shown("java excerpt")).hasSize(2).allSatisfy(excerpt -> assertThat(sources)
                .contains(excerpt));
    }
}
