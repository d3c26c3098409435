package io.leeway.data;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Says that one row of a file cannot be read, and exactly where and why. */
public final class RowException extends DataException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 60;

    private final long line;
    private final String column;
    private final String value;
    private final String reason;

    RowException(
            Path file, long line, String column, String value, String reason, String hint, @Nullable Throwable cause) {
        super(file, message(line, column, value, reason, hint), cause);
        this.line = line;
        this.column = column;
        this.value = value;
        this.reason = column.isEmpty() ? reason : "column \"" + column + "\": " + reason;
    }

    private static String message(long line, String column, String value, String reason, String hint) {
        StringBuilder text = new StringBuilder("line ").append(line);
        if (!column.isEmpty()) {
            text.append(", column \"").append(column).append("\", value \"");
            text.append(oneLine(value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "..."))
                    .append('"');
        }
        text.append(": ").append(reason);
        return hint.isEmpty() ? text.toString() : text + "; " + hint;
    }

    private static String oneLine(String value) {
        return value.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t");
    }

    /**
     * Gives the line where the row starts.
     *
     * @return the line, counted from 1; the header is line 1
     */
    public long line() {
        return line;
    }

    /**
     * Names the column at fault.
     *
     * @return its name, or an empty text where the row as a whole is at fault
     */
    public String column() {
        return column;
    }

    /**
     * Gives the text that could not be read.
     *
     * @return the whole cell; an empty text where the row as a whole is at fault
     */
    public String value() {
        return value;
    }

    /**
     * Gives the reason without the place: the key under which it is counted.
     *
     * @return for example {@code column "distance": not a number}
     */
    public String reason() {
        return reason;
    }
}
