package io.leeway.monitoring.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A table. Columns of numbers are right-aligned; readers can sort by any column.
 *
 * <p>Immutable: each method returns a new table.
 *
 * <pre>{@code
 * DataTable.titled("Strategies").columns("Strategy", "Log loss")
 *         .row(Cell.text("Leeway"), Cell.estimate(0.5191, 0.003).strong());
 * }</pre>
 */
public final class DataTable {
    private static final int SHORT = 30;

    private final String title;
    private final String caption;
    private final List<String> columns;
    private final List<List<Cell>> rows;
    private final boolean wrapped;

    private DataTable(String title, String caption, List<String> columns, List<List<Cell>> rows, boolean wrapped) {
        this.title = title;
        this.caption = caption;
        this.columns = columns;
        this.rows = rows;
        this.wrapped = wrapped;
    }

    /**
     * Returns a table without columns.
     *
     * @param title the title
     * @return the table
     */
    public static DataTable titled(String title) {
        return new DataTable(Objects.requireNonNull(title, "title"), "", List.of(), List.of(), false);
    }

    /**
     * Sets the caption below the title; the default is none.
     *
     * @param caption a sentence or two
     * @return the new table
     */
    public DataTable caption(String caption) {
        return new DataTable(title, Objects.requireNonNull(caption, "caption"), columns, rows, wrapped);
    }

    /**
     * Sets the names of the columns. The cells of the first column are the headers of their rows.
     *
     * @param names at least one name
     * @return the new table
     * @throws IllegalStateException if the table has rows already
     */
    public DataTable columns(String... names) {
        if (!rows.isEmpty()) {
            throw new IllegalStateException("name the columns of table \"" + title + "\" before its rows");
        }
        return new DataTable(title, caption, List.of(names), rows, wrapped);
    }

    /**
     * Breaks text in all columns, so that the table is never wider than the page; the first column takes a third of it.
     * By default short text stays in one line, and a wide table scrolls. For tables of names and long texts.
     *
     * @return the new table
     */
    public DataTable wrapped() {
        return new DataTable(title, caption, columns, rows, true);
    }

    /**
     * Adds a row.
     *
     * @param cells as many as there are columns
     * @return the new table
     * @throws IllegalArgumentException if there are more or fewer cells than columns
     */
    public DataTable row(Cell... cells) {
        return rows(List.of(List.of(cells)));
    }

    /**
     * Adds rows.
     *
     * @param more rows with as many cells as there are columns
     * @return the new table
     * @throws IllegalArgumentException if a row has more or fewer cells than there are columns
     */
    public DataTable rows(List<List<Cell>> more) {
        List<List<Cell>> all = new ArrayList<>(rows);
        for (List<Cell> row : more) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("table \"" + title + "\" has " + columns.size()
                        + " columns, but row " + (all.size() + 1) + " has " + row.size() + " cells: " + row);
            }
            all.add(List.copyOf(row));
        }
        return new DataTable(title, caption, columns, List.copyOf(all), wrapped);
    }

    void render(Page page) {
        Html html = page.html();
        String id = page.newId("table");
        html.element("figure", "class", wrapped ? "table wrapped" : "table");
        html.element("figcaption", "id", id).line("h3", title);
        if (!caption.isEmpty()) {
            html.line("p", caption);
        }
        html.end();
        html.element("div", "class", "scroll", "role", "region", "tabindex", "0", "aria-labelledby", id);
        html.element("table", "aria-labelledby", id).element("thead").element("tr");
        List<String> styles =
                IntStream.range(0, columns.size()).mapToObj(this::style).toList();
        for (int i = 0; i < columns.size(); i++) {
            html.element("th", "scope", "col", "class", styles.get(i)).line("span", columns.get(i));
            html.end();
        }
        html.end().end().element("tbody");
        rows.forEach(row -> renderRow(html, row, styles));
        html.end().end().end().end();
    }

    /** Numbers stand to the right, short text on one line, long text has room to be read. */
    private String style(int column) {
        if (rows.stream().anyMatch(row -> row.get(column).isNumber())) {
            return "number";
        }
        int longest = rows.stream()
                .mapToInt(row -> row.get(column).toString().length())
                .max()
                .orElse(0);
        return longest <= SHORT ? "short" : "long";
    }

    private static void renderRow(Html html, List<Cell> row, List<String> styles) {
        html.element("tr");
        for (int i = 0; i < row.size(); i++) {
            Cell cell = row.get(i);
            String style = (cell.isNumber() ? "number" : styles.get(i)) + (cell.isStrong() ? " strong" : "");
            if (i == 0) {
                html.element("th", "scope", "row", "class", style);
            } else if (cell.isNumber()) {
                html.element("td", "class", style, "data-order", Double.toString(cell.order()));
            } else {
                html.element("td", "class", style);
            }
            cell.render(html);
            html.end();
        }
        html.end();
    }
}
