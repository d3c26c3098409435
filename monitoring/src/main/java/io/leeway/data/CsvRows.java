package io.leeway.data;

import io.leeway.schema.NearNames;
import io.leeway.schema.TableRow;
import io.leeway.schema.TableSchema;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file (RFC 4180), each read into a record whose components are the columns of the same names.
 *
 * <pre>{@code
 * Rows<Flight> flights = Rows.csv(Path.of("flights.csv.gz"), Flight.class)
 *         .onMalformed(Malformed.quarantine(Path.of("refused.csv")))
 *         .missing("", "NA");
 * List<Flight> all = flights.toList();
 * System.out.println(flights.report());
 * }</pre>
 *
 * <p>The first line is the header: it must name every component, exactly; the order is irrelevant, and columns that the
 * record does not have are ignored and reported. Empty lines are skipped. Components may be:
 *
 * <ul>
 *   <li>{@code double} and {@code float}, whose missing value is {@code NaN}, and their boxes, whose missing value is {@code null}.
 *       A decimal point, an exponent, {@code NaN} and {@code Infinity} are understood; hexadecimal numbers are not;
 *   <li>{@code long}, {@code int}, {@code short}, {@code byte}, {@code boolean} ({@code true}, {@code false}, {@code 1}, {@code 0}, in
 *       any case) and {@code char}, where a missing value makes the row malformed, and their boxes, where it is {@code null};
 *   <li>{@code String} and enums (by name), whose missing value is {@code null}. Equal strings of a column share one
 *       object;
 *   <li>{@code Instant}, from ISO-8601 ({@code 2013-01-01T10:15:00Z}, offsets too) or from a whole number of milliseconds since
 *       1970-01-01T00:00:00Z; a missing value is {@code null}.
 * </ul>
 *
 * <p>Reading fails, whatever the policy for malformed rows, if the file is missing or empty, the header lacks a column,
 * bytes are invalid in the charset, a gzip file is truncated, text follows a closing quote, or a quote is never closed.
 *
 * <p>Immutable: each option returns new rows. Safe for use by several threads, each with its own iteration; a
 * quarantine file is written by the last iteration to finish.
 *
 * @param <R> the type of a row
 */
public final class CsvRows<R> implements Rows<R> {
    /** The default charset. */
    public static final Charset DEFAULT_CHARSET = StandardCharsets.UTF_8;

    /** The default separator of cells. */
    public static final char DEFAULT_SEPARATOR = ',';

    /** The default cells that mean a missing value: only the empty one. */
    public static final Set<String> DEFAULT_MISSING = Set.of("");

    private final Options<R> options;
    private final AtomicReference<@Nullable ReadReport> newest = new AtomicReference<>();

    /** What an iteration needs to know. */
    record Options<R>(
            Path file,
            RowBinder<R> binder,
            Malformed malformed,
            Charset charset,
            char separator,
            Set<String> missing) {}

    private CsvRows(Options<R> options) {
        this.options = options;
    }

    static <R extends Record> CsvRows<R> of(Path file, Class<R> type) {
        return of(file, RecordBinder.of(type));
    }

    static CsvRows<TableRow> of(Path file, TableSchema schema) {
        return of(file, TableBinder.of(schema));
    }

    private static <R> CsvRows<R> of(Path file, RowBinder<R> binder) {
        Objects.requireNonNull(file, "file");
        return new CsvRows<>(
                new Options<>(file, binder, Malformed.fail(), DEFAULT_CHARSET, DEFAULT_SEPARATOR, DEFAULT_MISSING));
    }

    /**
     * Sets the policy for rows that cannot be read; the default is {@link Malformed#fail()}.
     *
     * @param policy the policy
     * @return rows with this policy
     * @throws DataException if the quarantine file is the file to read
     */
    public CsvRows<R> onMalformed(Malformed policy) {
        if (policy instanceof Malformed.Quarantine quarantine
                && quarantine
                        .file()
                        .toAbsolutePath()
                        .normalize()
                        .equals(options.file.toAbsolutePath().normalize())) {
            throw new DataException(options.file, "cannot be its own quarantine: name another file", null);
        }
        return new CsvRows<>(new Options<>(
                options.file, options.binder, policy, options.charset, options.separator, options.missing));
    }

