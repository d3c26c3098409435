package io.leeway.data;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The result of reading a source once: how many rows were read, and everything that was skipped or ignored.
 *
 * @param rows the number of rows that were read
 * @param malformed the number of rows that were rejected and skipped
 * @param malformedByReason the same by reason, for example {@code column "distance": not a number}
 * @param examples the first rejected rows, at most {@value #MAX_EXAMPLES}
 * @param ignoredColumns the columns of the file that the row type does not have
 */
public record ReadReport(
        long rows,
        long malformed,
        Map<String, Long> malformedByReason,
        List<RowException> examples,
        List<String> ignoredColumns) {
    /** The maximum number of rejected rows that are kept as examples. */
    public static final int MAX_EXAMPLES = 10;

    /**
     * Copies the collections.
     *
     * @param rows the number of rows that were read
     * @param malformed the number of rows that were rejected and skipped
     * @param malformedByReason the same by reason
     * @param examples the first rejected rows
     * @param ignoredColumns the columns that the row type does not have
     */
    public ReadReport {
        malformedByReason = Collections.unmodifiableMap(new TreeMap<>(malformedByReason));
        examples = List.copyOf(examples);
        ignoredColumns = List.copyOf(ignoredColumns);
    }

    /**
     * Returns the share of rejected rows.
     *
     * @return between 0 and 1; 0 if there were no rows at all
     */
    public double malformedShare() {
        long all = rows + malformed;
        return all == 0 ? 0 : (double) malformed / all;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(rows).append(" rows read, ").append(malformed).append(" malformed");
        if (!malformedByReason.isEmpty()) {
            text.append(' ').append(malformedByReason);
        }
        if (!ignoredColumns.isEmpty()) {
            text.append(", columns ignored: ").append(String.join(", ", ignoredColumns));
        }
        return text.toString();
    }
}
