package io.leeway.examples.docs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** A class with a {@code main}, made of snippets that build on one another. */
record Program(String name, String parent, List<JavaSnippet> snippets) {

    /** What a reader's IDE would add: the packages of Leeway that are exported, the catalogues, and a little of the JDK and Tribuo. */
    private static final String IMPORTS = """
            import static io.leeway.evaluation.Gates.*;
            import static io.leeway.monitoring.drift.DriftTests.*;
            import static io.leeway.monitoring.quality.Expectations.*;
            import static io.leeway.retraining.Conditions.*;
            import io.leeway.adaptation.*;
            import io.leeway.card.*;
            import io.leeway.cli.*;
            import io.leeway.data.*;
            import io.leeway.evaluation.*;
            import io.leeway.feedback.*;
            import io.leeway.model.*;
            import io.leeway.model.tribuo.*;
            import io.leeway.monitoring.*;
            import io.leeway.monitoring.change.*;
            import io.leeway.monitoring.sequential.*;
            import io.leeway.monitoring.drift.*;
            import io.leeway.monitoring.drift.multivariate.*;
            import io.leeway.monitoring.fairness.*;
            import io.leeway.monitoring.price.*;
            import io.leeway.monitoring.incident.*;
            import io.leeway.monitoring.incident.sink.*;
            import io.leeway.monitoring.performance.*;
            import io.leeway.monitoring.profile.*;
            import io.leeway.monitoring.quality.*;
            import io.leeway.monitoring.report.*;
            import io.leeway.monitoring.variation.*;
            import io.leeway.monitoring.signature.*;
            import io.leeway.onnx.*;
            import io.leeway.online.*;
            import io.leeway.pipeline.*;
            import io.leeway.registry.*;
            import io.leeway.registry.file.*;
            import io.leeway.retraining.*;
            import io.leeway.schema.*;
            import io.leeway.serving.*;
            import io.leeway.testing.*;
            import java.nio.file.*;
            import java.time.*;
            import java.util.*;
            import org.junit.jupiter.api.*;
            import org.junit.jupiter.api.extension.*;
            import org.tribuo.classification.Label;
            """;

    private String source() {
        StringBuilder source = new StringBuilder(IMPORTS);
        snippets.forEach(
                each -> each.imports().forEach(line -> source.append(line).append('\n')));
        source.append("public class ")
                .append(name)
                .append(parent.isEmpty() ? "" : " extends " + parent)
                .append(" {\n");
        snippets.forEach(
                each -> each.declarations().forEach(one -> source.append(one).append('\n')));
        source.append("public static void main(String[] arguments) throws Exception {\n");
        snippets.forEach(each -> {
            source.append("// ").append(each.origin()).append('\n');
            each.statements().forEach(one -> source.append(one).append('\n'));
        });
        return source.append("}\n}\n").toString();
    }

    /**
     * Compiles programs against the class path of the tests.
     *
     * @param into where the classes are written
     * @return what the compiler says, each with the snippets and the line that it is about; empty if all is well
     */
    static List<String> compile(List<Program> programs, Path into) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        List<SourceText> sources = programs.stream()
                .map(each -> new SourceText(each.name(), each.source()))
                .toList();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(problems, Locale.ROOT, null)) {
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(into));
            List<String> options = List.of(
                    "-proc:none", "-Xlint:all", "-parameters", "-classpath", System.getProperty("java.class.path"));
            compiler.getTask(null, files, problems, options, null, sources).call();
        }
        List<String> found = new ArrayList<>();
        for (var problem : problems.getDiagnostics()) {
            String message = problem.getMessage(Locale.ROOT);
            if (problem.getSource() instanceof SourceText source) {
                String text = source.getCharContent(true).toString();
                String line = text.lines()
                        .skip(problem.getLineNumber() - 1)
                        .findFirst()
                        .orElse("");
                found.add(origins(programs, source) + ": " + message + "\n    " + line.strip());
            } else if (!message.contains("bad path element")) {
                found.add(message);
            }
        }
        return found;
    }

    private static String origins(List<Program> programs, SourceText source) {
        return programs.stream()
                .filter(each -> source.getName().equals("/" + each.name() + ".java"))
                .flatMap(each -> each.snippets().stream().map(JavaSnippet::origin))
                .collect(Collectors.joining(", "));
    }
}
