package io.leeway.examples.delivery;

import io.leeway.registry.AuditAction;
import io.leeway.registry.AuditEvent;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import io.leeway.registry.file.FileRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;

/** The repository of {@code examples/delivery} as its owners have it: committed, outside this build, with a registry of its own. */
final class Sample {
    static final String MODEL = "flight-delay";

    private static final Path SOURCE = Path.of("delivery").toAbsolutePath();
    private static Path registryWithChampion;

    private final Path folder;
    private final Map<String, String> settings = new TreeMap<>();

    private Sample(Path folder) {
        this.folder = folder;
        settings.put("LEEWAY_REGISTRY", registryFolder().toString());
    }

    /** Clones the sample into a folder; the registry is empty. */
    static Sample in(Path folder) throws IOException {
        Sample sample = new Sample(folder);
        Folders.copy(SOURCE, sample.checkout(), file -> !file.startsWith("target") && !file.startsWith("models"));
        Files.createDirectories(sample.registryFolder());
        sample.git("init", "-q", "-b", "main");
        sample.git("remote", "add", "origin", "git@gitlab.example.com:models/delay.git");
        sample.commitAll("The model of delays");
        return sample;
    }

    /** Clones the sample; its registry has a champion, version 1, that was promoted by the stages on a laptop. */
    static Sample withChampion(Path folder) throws IOException {
        Sample sample = in(folder);
        Folders.copy(champion(), sample.registryFolder());
        return sample;
    }

    /** Copies all of it, with its registry and what its stages have left. */
    Sample copyTo(Path other) throws IOException {
        Sample copy = new Sample(other);
        Folders.copy(folder, other);
        return copy;
    }

    private static synchronized Path champion() throws IOException {
        if (registryWithChampion == null) {
            Sample sample = in(Files.createTempDirectory("delivery-champion"));
            for (String stage : List.of("train", "gate", "register", "consent --by ann", "promote")) {
                sample.mustStage(stage);
            }
            registryWithChampion = sample.registryFolder();
        }
        return registryWithChampion;
    }

    /** Where its owners work. */
    Path checkout() {
        return folder.resolve("checkout");
    }

    /** A folder beside the checkout, for the systems' own files. */
    Path beside(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    Path registryFolder() {
        return folder.resolve("registry");
    }

    /** What a project sets up in its CI system: the registry, and where the data are. */
    Map<String, String> settings() {
        return settings;
    }

    String commit() throws IOException {
        return git("rev-parse", "HEAD").strip();
    }

    /** A fresh checkout of the newest commit, as each job gets it. */
    void checkOut(Path to) throws IOException {
        Files.createDirectories(to);
        Shell.must(folder, Shell.machine(), "git", "clone", "-q", checkout().toString(), to.toString());
    }

    private String git(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "git", "-c", "user.name=ann", "-c", "user.email=ann@example.com", "-c", "commit.gpgsign=false"));
        command.addAll(List.of(arguments));
        Files.createDirectories(checkout());
        return Shell.must(checkout(), Shell.machine(), command.toArray(String[]::new));
    }

    private void commitAll(String message) throws IOException {
        git("add", "-A");
        git("commit", "-q", "-m", message);
        git("config", "user.name", "ann");
        git("config", "user.email", "ann@example.com");
    }

    /** Works on a branch from now on. */
    Sample onBranch(String branch) throws IOException {
        git("checkout", "-q", "-b", branch);
        return this;
    }

    /** Commits a change that compiles and costs the model most of what it knows. */
    Sample commitThatBreaksTheModel() throws IOException {
        Path source = checkout().resolve("src/main/java/com/example/delay/Flight.java");
        String before = Files.readString(source);
        String after = before.replace(
                ".response(\"late\")",
                ".without(\"hour\", \"windSpeed\", \"precip\", \"visib\")\n            .response(\"late\")");
        if (after.equals(before)) {
            throw new IOException(source + " has no response to put this before");
        }
        Files.writeString(source, after);
        commitAll("Simplify the features");
        return this;
    }

    /** From now on, the flights to train on carry the labels of other flights. */
    Sample trainedOnMixedLabels() throws IOException {
        List<String> lines = lines("flights.csv.gz");
        int half = (lines.size() - 1) / 2;
        List<String> mixed = new ArrayList<>(lines.subList(0, 1));
        for (int i = 1; i < lines.size(); i++) {
            String other = lines.get(1 + (i - 1 + half) % (lines.size() - 1));
            mixed.add(withoutLabel(lines.get(i)) + other.substring(other.lastIndexOf(',')));
        }
        settings.put(
                "DELAY_DATA", Files.write(folder.resolve("mixed.csv"), mixed).toString());
        return this;
    }

    /** From now on, what comes after the promotion is the opposite of what was learnt. */
    Sample followedByAnotherWorld() throws IOException {
        UnaryOperator<String> opposite = line -> withoutLabel(line) + (line.endsWith(",true") ? ",false" : ",true");
        List<String> lines = lines("later.csv.gz");
        List<String> other = new ArrayList<>(lines.subList(0, 1));
        lines.subList(1, lines.size()).stream().map(opposite).forEach(other::add);
        settings.put(
                "DELAY_LATER", Files.write(folder.resolve("other.csv"), other).toString());
        return this;
    }

    private static String withoutLabel(String line) {
        return line.substring(0, line.lastIndexOf(','));
    }

    private static List<String> lines(String name) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(SOURCE.resolve("data").resolve(name))),
                StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    /** Runs a stage as on a laptop. */
    Shell.Result stage(String arguments) throws IOException {
        Map<String, String> variables = Shell.machine();
        variables.putAll(settings);
        return Shell.run(checkout(), variables, "/bin/sh", "-c", "./stage " + arguments);
    }

    /** Runs a stage at a terminal, with a person who answers its question. */
    Shell.Result stageAtTerminal(String arguments, String answer) throws IOException {
        Map<String, String> variables = Shell.machine();
        variables.putAll(settings);
        return Shell.run(
                checkout(),
                variables,
                "/bin/sh",
                "-c",
                "echo " + answer + " | script -qec './stage " + arguments + "' /dev/null");
    }

    /** Runs a stage as a user who owns nothing. */
    Shell.Result stageAsNobody(String arguments) throws IOException {
        Map<String, String> variables = Shell.machine();
        variables.putAll(settings);
        boolean root = "root".equals(System.getProperty("user.name"));
        String command =
                (root ? "exec setpriv --reuid=65534 --regid=65534 --clear-groups " : "") + "./stage " + arguments;
        return Shell.run(checkout(), variables, "/bin/sh", "-c", command);
    }

    String mustStage(String arguments) throws IOException {
        Shell.Result result = stage(arguments);
        if (result.exitCode() != 0) {
            throw new IOException(
                    "./stage " + arguments + " ended with " + result.exitCode() + ":\n" + result.output());
        }
        return result.output();
    }

    ModelRegistry registry() {
        return FileRegistry.open(registryFolder());
    }

    /** The number of the champion, 0 if there is none. */
    int champion(ModelRegistry registry) {
        return registry.find(MODEL, "champion").map(ModelVersion::number).orElse(0);
    }

    /** The newest move of the alias, if it has moved. */
    Optional<AuditEvent> lastMove(ModelRegistry registry) {
        return registry.audit(MODEL).stream()
                .filter(event -> event.action() == AuditAction.MOVE_ALIAS)
                .reduce((first, second) -> second);
    }
}
