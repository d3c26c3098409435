package io.leeway.examples.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A block of Java in a document. Blocks of one document share their names, as a reader would expect who types them one after another.
 *
 * @param document file, from the root of the repository
 * @param line line of the first line of code, from 1
 * @param code the text between the fences
 */
record Snippet(String document, int line, String code) {

    static List<Snippet> in(Path root, Path document) throws IOException {
        List<Snippet> found = new ArrayList<>();
        List<String> block = null;
        int start = 0;
        int number = 0;
        for (String line : Files.readAllLines(document)) {
            number++;
            if (block == null && line.strip().equals("```java")) {
                block = new ArrayList<>();
                start = number + 1;
            } else if (block != null && line.strip().equals("```")) {
                found.add(new Snippet(root.relativize(document).toString(), start, String.join("\n", block)));
                block = null;
            } else if (block != null) {
                block.add(line);
            }
        }
        return found;
    }

    /** The documents that speak to users: the README, and everything in docs. */
    static List<Path> documents(Path root) throws IOException {
        List<Path> documents = new ArrayList<>(List.of(root.resolve("README.md")));
        try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            docs.filter(each -> each.toString().endsWith(".md")).sorted().forEach(documents::add);
        }
        return documents;
    }
}
