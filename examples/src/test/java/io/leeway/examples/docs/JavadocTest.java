package io.leeway.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in the Javadoc of what is published compile; {@code <pre class="formula">} is for what is not Java. */
class JavadocTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern EXAMPLE = Pattern.compile("<pre>\\{@code\n(.*?)\\}</pre>", Pattern.DOTALL);

    @Test
    void everyExampleCompiles(@TempDir Path classes) throws IOException {
        List<Program> programs = new ArrayList<>();
        for (String module : List.of("monitoring", "registry", "core", "cli", "testing")) {
            for (Path file : sources(module)) {
                String text = Files.readString(file);
                for (MatchResult example : EXAMPLE.matcher(text).results().toList()) {
                    long line = text.substring(0, example.start(1)).lines().count() + 1;
                    JavaSnippet snippet = JavaSnippet.of(
                            ROOT.relativize(file) + ":" + line, example.group(1).replaceAll("(?m)^ *\\* ?", ""));
                    programs.add(new Program(
                            "Example" + programs.size(), "io.leeway.examples.docs.JavadocExamples", List.of(snippet)));
                }
            }
        }

        assertThat(programs).hasSizeGreaterThan(30);
        assertThat(Program.compile(programs, classes))
                .as("what an example takes for granted stands in JavadocExamples")
                .isEmpty();
    }

    private static List<Path> sources(String module) throws IOException {
        try (Stream<Path> all = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
            return all.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }
}
