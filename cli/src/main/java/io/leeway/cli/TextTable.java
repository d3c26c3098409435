package io.leeway.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A table for people: columns of numbers to the right, the last column cut where a line would be wider than 80 characters. */
final class TextTable {
    private static final int WIDTH = 80;
    private static final int NARROWEST = 8;
    private static final String GAP = "  ";

    private final List<List<String>> lines = new ArrayList<>();

    TextTable(String... columns) {
        lines.add(List.of(columns));
    }

    TextTable row(String... cells) {
        if (cells.length != lines.get(0).size()) {
            throw new IllegalArgumentException(lines.get(0).size() + " columns, but " + cells.length + " cells");
        }
        lines.add(List.of(cells));
        return this;
    }

    @Override
    public String toString() {
        int columns = lines.get(0).size();
        int[] widths = IntStream.range(0, columns)
                .map(i -> lines.stream()
                        .mapToInt(line -> line.get(i).length())
                        .max()
                        .orElse(0))
                .toArray();
        int before = IntStream.range(0, columns - 1)
                .map(i -> widths[i] + GAP.length())
                .sum();
        widths[columns - 1] = Math.min(widths[columns - 1], Math.max(NARROWEST, WIDTH - before));
        StringBuilder out = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                text.append(i == 0 ? "" : GAP).append(cell(line.get(i), widths[i], isNumeric(i)));
            }
            out.append(out.isEmpty() ? "" : "\n").append(text.toString().stripTrailing());
        }
        return out.toString();
    }

    private static String cell(String text, int width, boolean right) {
        String shown = text.length() <= width ? text : text.substring(0, width - 1) + "~";
        String space = " ".repeat(width - shown.length());
        return right ? space + shown : shown + space;
    }

    private boolean isNumeric(int column) {
        return lines.size() > 1
                && lines.stream().skip(1).allMatch(line -> line.get(column).matches("-?[0-9.,]+|-|"));
    }
}
