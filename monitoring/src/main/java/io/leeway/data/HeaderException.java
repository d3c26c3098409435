package io.leeway.data;

import java.nio.file.Path;
import java.util.List;

/** Thrown when the header of a file lacks columns of the row type, or contains a column twice. */
public final class HeaderException extends DataException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> columns;
    private final transient List<String> header;

    HeaderException(Path file, String message, List<String> columns, List<String> header) {
        super(file, message, null);
        this.columns = List.copyOf(columns);
        this.header = List.copyOf(header);
    }

    /**
     * Returns the missing or repeated columns.
     *
     * @return their names
     */
    public List<String> columns() {
        return columns;
    }

    /**
     * Returns the header of the file.
     *
     * @return its columns in their order
     */
    public List<String> header() {
        return header;
    }
}
