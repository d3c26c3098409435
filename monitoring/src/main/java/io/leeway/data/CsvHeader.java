package io.leeway.data;

import io.leeway.schema.NearNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The first line of a file: where each component's column is, and which columns no component wants. */
final class CsvHeader {
    private final List<String> names;
    private final int[] places;
    private final List<String> ignored;

    private CsvHeader(List<String> names, int[] places, List<String> ignored) {
        this.names = names;
        this.places = places;
        this.ignored = ignored;
    }

    static CsvHeader of(Path file, List<String> cells, List<String> components) {
        List<String> names = new ArrayList<>(cells);
        if (names.get(0).startsWith("\uFEFF")) {
            names.set(0, names.get(0).substring(1));
        }
        List<String> missing =
                components.stream().filter(c -> !names.contains(c)).toList();
        if (!missing.isEmpty()) {
            String hints = NearNames.hint(missing.get(0), names);
            throw new HeaderException(
                    file,
                    "line 1: the header lacks " + (missing.size() == 1 ? "the column " : "the columns ")
                            + String.join(", ", missing) + ": " + hints,
                    missing,
                    names);
        }
        Set<String> seen = new HashSet<>();
        List<String> twice = names.stream()
                .filter(n -> !seen.add(n) && components.contains(n))
                .toList();
        if (!twice.isEmpty()) {
            throw new HeaderException(
                    file, "line 1: the header names twice: " + String.join(", ", twice), twice, names);
        }
        int[] places = components.stream().mapToInt(names::indexOf).toArray();
        return new CsvHeader(
                names,
                places,
                names.stream().filter(n -> !components.contains(n)).toList());
    }

    int size() {
        return names.size();
    }

    List<String> names() {
        return names;
    }

    int place(int component) {
        return places[component];
    }

    List<String> ignored() {
        return ignored;
    }
}
