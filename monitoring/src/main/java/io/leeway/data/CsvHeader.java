package io.leeway.data;

import io.leeway.schema.NearNames;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The first line of a file: where each component's column is, and which columns no component wants. */
final class CsvHeader {
    private static final char[] OTHER_SEPARATORS = {';', '\t', '|', ','};

    private final List<String> names;
    private final int[] places;
    private final List<String> ignored;

    private CsvHeader(List<String> names, int[] places, List<String> ignored) {
        this.names = names;
        this.places = places;
        this.ignored = ignored;
    }

    static CsvHeader of(Path file, List<String> cells, List<String> components) {
        List<String> names = List.copyOf(cells);
        List<String> missing =
                components.stream().filter(c -> !names.contains(c)).toList();
        if (!missing.isEmpty()) {
            throw new HeaderException(
                    file,
                    "line 1: the header lacks " + (missing.size() == 1 ? "the column " : "the columns ")
                            + String.join(", ", missing) + ": " + hint(missing, names, components),
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

    /** What may be wrong with the file as a whole, or else the names that were meant. */
    private static String hint(List<String> missing, List<String> names, List<String> components) {
        String first = names.get(0);
        if (first.indexOf('\0') >= 0) {
            return "it holds NUL characters, as UTF-16 does where it is read as another charset: name its own by charset(...)";
        }
        if (names.size() == 1 && components.size() > 1) {
            String other = otherSeparator(first);
            if (!other.isEmpty()) {
                return other;
            }
        }
        boolean isNamed = components.stream()
                .anyMatch(component -> !NearNames.of(component, names).isEmpty());
        String hint = NearNames.hint(missing.get(0), names);
        return isNamed || missing.size() < components.size() ? hint : hint + "; is the first line a header at all?";
    }

    private static String otherSeparator(String onlyCell) {
        for (char separator : OTHER_SEPARATORS) {
            if (onlyCell.indexOf(separator) >= 0) {
                String shown = separator == '\t' ? "\\t" : String.valueOf(separator);
                return "it is one cell; if '" + shown + "' separates its cells, say so by separator('" + shown + "')";
            }
        }
        return "";
    }

    /** Refuses a header by which no columns can be told apart. */
    static List<String> requireNames(Path file, List<String> names) {
        String other = names.size() == 1 ? otherSeparator(names.get(0)) : "";
        if (!other.isEmpty()) {
            throw new HeaderException(file, "line 1: the header names a single column: " + other, List.of(), names);
        }
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).isBlank()) {
                String problem = "line 1: cell " + (i + 1) + " of the header is blank: every column needs a name";
                throw new HeaderException(file, problem, List.of(), names);
            }
        }
        Set<String> seen = new HashSet<>();
        List<String> twice = names.stream().filter(n -> !seen.add(n)).toList();
        if (!twice.isEmpty()) {
            throw new HeaderException(
                    file, "line 1: the header names twice: " + String.join(", ", twice), twice, names);
        }
        return names;
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
