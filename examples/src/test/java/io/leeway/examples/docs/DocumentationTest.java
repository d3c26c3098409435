package io.leeway.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * What the documents say is so: Java compiles and runs, links and commands lead somewhere, and what is named exists.
 *
 * <p>The Java of one file is one program, in the order of the file. It runs in a folder in which the year of flights lies, and the models that
 * scikit-learn, PyTorch and Keras trained on it; a block of {@code text} that follows is what the program prints. Tests among it are run too. A
 * block of {@code java compiled} is not run; {@code FromPythonTest}, {@code FromPeersTest} and the command line's {@code GuideTest} hold the blocks
 * of {@code python}, {@code output} and {@code console}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentationTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path FLIGHTS = ROOT.resolve("examples/src/main/resources/io/leeway/examples/flights");
    private static final List<Path> MODELS = List.of(
            ROOT.resolve("examples/src/main/resources/io/leeway/examples/onnx"),
            ROOT.resolve("examples/src/test/resources/io/leeway/examples/onnx"));
    private static final Pattern TEST_OPTION = Pattern.compile("-Dtest=([\\w*]+)");
    private static final Pattern MODULES_OPTION = Pattern.compile("-pl ([\\w,]+)");
    private static final Pattern TYPE = Pattern.compile("[A-Z]\\w*[a-z]\\w*");

    /** Types of others that documents may name. */
    private static final Set<String> FOREIGN = Set.of(
            "FileChannel",
            "Regressor",
            "Clock",
            "Executor",
            "MeterBinder",
            "MeterRegistry",
            "Path",
            "Instant",
            "Duration",
            "Map",
            "Label",
            "ScheduledExecutorService",
            "ServiceLoader");

    private Set<String> sources = Set.of();

    @BeforeAll
    void findSources() throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            sources = all.filter(file -> file.toString().endsWith(".java")
                            && !ROOT.relativize(file).toString().contains("target"))
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.toSet());
        }
        assertThat(sources).hasSizeGreaterThan(100);
    }

    static Stream<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        for (String name : List.of("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")) {
            documents.add(ROOT.resolve(name));
        }
        documents.add(ROOT.resolve("examples/README.md"));
        documents.add(ROOT.resolve("examples/data/README.md"));
        documents.add(ROOT.resolve("benchmarks/README.md"));
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
        }
        return documents.stream().map(ROOT::relativize);
    }

    private static Markdown read(Path document) throws IOException {
        return Markdown.read(ROOT.resolve(document));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void javaCompilesAndRunsAndPrintsWhatIsShown(Path document, @TempDir Path folder) throws Exception {
        Markdown markdown = read(document);
        List<JavaSnippet> run = snippets(document, markdown, "java");
        List<JavaSnippet> compiled = new ArrayList<>(run);
        compiled.addAll(snippets(document, markdown, "java compiled"));
        if (compiled.isEmpty()) {
            return;
        }
        Path classes = Files.createDirectory(folder.resolve("classes"));
        List<Program> programs = new ArrayList<>(List.of(new Program("Runs", "", run)));
        if (compiled.size() > run.size()) {
            programs.add(new Program("All", "", compiled));
        }
        assertThat(Program.compile(programs, classes)).isEmpty();
        if (run.isEmpty()) {
            return;
        }

        String printed = run(classes, Files.createDirectory(folder.resolve("work")));

        markdown.fences("text").forEach(shown -> assertThat(printed).contains(shown.text()));
        if (compiled.stream().flatMap(each -> each.imports().stream()).anyMatch(line -> line.contains(".contract."))) {
            passes(classes);
        }
    }

    /** Runs the tests among the classes. */
    private static void passes(Path folder) throws IOException {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, DocumentationTest.class.getClassLoader())) {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(loader);
            try {
                LauncherFactory.create()
                        .execute(
                                LauncherDiscoveryRequestBuilder.request()
                                        .selectors(DiscoverySelectors.selectClasspathRoots(Set.of(folder)))
                                        .filters(
                                                ClassNameFilter.includeClassNamePatterns("Runs\\$.*Test"),
                                                EngineFilter.includeEngines("junit-jupiter"))
                                        .build(),
                                summary);
            } finally {
                thread.setContextClassLoader(before);
            }
        }
        assertThat(summary.getSummary().getFailures())
                .extracting(failure -> failure.getTestIdentifier().getDisplayName() + ": " + failure.getException())
                .isEmpty();
        assertThat(summary.getSummary().getTestsSucceededCount()).isGreaterThan(20);
    }

    private static List<JavaSnippet> snippets(Path document, Markdown markdown, String language) {
        return markdown.fences(language).stream()
                .map(fence -> JavaSnippet.of(document + ":" + fence.line(), fence.text()))
                .toList();
    }

    private static String run(Path classes, Path folder) throws Exception {
        String flights = "flights-2013.csv.gz";
        Files.copy(FLIGHTS.resolve(flights), folder.resolve(flights));
        for (Path models : MODELS) {
            try (Stream<Path> files = Files.list(models)) {
                for (Path file : files.toList()) {
                    Files.copy(file, folder.resolve(file.getFileName()));
                }
            }
        }
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classes + System.getProperty("path.separator") + System.getProperty("java.class.path"),
                        "Runs")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("it ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        String printed = Files.readString(output);
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksLeadToWhatExists(Path document) throws IOException {
        Markdown markdown = read(document);
        List<String> broken = new ArrayList<>();
        for (Markdown.Piece link : markdown.links()) {
            if (link.text().matches("[a-z]+:.*")) {
                continue;
            }
            String[] parts = link.text().split("#", 2);
            Path target = parts[0].isEmpty()
                    ? markdown.file()
                    : markdown.file().resolveSibling(parts[0]).normalize();
            boolean leads = target.startsWith(ROOT)
                    && Files.exists(target)
                    && (parts.length == 1 || Markdown.read(target).anchors().contains(parts[1]));
            if (!leads) {
                broken.add(document + ":" + link.line() + ": " + link.text());
            }
        }
        assertThat(broken).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void commandsNameProgramsModulesAndTestsThatExist(Path document) throws IOException {
        List<String> broken = new ArrayList<>();
        for (Markdown.Piece command : read(document).commands()) {
            Path program = ROOT.resolve(command.text().split(" ")[0]).normalize();
            if (!Files.isRegularFile(program) || !Files.isExecutable(program)) {
                broken.add(document + ":" + command.line() + ": no program " + program);
            }
            Matcher modules = MODULES_OPTION.matcher(command.text());
            Set<String> named = new TreeSet<>();
            while (modules.find()) {
                named.addAll(List.of(modules.group(1).split(",")));
            }
            named.removeIf(module -> Files.exists(ROOT.resolve(module).resolve("pom.xml")));
            named.forEach(module -> broken.add(document + ":" + command.line() + ": no module " + module));
            Matcher test = TEST_OPTION.matcher(command.text());
            while (test.find()) {
                if (!isSource(test.group(1))) {
                    broken.add(document + ":" + command.line() + ": no test " + test.group(1));
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void typesAndFilesThatAreNamedExist(Path document) throws IOException {
        List<String> broken = new ArrayList<>();
        for (Markdown.Piece piece : read(document).code()) {
            String text = piece.text();
            boolean type = TYPE.matcher(text).matches() && !FOREIGN.contains(text);
            boolean file = text.matches("[a-z][\\w/.-]*/[\\w/.-]*\\w")
                    && !text.contains("/target/")
                    && Files.exists(ROOT.resolve(text.split("/")[0]));
            if ((type && !isSource(text)) || (file && !Files.exists(ROOT.resolve(text)))) {
                broken.add(document + ":" + piece.line() + ": " + text);
            }
        }
        assertThat(broken).isEmpty();
    }

    private boolean isSource(String type) {
        return sources.contains(type + ".java");
    }

    @Test
    void theFirstScreenShowsTheDependencyThenTheCodeAndThenExactlyTwoCommands() throws IOException {
        Markdown readme = read(Path.of("README.md"));

        assertThat(readme.fences().stream().map(Markdown.Fence::language))
                .startsWith("xml", "java")
                .filteredOn(String::isEmpty)
                .hasSize(2);
        assertThat(readme.fences("java").get(0).line()).isLessThan(40);
        assertThat(readme.fences("java").get(0).text().lines().filter(line -> !line.isBlank()))
                .hasSizeBetween(10, 20);
        assertThat(readme.fences("").stream().map(Markdown.Fence::text))
                .containsExactly("./examples/flights\n", "./mvnw verify\n");
    }

    @Test
    void whatCiRunsIsTheSecondCommandOfTheReadme() throws IOException {
        String second = read(Path.of("README.md")).fences("").get(1).text().trim();

        assertThat(Files.readAllLines(ROOT.resolve(".ci/run"))).contains(second);
    }

    @Test
    void theDependencyInTheReadmeIsManagedByTheBillOfMaterials() throws IOException {
        String shown = read(Path.of("README.md")).fences("xml").get(0).text();
        String bom = Files.readString(ROOT.resolve("bom/pom.xml"));
        Set<String> artifacts = Pattern.compile("<artifactId>([^<]+)</artifactId>")
                .matcher(shown)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toSet());

        assertThat(artifacts).contains("leeway-bom");
        assertThat(artifacts)
                .allSatisfy(artifact -> assertThat(bom).contains("<artifactId>" + artifact + "</artifactId>"));
        assertThat(Pattern.compile("<version>([^<]+)</version>")
                        .matcher(shown)
                        .results()
                        .map(result -> result.group(1)))
                .hasSize(1)
                .allSatisfy(version -> assertThat(bom).contains("<version>" + version + "</version>"));
    }
}