    /**
     * Sets the charset of the file; the default is {@link #DEFAULT_CHARSET}.
     *
     * @param charset the charset; invalid bytes are an error
     * @return rows with this charset
     */
    public CsvRows<R> charset(Charset charset) {
        return new CsvRows<>(new Options<>(
                options.file, options.binder, options.malformed, charset, options.separator, options.missing));
    }

    /**
     * Sets the separator of cells; the default is {@link #DEFAULT_SEPARATOR}.
     *
     * @param separator the separator, for example a tab
     * @return rows with this separator
     */
    public CsvRows<R> separator(char separator) {
        return new CsvRows<>(new Options<>(
                options.file, options.binder, options.malformed, options.charset, separator, options.missing));
    }

    /**
     * Sets the cells that mean a missing value; the default is {@link #DEFAULT_MISSING}.
     *
     * @param cells the whole cells, for example {@code ""} and {@code "NA"}
     * @return rows with these cells
     */
    public CsvRows<R> missing(String... cells) {
        return new CsvRows<>(new Options<>(
                options.file,
                options.binder,
                options.malformed,
                options.charset,
                options.separator,
                Set.copyOf(List.of(cells))));
    }

    /**
     * Starts an iteration, which opens the file.
     *
     * @return an iterator that closes the file at its end or when it fails
     * @throws DataException if there is no such file, or it is empty, or its header is wrong
     */
    @Override
    public Iterator<R> iterator() {
        return open();
    }

    @Override
    public Spliterator<R> spliterator() {
        return spliterator(open());
    }

    /**
     * Starts an iteration, which opens the file.
     *
     * @return a stream that closes the file at its end, when it fails, and when it is closed
     * @throws DataException if there is no such file, or it is empty, or its header is wrong
     */
    @Override
    public Stream<R> stream() {
        CsvIterator<R> iterator = open();
        return StreamSupport.stream(spliterator(iterator), false).onClose(iterator::close);
    }

    private static <R> Spliterator<R> spliterator(Iterator<R> iterator) {
        return Spliterators.spliteratorUnknownSize(iterator, Spliterator.ORDERED | Spliterator.NONNULL);
    }

    private CsvIterator<R> open() {
        return open(options);
    }

    /** The schema of rows that have one. */
    TableSchema schema() {
        return ((TableBinder) options.binder).schema();
    }

    /** Starts an iteration that takes the cells into columns. */
    CsvIterator<ColumnsTarget> open(ColumnsTarget target) {
        return open(new Options<>(
                options.file, target, options.malformed, options.charset, options.separator, options.missing));
    }

    private <T> CsvIterator<T> open(Options<T> options) {
        Path file = options.file;
        if (Files.isDirectory(file)) {
            throw new DataException(file, "is a folder: name a CSV file in it", null);
        }
        if (!Files.exists(file)) {
            throw new DataException(file, "no such file" + nearFiles(file), null);
        }
        return CsvIterator.open(options, newest::set);
    }

    /** The names in the first line of a file. */
    static List<String> header(Path file, char separator) {
        CsvRows<List<String>> rows = of(file, RowBinder.NOTHING).separator(separator);
        try (CsvIterator<List<String>> iterator = rows.open()) {
            return CsvHeader.requireNames(file, iterator.header());
        }
    }

    private static String nearFiles(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        Path name = file.getFileName();
        if (folder == null || name == null || !Files.isDirectory(folder)) {
            return folder == null ? "" : "; nor is there a folder " + folder;
        }
        try (Stream<Path> siblings = Files.list(folder)) {
            List<String> names =
                    siblings.map(p -> String.valueOf(p.getFileName())).sorted().toList();
            List<String> near = NearNames.of(name.toString(), names);
            return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
        } catch (IOException e) {
            return "; and its folder cannot be listed: " + e.getMessage();
        }
    }

    @Override
    public ReadReport report() {
        ReadReport report = newest.get();
        if (report == null) {
            forEach(row -> {});
            report = Objects.requireNonNull(newest.get());
        }
        return report;
    }

    @Override
    public String toString() {
        return "Rows of " + options.file;
    }
}
