package io.leeway.data;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Thrown when a row of a file cannot be read; tells the line, the column and the reason. */
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
     * Returns the line at which the row starts.
     *
     * @return the line, counted from 1; the header is line 1
     */
    public long line() {
        return line;
    }

    /**
     * Returns the column that cannot be read.
     *
     * @return its name, or an empty string if the row as a whole cannot be read
     */
    public String column() {
        return column;
    }

    /**
     * Returns the text that cannot be read.
     *
     * @return the whole cell; an empty string if the row as a whole cannot be read
     */
    public String value() {
        return value;
    }

    /**
     * Returns the reason without the location, as it is counted in {@link ReadReport#malformedByReason()}.
     *
     * @return for example {@code column "distance": not a number}
     */
    public String reason() {
        return reason;
    }
}
