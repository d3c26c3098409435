package io.leeway.monitoring.report;

import java.util.Objects;

/**
 * The content of a cell of a {@link DataTable} or of a key figure: text or a formatted number.
 *
 * <p>Immutable. The cell of a number also holds its value, so that a table can be sorted by it.
 */
public final class Cell {
    private final String text;
    private final String margin;
    private final double order;
    private final boolean number;
    private final boolean strong;

    private Cell(String text, String margin, double order, boolean number, boolean strong) {
        this.text = text;
        this.margin = margin;
        this.order = order;
        this.number = number;
        this.strong = strong;
    }

    /**
     * Returns a cell with text.
     *
     * @param text any text; it is escaped
     * @return the cell
     */
    public static Cell text(String text) {
        return new Cell(Objects.requireNonNull(text, "text"), "", Double.NaN, false, false);
    }

    /**
     * Returns a cell with a number of four significant digits, or all digits if it is a whole number; NaN is shown as a
     * dash.
     *
     * @param value any value
     * @return the cell
     */
    public static Cell number(double value) {
        return new Cell(Numbers.plain(value), "", value, true, false);
    }

    /**
     * Returns a cell with a number and a fixed number of decimals.
     *
     * @param value any value
     * @param decimals the digits after the point, 0 to 12
     * @return the cell
     */
    public static Cell number(double value, int decimals) {
        if (decimals < 0 || decimals > 12) {
            throw new IllegalArgumentException("decimals must be within 0 and 12, was " + decimals);
        }
        return new Cell(
                Double.isFinite(value) ? Numbers.fixed(value, decimals) : Numbers.plain(value), "", value, true, false);
    }

    /**
     * Returns a cell with a percentage.
     *
     * @param share 0.123 for 12.3 %
     * @return the cell
     */
    public static Cell percent(double share) {
        return new Cell(Numbers.percent(share), "", share, true, false);
    }

    /**
     * Returns a cell with a number and the half-width of its confidence interval, such as 0.519 ±0.003, rounded
     * according to the half-width.
     *
     * @param value the estimate
     * @param margin half the width of the interval; if it is not positive, only the value is shown
     * @return the cell
     */
    public static Cell estimate(double value, double margin) {
        String both = Numbers.estimate(value, margin);
        int space = both.indexOf(" ±");
        return space < 0
                ? new Cell(both, "", value, true, false)
                : new Cell(both.substring(0, space), both.substring(space + 1), value, true, false);
    }

    /**
     * Returns the same content in bold, for example for the best value of a column.
     *
     * @return the cell
     */
    public Cell strong() {
        return new Cell(text, margin, order, number, true);
    }

    boolean isNumber() {
        return number;
    }

    boolean isStrong() {
        return strong;
    }

    double order() {
        return order;
    }

    String plainText() {
        return text;
    }

    String margin() {
        return margin;
    }

    void render(Html html) {
        html.text(text);
        if (!margin.isEmpty()) {
            html.raw(" ").element("span", "class", "margin").text(margin).end();
        }
    }

    /**
     * Returns the displayed text.
     *
     * @return the text
     */
    @Override
    public String toString() {
        return margin.isEmpty() ? text : text + " " + margin;
    }
}
