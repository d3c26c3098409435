package io.leeway.data;

import java.nio.file.Path;
import java.util.List;

/** Says that a file's header lacks columns that the row type needs, or names one twice. */
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
     * Names the columns at fault.
     *
     * @return the missing or repeated columns
     */
    public List<String> columns() {
        return columns;
    }

    /**
     * Gives the header that was found.
     *
     * @return the file's columns in their order
     */
    public List<String> header() {
        return header;
    }
}
