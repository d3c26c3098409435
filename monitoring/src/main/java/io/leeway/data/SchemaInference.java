package io.leeway.data;

import io.leeway.schema.TableColumn;
import io.leeway.schema.TableRow;
import io.leeway.schema.TableSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A schema that was inferred from a CSV file, with the reason for each decision.
 *
 * <pre>{@code
 * SchemaInference found = SchemaInference.ofCsv(Path.of("flights.csv"));
 * found.notes().forEach(System.out::println);
 * Files.writeString(Path.of("flights.json"), found.schema().toJson());
 * }</pre>
 *
 * <p>A column is numeric if all its values are numbers, the time if it is the first whose values are all ISO-8601 times
 * with an offset, and categorical otherwise. Columns without values, further times, whole
 * numbers that only rise (ids), and texts of which nearly each is another one are left out. The response is never guessed.
 *
 * @param schema the schema
 * @param notes a reason for each column, in their order
 * @param rows the number of rows that were looked at
 */
public record SchemaInference(TableSchema schema, List<Note> notes, long rows) {
    /** The number of rows that are looked at by default: {@value}. */
    public static final int DEFAULT_ROWS = 100_000;

    /**
     * Why a column was inferred as it was.
     *
     * @param column the column
     * @param reason the reason
     */
    public record Note(TableColumn column, String reason) {
        @Override
        public String toString() {
            return column + ": " + reason;
        }
    }

    /**
     * Copies the notes.
     *
     * @param schema the schema
     * @param notes a reason for each column
     * @param rows the number of rows that were looked at
     */
    public SchemaInference {
        notes = List.copyOf(notes);
    }

    /**
     * Infers a schema from the first {@value #DEFAULT_ROWS} rows of a file, whose cells are separated by commas.
     *
     * @param file the file; gzip if its name ends in {@code .gz}
     * @return the schema and the reasons
     * @throws DataException if the file cannot be read or has no rows
     */
    public static SchemaInference ofCsv(Path file) {
        return ofCsv(file, CsvRows.DEFAULT_SEPARATOR, CsvRows.DEFAULT_MISSING, DEFAULT_ROWS);
    }

    /**
     * Infers a schema from the first rows of a file.
     *
     * @param file the file; gzip if its name ends in {@code .gz}
     * @param separator the separator of cells
     * @param missing the cells that mean a missing value
     * @param most the number of rows to look at
     * @return the schema and the reasons
     * @throws DataException if the file cannot be read or has no rows
     */
    public static SchemaInference ofCsv(Path file, char separator, Set<String> missing, int most) {
        List<String> names = CsvRows.header(file, separator);
        TableSchema texts = new TableSchema(
                names.stream().map(TableColumn::categorical).collect(Collectors.toCollection(ArrayList::new)));
        List<ColumnObservation> observed = new ArrayList<>();
        texts.bind().features().forEach(feature -> observed.add(new ColumnObservation(feature)));
        CsvRows<TableRow> source = Rows.csv(file, texts).separator(separator).missing(missing.toArray(new String[0]));
        long rows = 0;
        try (var stream = source.stream()) {
            for (Iterator<TableRow> all = stream.iterator(); rows < most && all.hasNext(); ) {
                TableRow row = all.next();
                rows++;
                for (ColumnObservation column : observed) {
                    column.add(row, rows);
                }
            }
        }
        if (rows == 0) {
            throw new DataException(file, "has a header and no rows, so that no types can be inferred", null);
        }
        return of(observed, rows);
    }

    private static SchemaInference of(List<ColumnObservation> observed, long rows) {
        List<Note> notes = new ArrayList<>();
        boolean hasTime = false;
        for (ColumnObservation column : observed) {
            Note note = column.decide(hasTime);
            hasTime |= column.isTime();
            notes.add(note);
        }
        return new SchemaInference(
                new TableSchema(notes.stream().map(Note::column).toList()), notes, rows);
    }

    /** Returns a line for each column, with its reason. */
    @Override
    public String toString() {
        return notes.stream().map(Note::toString).collect(Collectors.joining("\n"));
    }
}
