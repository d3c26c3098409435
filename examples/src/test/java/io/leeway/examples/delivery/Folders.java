package io.leeway.examples.delivery;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What CI systems do with folders: they copy them from job to job. */
final class Folders {
    private Folders() {}

    static void copy(Path from, Path to) throws IOException {
        copy(from, to, each -> true);
    }

    /** Copies the files whose path below {@code from} is wanted; times and permissions go along. */
    static void copy(Path from, Path to, Predicate<Path> wanted) throws IOException {
        for (Path file : files(from)) {
            Path relative = from.relativize(file);
            if (wanted.test(relative)) {
                Path target = to.resolve(relative.toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** The files below a folder that one of the patterns matches, such as {@code target/**}. */
    static List<Path> matching(Path folder, String patterns) throws IOException {
        List<PathMatcher> matchers = Stream.of(patterns.split(","))
                .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern.strip()))
                .toList();
        return files(folder).stream()
                .map(folder::relativize)
                .filter(file -> matchers.stream().anyMatch(matcher -> matcher.matches(file)))
                .toList();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
