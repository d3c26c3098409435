package io.leeway.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Rows of one type that can be gone through again and again, from a file or from memory.
 *
 * <pre>{@code
 * Rows<Flight> flights = Rows.csv(Path.of("flights.csv.gz"), Flight.class);
 * for (Flight flight : flights) {
 *     System.out.println(flight);
 * }
 * }</pre>
 *
 * <p>Each iteration reads the source anew, so that a file larger than the memory can be gone through. The source is closed when
 * an iteration reaches its end or fails; for one that may stop earlier use {@link #stream()} and close the stream ({@link #forEach}
 * and {@link #toList} do). Safe for use by several threads, each with an iteration of its own.
 *
 * @param <R> the type of a row
 */
public sealed interface Rows<R> extends Iterable<R> permits CsvRows, IterableRows, FilteredRows {
    /**
     * Reads a CSV file (RFC 4180) whose header names the components of a record class. See {@link CsvRows} for what is read and
     * for the options. Nothing is read until the rows are gone through.
     *
     * @param file the file; gzip if its name ends in {@code .gz}
     * @param type the record class; it may be private or local
     * @param <R> the type of a row
     * @return the rows
     * @throws io.leeway.schema.SchemaException if a component has a type that cannot be read from a text
     */
    static <R extends Record> CsvRows<R> csv(Path file, Class<R> type) {
        return CsvRows.of(file, type);
    }

    /**
     * Takes rows that are in memory, or that another library gives one by one.
     *
     * @param rows the rows; each iteration of the result is one of these
     * @param <R> the type of a row
     * @return the rows
     */
    static <R> Rows<R> of(Iterable<R> rows) {
        return new IterableRows<>(Objects.requireNonNull(rows, "rows"));
    }

    /**
     * Goes through the rows as a stream.
     *
     * @return a sequential stream; close it if it may not be read to its end
     */
    default Stream<R> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    /**
     * Goes through all rows; the source is closed even if the action throws.
     *
     * @param action what is done with each row
     */
    @Override
    default void forEach(Consumer<? super R> action) {
        try (Stream<R> stream = stream()) {
            stream.forEachOrdered(action);
        }
    }

    /**
     * Leaves out rows.
     *
     * @param keep says of a row whether it stays
     * @return the rows that stay; each iteration asks anew
     */
    default Rows<R> filter(Predicate<? super R> keep) {
        return new FilteredRows<>(this, Objects.requireNonNull(keep, "keep"));
    }

    /**
     * Reads all rows into memory.
     *
     * @return a list that cannot be changed
     */
    default List<R> toList() {
        List<R> list = new ArrayList<>();
        forEach(list::add);
        return java.util.Collections.unmodifiableList(list);
    }

    /**
     * Says what the newest iteration that reached its end has read and refused; goes through the rows if none has.
     *
     * @return the report of the source (before any {@link #filter})
     */
    ReadReport report();
}
