package io.leeway.examples.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table that fits a terminal: numbers to the right, estimates aligned at their ±, text wrapped where a row would be too wide.
 *
 * <pre>{@code
 * new TextTable("Strategy", "Log loss").row("Leeway's policy", TextTable.estimate(0.5191, 0.0031)).toString(80);
 * }</pre>
 */
public final class TextTable {
    private static final String GAP = "  ";
    private static final int NARROWEST = 8;

    private final List<String> columns;
    private final List<List<String>> rows = new ArrayList<>();

    /** A table with these columns. */
    public TextTable(String... columns) {
        this.columns = List.of(columns);
    }

    /**
     * Adds a row.
     *
     * @param cells as many as there are columns
     * @return this table
     */
    public TextTable row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(columns.size() + " columns, but " + cells.length + " cells");
        }
        rows.add(List.of(cells));
        return this;
    }

    /**
     * An estimate and the half-width of its interval, such as {@code 0.519 ±0.003}: as many decimals as the half-width deserves.
     *
     * @param value the estimate
     * @param margin the half-width
     * @return the text
     */
    public static String estimate(double value, double margin) {
        if (!(margin > 0) || Double.isInfinite(margin) || !Double.isFinite(value)) {
            return number(value, 3);
        }
        int exponent = (int) Math.floor(Math.log10(margin));
        double lead = margin / Math.pow(10, exponent);
        int decimals = Math.max(0, (lead < 1.95 ? 1 : lead < 9.5 ? 0 : -1) - exponent);
        return number(value, decimals) + " ±" + number(margin, decimals);
    }

    /** A number with a fixed count of decimals; a dash where there is none. */
    public static String number(double value, int decimals) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /** A whole number, in groups of three digits. */
    public static String count(long value) {
        return Text.count(value);
    }

    /**
     * The table, no line longer than {@code width}, however narrow columns of text must get; columns of numbers are never wrapped.
     *
     * @param width how many characters a line holds
     * @return lines, each ended by a line feed
     */
    public String toString(int width) {
        List<List<String>> aligned = aligned();
        int[] widths = widths(aligned, width);
        StringBuilder out = new StringBuilder();
        append(out, columns, widths);
        out.append(IntStream.of(widths).mapToObj("-"::repeat).collect(Collectors.joining(GAP)))
                .append('\n');
        aligned.forEach(row -> append(out, row, widths));
        return out.toString();
    }

    /** The table, 80 characters wide. */
    @Override
    public String toString() {
        return toString(80);
    }

    private List<List<String>> aligned() {
        int[] tails = new int[columns.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < tails.length; i++) {
                tails[i] = Math.max(tails[i], tail(row.get(i)));
            }
        }
        return rows.stream()
                .map(row -> IntStream.range(0, tails.length)
                        .mapToObj(i -> isNumeric(i) ? row.get(i) + " ".repeat(tails[i] - tail(row.get(i))) : row.get(i))
                        .toList())
                .toList();
    }

    /** How many characters stand from the ± on, with the space before it. */
    private static int tail(String cell) {
        int sign = cell.indexOf(" ±");
        return sign < 0 ? 0 : cell.length() - sign;
    }

    private boolean isNumeric(int column) {
        return !rows.isEmpty()
                && rows.stream()
                        .map(row -> row.get(column))
                        .allMatch(cell -> cell.matches("[-−+]?[0-9.,]+( ?%|/s| ±[0-9.,]+)?|-|–|"));
    }

    private int[] widths(List<List<String>> aligned, int width) {
        int[] widths = IntStream.range(0, columns.size())
                .map(i -> Math.max(
                        columns.get(i).length(),
                        aligned.stream()
                                .mapToInt(row -> row.get(i).length())
                                .max()
                                .orElse(0)))
                .toArray();
        while (IntStream.of(widths).sum() + GAP.length() * (widths.length - 1) > width) {
            int widest = -1;
            for (int i = 0; i < widths.length; i++) {
                if (!isNumeric(i) && widths[i] > NARROWEST && (widest < 0 || widths[i] > widths[widest])) {
                    widest = i;
                }
            }
            if (widest < 0) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private void append(StringBuilder out, List<String> cells, int[] widths) {
        List<List<String>> lines = IntStream.range(0, widths.length)
                .mapToObj(i -> isNumeric(i) ? List.of(cells.get(i)) : Text.wrap(cells.get(i), widths[i]))
                .toList();
        int height = lines.stream().mapToInt(List::size).max().orElse(0);
        for (int line = 0; line < height; line++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String part = line < lines.get(i).size() ? lines.get(i).get(line) : "";
                text.append(i == 0 ? "" : GAP)
                        .append(isNumeric(i) ? Text.right(part, widths[i]) : Text.left(part, widths[i]));
            }
            out.append(text.toString().stripTrailing()).append('\n');
        }
    }
}
