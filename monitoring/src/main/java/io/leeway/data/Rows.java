package io.leeway.data;

import io.leeway.schema.TableRow;
import io.leeway.schema.TableSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Rows of one type, from a file or from memory, that can be iterated over repeatedly.
 *
 * <pre>{@code
 * Rows<Flight> flights = Rows.csv(Path.of("flights.csv.gz"), Flight.class);
 * for (Flight flight : flights) {
 *     System.out.println(flight);
 * }
 * }</pre>
 *
 * <p>Each iteration reads the source again, so that a file may be larger than the memory. The source is closed when an
 * iteration reaches its end or fails. For an iteration that may stop early, use {@link #stream()} and close the stream,
 * as {@link #forEach} and {@link #toList} do. Safe for use by several threads, each with its own iteration.
 *
 * @param <R> the type of a row
 */
public sealed interface Rows<R> extends Iterable<R> permits CsvRows, IterableRows, FilteredRows {
    /**
     * Reads a CSV file (RFC 4180) whose header names the components of a record class. See {@link CsvRows} for the
     * supported types and the options. Nothing is read before the first iteration.
     *
     * @param file the file; gzip if its name ends in {@code .gz}
     * @param type the record class; it may be private or local
     * @param <R> the type of a row
     * @return the rows
     * @throws io.leeway.schema.SchemaException if a component has a type that cannot be read from text
     */
    static <R extends Record> CsvRows<R> csv(Path file, Class<R> type) {
        return CsvRows.of(file, type);
    }

    /**
     * Reads a CSV file (RFC 4180) by a schema without a Java class. The header must name all columns but those that are
     * left out. Cells of categorical columns are taken as they stand; numbers and times are read as for a record class,
     * see {@link CsvRows}. Nothing is read before the first iteration.
     *
     * @param file the file; gzip if its name ends in {@code .gz}
     * @param schema the columns
     * @return the rows, which {@link TableSchema#bind()} reads
     */
    static CsvRows<TableRow> csv(Path file, TableSchema schema) {
        return CsvRows.of(file, schema);
    }

    /**
     * Returns rows that are in memory, or that another library provides.
     *
     * @param rows the rows; each iteration over the result iterates over them
     * @param <R> the type of a row
     * @return the rows
     */
    static <R> Rows<R> of(Iterable<R> rows) {
        return new IterableRows<>(Objects.requireNonNull(rows, "rows"));
    }

    /**
     * Returns the rows as a stream.
     *
     * @return a sequential stream; close it unless it is read to its end
     */
    default Stream<R> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    /**
     * Performs an action for each row; the source is closed even if the action throws.
     *
     * @param action the action
     */
    @Override
    default void forEach(Consumer<? super R> action) {
        try (Stream<R> stream = stream()) {
            stream.forEachOrdered(action);
        }
    }

    /**
     * Returns the rows that match a predicate.
     *
     * @param keep returns whether to keep a row
     * @return the rows that match; each iteration evaluates the predicate again
     */
    default Rows<R> filter(Predicate<? super R> keep) {
        return new FilteredRows<>(this, Objects.requireNonNull(keep, "keep"));
    }

    /**
     * Reads all rows into memory.
     *
     * @return an unmodifiable list
     */
    default List<R> toList() {
        List<R> list = new ArrayList<>();
        forEach(list::add);
        return java.util.Collections.unmodifiableList(list);
    }

    /**
     * Returns how many rows the last complete iteration read and rejected; iterates over the rows if there was none.
     *
     * @return the report of the source (before any {@link #filter})
     */
    ReadReport report();
}
