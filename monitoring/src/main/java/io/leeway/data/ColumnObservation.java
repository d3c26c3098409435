package io.leeway.data;

import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Role;
import io.leeway.schema.TableColumn;
import io.leeway.schema.TableRow;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the cells of a column look like. */
final class ColumnObservation {
    /** Of so many distinct texts, no feature is made unless they repeat. */
    private static final int MANY = 1_000;

    /** So many whole numbers that only rise are no accident. */
    private static final int RISING = 20;

    /** A column of numbers with a few other texts: those may mean that a value is missing. */
    private static final double NEARLY_ALL = 0.5;

    private final Feature<TableRow> feature;
    private final Cell cell = new Cell();
    private final Set<String> distinct = new HashSet<>();
    /** What the cell that was looked at last is as a number, if it is one. */
    private double parsed;

    private long values;
    private long numbers;
    private long wholes;
    private long times;
    private long truths;
    private boolean rising = true;
    private double last = Double.NEGATIVE_INFINITY;
    private @Nullable String firstText;
    private long firstTextLine;

    ColumnObservation(Feature<TableRow> feature) {
        this.feature = feature;
    }

    void add(TableRow row, long number) {
        String text = feature.category(row);
        if (text == null) {
            return;
        }
        values++;
        if (distinct.size() <= 2 * MANY) {
            distinct.add(text);
        }
        if (isNumber(text)) {
            numbers++;
            wholes += isWhole(text) ? 1 : 0;
            rising &= parsed > last;
            last = parsed;
        } else if (firstText == null) {
            firstText = text;
            firstTextLine = number + 1;
        }
        truths += text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false") ? 1 : 0;
        times += isTime(text) ? 1 : 0;
    }

    private void point(String text) {
        cell.buffer = text.toCharArray();
        cell.from = 0;
        cell.to = cell.buffer.length;
    }

    private boolean isNumber(String text) {
        if (!mayBeNumber(text)) {
            return false;
        }
        point(text);
        try {
            parsed = Numbers.real(cell);
            return true;
        } catch (CellFormatException e) {
            return false;
        }
    }

    /** Spares the exception of most texts. */
    private static boolean mayBeNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                return true;
            }
            if (c != ' ' && c != '\t' && c != '-' && c != '+' && c != '.') {
                return c == 'N' || c == 'I';
            }
        }
        return false;
    }

    private static boolean isWhole(String text) {
        return text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
    }

    private boolean isTime(String text) {
        if (text.length() < 17 || text.indexOf('T') < 0) {
            return false;
        }
        point(text);
        try {
            Instants.read(cell);
            return true;
        } catch (CellFormatException e) {
            return false;
        }
    }

    boolean isTime() {
        return values > 0 && times == values;
    }

    SchemaInference.Note decide(boolean hasTime) {
        String name = feature.name();
        if (values == 0) {
            return leftOut("it has no values");
        }
        if (rising && wholes == values && values >= RISING) {
            return leftOut("whole numbers that only rise: a row number or an id");
        }
        if (numbers == values) {
            return new SchemaInference.Note(TableColumn.numeric(name), numeric());
        }
        if (isTime()) {
            return hasTime
                    ? leftOut("all values are times, and another column is the time already")
                    : new SchemaInference.Note(TableColumn.time(name), "all values are ISO-8601 times");
        }
        if (distinct.size() > MANY && 2L * distinct.size() > Math.min(values, 2L * MANY)) {
            return leftOut("texts, " + (distinct.size() > 2 * MANY ? "more than " + 2 * MANY : distinct.size())
                    + " of them distinct: an id or prose rather than categories");
        }
        return new SchemaInference.Note(TableColumn.categorical(name), categorical());
    }

    private SchemaInference.Note leftOut(String reason) {
        Optional<FeatureType> none = Optional.empty();
        return new SchemaInference.Note(new TableColumn(feature.name(), none, Role.NONE, false), reason);
    }

    private String numeric() {
        if (wholes < values) {
            return "all values are numbers";
        }
        return distinct.size() <= 50
                ? String.format(
                        Locale.ROOT,
                        "all values are whole numbers, %d distinct: declare it categorical if they are codes",
                        distinct.size())
                : "all values are whole numbers";
    }

    private String categorical() {
        if (truths == values) {
            return "all values are true or false";
        }
        String texts = distinct.size() + (distinct.size() == 1 ? " distinct text" : " distinct texts");
        if (numbers > NEARLY_ALL * values) {
            return String.format(
                    Locale.ROOT,
                    "%,d of %,d values are numbers, but line %d has \"%s\": say that it means a missing value if it does",
                    numbers,
                    values,
                    firstTextLine,
                    firstText);
        }
        return texts;
    }
}
