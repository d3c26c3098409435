package io.leeway.testing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folder that the files of {@link CiReports} are written to. Several processes may write at the same time: the files
 * of a test class belong to the process that runs it, and the common ones are composed under a lock.
 */
final class ReportFolder {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What this process has reported into each folder, so that a test that runs again does not lose its neighbours. */
    private static final Map<Path, SortedMap<String, TestOutcome>> REPORTED = new ConcurrentHashMap<>();

    private final Path folder;

    ReportFolder(Path folder) {
        this.folder = folder;
    }

    /** The figures of a test class, as the forks exchange them. */
    record ClassFigures(String className, List<TestFigures> tests, SortedMap<String, List<String>> purposes) {}

    /** The figures of a test. */
    record TestFigures(String name, List<Figure> figures) {}

    /** Writes the files of these tests' classes, and composes the common files again. */
    void add(Collection<TestOutcome> outcomes) throws IOException {
        SortedMap<String, TestOutcome> reported = REPORTED.computeIfAbsent(folder, key -> new TreeMap<>());
        synchronized (reported) {
            outcomes.forEach(each -> reported.put(each.id(), each));
            Files.createDirectories(folder.resolve("figures"));
            for (String each :
                    outcomes.stream().map(TestOutcome::className).collect(Collectors.toCollection(TreeSet::new))) {
                write(
                        each,
                        reported.values().stream()
                                .filter(outcome -> outcome.className().equals(each))
                                .toList());
            }
            compose();
        }
    }

    private void write(String className, List<TestOutcome> outcomes) throws IOException {
        List<TestOutcome> tests = withDistinctNames(outcomes);
        String file = fileName(className);
        replace(folder.resolve("TEST-" + file + ".xml"), JUnitXml.of(className, tests));
        List<TestFigures> figures = tests.stream()
                .filter(each -> !each.figures().isEmpty())
                .map(each -> new TestFigures(each.name(), each.figures()))
                .toList();
        SortedMap<String, List<String>> purposes = new TreeMap<>();
        tests.forEach(each -> purposes.putAll(each.purposes()));
        Path json = folder.resolve("figures").resolve(file + ".json");
        if (figures.isEmpty()) {
            Files.deleteIfExists(json);
        } else {
            replace(json, JSON.writeValueAsString(new ClassFigures(className, figures, purposes)));
        }
    }

    /** In the order of names, numbers by their size; tests that share a name, as in a parametrised class, are numbered. */
    private static List<TestOutcome> withDistinctNames(List<TestOutcome> outcomes) {
        Map<String, Integer> seen = new LinkedHashMap<>();
        List<TestOutcome> tests = new ArrayList<>();
        for (TestOutcome each : outcomes) {
            int times = seen.merge(each.name(), 1, Integer::sum);
            tests.add(times == 1 ? each : each.named(each.name() + " (" + times + ")"));
        }
        tests.sort(Comparator.comparing(each -> Names.sortKey(each.name())));
        return tests;
    }

    private void compose() throws IOException {
        try (FileChannel lock = FileChannel.open(
                folder.resolve("figures").resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // Released with the channel.
            lock.lock();
            List<TestFigure> all = new ArrayList<>();
            SortedMap<String, List<String>> purposes = new TreeMap<>();
            for (Path each : figureFiles()) {
                ClassFigures read = read(each);
                purposes.putAll(read.purposes());
                read.tests().forEach(test -> test.figures()
                        .forEach(figure -> all.add(new TestFigure(read.className(), test.name(), figure))));
            }
            int handled = all.size();
            all.removeIf(each -> each.figure().handled());
            handled -= all.size();
            List<TestFigure> figures = TestFigure.numbered(all);
            replace(folder.resolve("metrics.txt"), OpenMetricsText.of(figures));
            replace(folder.resolve("summary.md"), MarkdownSummary.of(figures, purposes, handled));
        }
    }

    private List<Path> figureFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("figures"))) {
            return files.filter(each -> each.toString().endsWith(".json"))
                    .sorted(Comparator.comparing(each -> each.getFileName().toString()))
                    .toList();
        }
    }

    private static ClassFigures read(Path file) throws IOException {
        try {
            return JSON.readValue(Files.readString(file), ClassFigures.class);
        } catch (NoSuchFileException e) {
            // Another process ran the class again, and it asserts nothing any more.
            return new ClassFigures("", List.of(), new TreeMap<>());
        } catch (JacksonException e) {
            throw new IOException(file + " is not what another fork wrote; delete the folder", e);
        }
    }

    /** Replaces a file in one step, so that nobody reads half of it. */
    private static void replace(Path file, String text) throws IOException {
        Path draft = Files.createTempFile(file.getParent(), ".", ".tmp");
        try {
            Files.write(draft, text.getBytes(StandardCharsets.UTF_8));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** A class's name, or one that no file system objects to, which is still that name's own. */
    private static String fileName(String className) {
        String allowed = className.replaceAll("[^A-Za-z0-9._$-]", "_");
        if (allowed.equals(className) && allowed.length() <= 150) {
            return allowed;
        }
        return allowed.substring(0, Math.min(100, allowed.length())) + "-"
                + HexFormat.of().toHexDigits(className.hashCode());
    }
}
