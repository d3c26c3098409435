package io.leeway.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every block of Java in the README and in docs is compiled and run, one document after another, in a shell of its own. */
class DocumentsTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> everySnippetOfADocumentCompilesAndRuns() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path document : Snippet.documents(ROOT)) {
            List<Snippet> snippets = Snippet.in(ROOT, document);
            if (!snippets.isEmpty()) {
                String name = ROOT.relativize(document).toString();
                tests.add(DynamicTest.dynamicTest(name, document.toUri(), () -> runAll(snippets)));
            }
        }
        assertThat(tests).as("documents with Java in them").isNotEmpty();
        return tests.stream();
    }

    private void runAll(List<Snippet> snippets) throws IOException {
        Path work = folder.resolve("work");
        DocumentFiles.prepare(work);
        List<String> failures = new ArrayList<>();
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                    .forEach(shell::addToClasspath);
            for (Snippet snippet : snippets) {
                failures.addAll(run(shell, snippet, work));
            }
        }
        assertThat(failures).isEmpty();
    }

    /** The documents name files without a folder; here they live in a temporary one. */
    private static List<String> run(JShell shell, Snippet snippet, Path work) {
        List<String> failures = new ArrayList<>();
        String rest = snippet.code().replace("Path.of(\"", "Path.of(\"" + work + "/");
        while (!rest.isBlank()) {
            SourceCodeAnalysis.CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            for (SnippetEvent event : shell.eval(info.source())) {
                String trouble = trouble(shell, event);
                if (!trouble.isEmpty()) {
                    failures.add(snippet.document() + ":" + snippet.line() + ": " + trouble + "\n" + info.source());
                }
            }
            rest = info.remaining();
        }
        return failures;
    }

    private static String trouble(JShell shell, SnippetEvent event) {
        if (event.exception() != null) {
            return event.exception().toString();
        }
        if (event.status() == Status.REJECTED || event.status() == Status.RECOVERABLE_DEFINED) {
            return shell.diagnostics(event.snippet()).map(each -> each.getMessage(null)).collect(Collectors.joining("; "));
        }
        return "";
    }
}
