package io.leeway.examples.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A folder for each job, as on agents that share nothing, and a store for what they hand to each other. */
final class Workspaces {
    private static final Pattern FAILED = Pattern.compile("<testsuite [^>]*?(?:failures|errors)=\"[1-9]\\d*\"");

    private final Sample sample;
    private final Path folder;
    private int jobs;

    Workspaces(Sample sample) throws IOException {
        this.sample = sample;
        this.folder = sample.beside("ci");
    }

    /** A new and empty workspace. */
    Path next() throws IOException {
        return Files.createDirectories(folder.resolve("job-" + ++jobs));
    }

    void checkOut(Path workspace) throws IOException {
        sample.checkOut(workspace);
    }

    /** Keeps files for later jobs; there must be some. */
    void keep(String name, Path from, List<Path> files) throws IOException {
        assertThat(files).as("files of the artifact " + name + " in " + from).isNotEmpty();
        Folders.copy(from, stored(name), files::contains);
    }

    /** Brings what an earlier job kept. */
    void bring(String name, Path to) throws IOException {
        assertThat(stored(name)).as("artifact " + name).isDirectory();
        Folders.copy(stored(name), to);
    }

    Path stored(String name) {
        return folder.resolve("artifacts").resolve(name);
    }

    /** Reads results of JUnit as a CI system does: there must be some, with figures. Returns whether a test failed. */
    static boolean testsFailed(Path workspace, String pattern) throws IOException {
        List<Path> files = Folders.matching(workspace, pattern);
        assertThat(files).as("results of tests, " + pattern).isNotEmpty();
        boolean failed = false;
        for (Path file : files) {
            String xml = Files.readString(workspace.resolve(file));
            assertThat(xml).as("results of tests with their figures").contains("<property ");
            failed |= FAILED.matcher(xml).find();
        }
        return failed;
    }
}
