package io.leeway.data;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.leeway.data.CsvRows.Options;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** One reading of a CSV file. */
final class CsvIterator<R> implements Iterator<R>, AutoCloseable {
    private final Options<R> options;
    private final Consumer<ReadReport> whenDone;
    private final QuoteReader text;
    private final CsvReader<CsvRecord> reader;
    private final CloseableIterator<CsvRecord> records;
    private final CsvHeader header;
    private final RowBinder.Target<R> target;
    private final int columns;
    private final Cell cell = new Cell();
    private final Map<String, Long> reasons = new TreeMap<>();
    private final List<RowException> examples = new ArrayList<>();
    private final String[] missing;
    private final boolean onlyEmptyIsMissing;
    private @Nullable QuarantineFile quarantine;
    private @Nullable R next;
    private boolean closed;
    private long rows;
    private long malformed;
    private long lastLine = 1;

    private CsvIterator(Options<R> options, Consumer<ReadReport> whenDone, Reader source) {
        this.options = options;
        this.text = new QuoteReader(source, options.separator());
        this.whenDone = whenDone;
        this.target = options.binder().target();
        this.columns = options.binder().names().size();
        this.missing = options.missing().toArray(new String[0]);
        this.onlyEmptyIsMissing = options.missing().equals(CsvRows.DEFAULT_MISSING);
        this.reader = CsvReader.builder()
                .fieldSeparator(options.separator())
                .allowExtraFields(true)
                .allowMissingFields(true)
                .build(new CsvRecord(), text);
        this.records = reader.iterator();
        CsvRecord first = nextRecord();
        if (first == null) {
            throw new DataException(
                    options.file(),
                    "is empty: its first line should name the columns"
                            + (columns == 0
                                    ? ""
                                    : " " + String.join(", ", options.binder().names())),
                    null);
        }
        this.header =
                CsvHeader.of(options.file(), first.texts(), options.binder().names());
    }

    static <R> CsvIterator<R> open(Options<R> options, Consumer<ReadReport> whenDone) {
        Reader text;
        try {
            text = CsvFiles.reader(options.file(), options.charset());
        } catch (ZipException e) {
            String reason = "cannot be opened as the gzip that its name says it is: " + e.getMessage();
            throw new DataException(options.file(), reason, e);
        } catch (IOException e) {
            throw new DataException(options.file(), "cannot be opened: " + e, e);
        }
        try {
            CsvIterator<R> iterator = new CsvIterator<>(options, whenDone, text);
            if (options.malformed() instanceof Malformed.Quarantine policy) {
                iterator.quarantine = QuarantineFile.start(
                        policy.file(), options.charset(), options.separator(), iterator.header.names());
            }
            return iterator;
        } catch (RuntimeException e) {
            try {
                text.close();
            } catch (IOException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    List<String> header() {
        return header.names();
    }

    @Override
    public boolean hasNext() {
        if (next == null && !closed) {
            try {
                next = read();
                if (next == null) {
                    finish();
                }
            } catch (RuntimeException | Error e) {
                closeAfter(e);
                throw e;
            }
        }
        return next != null;
    }

    @Override
    public R next() {
        R row = hasNext() ? next : null;
        if (row == null) {
            throw new NoSuchElementException("no more rows in " + options.file());
        }
        next = null;
        return row;
    }

    private @Nullable R read() {
        for (CsvRecord csv = nextRecord(); csv != null; csv = nextRecord()) {
            R row = bind(csv);
            if (row != null) {
                rows++;
                return row;
            }
        }
        return null;
    }

    private @Nullable CsvRecord nextRecord() {
        try {
            if (!records.hasNext()) {
                return null;
            }
            CsvRecord csv = records.next();
            lastLine = csv.line();
            if (text.endedWithinQuotes()) {
                String reason = "a quote opens in this row and never closes, so that all that follows is one cell";
                throw new RowException(options.file(), lastLine, "", "", reason, CsvFiles.QUOTES_HINT, null);
            }
            return csv;
        } catch (CsvParseException | UncheckedIOException e) {
            throw CsvFiles.unreadable(options, lastLine, e);
        }
    }

    private @Nullable R bind(CsvRecord csv) {
        if (csv.cells() != header.size()) {
            String reason = csv.cells() + " cells where the header has " + header.size();
            return refuse(csv, -1, "", new CellFormatException(reason, ""));
        }
        for (int i = 0; i < columns; i++) {
            int place = header.place(i);
            csv.cell(place, cell);
            try {
                if (isMissing()) {
                    target.missing(i);
                } else {
                    target.read(i, cell);
                }
            } catch (CellFormatException e) {
                return refuse(csv, i, csv.text(place), e);
            }
        }
        try {
            return target.row();
        } catch (InvocationTargetException e) {
            String reason = "rejected by the record's constructor: " + e.getCause();
            return refuse(csv, -1, "", new CellFormatException(reason, ""));
        }
    }

    private boolean isMissing() {
        if (onlyEmptyIsMissing) {
            return cell.length() == 0;
        }
        for (String text : missing) {
            if (cell.is(text)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable R refuse(CsvRecord csv, int component, String value, CellFormatException why) {
        String column = component < 0 ? "" : options.binder().names().get(component);
        RowException refused =
                new RowException(options.file(), csv.line(), column, value, why.reason(), why.hint(), null);
        if (options.malformed() instanceof Malformed.Fail) {
            throw refused;
        }
        malformed++;
        reasons.merge(refused.reason(), 1L, Long::sum);
        if (examples.size() < ReadReport.MAX_EXAMPLES) {
            examples.add(refused);
        }
        QuarantineFile file = quarantine;
        if (file != null) {
            file.write(csv.texts());
        }
        return null;
    }

    private void finish() {
        closed = true;
        closeReader();
        QuarantineFile file = quarantine;
        if (file != null) {
            file.commit();
        }
        whenDone.accept(new ReadReport(rows, malformed, reasons, examples, header.ignored()));
    }

    private void closeAfter(Throwable e) {
        try {
            close();
        } catch (RuntimeException closing) {
            e.addSuppressed(closing);
        }
    }

    /** Stops the reading before its end: the quarantine file stays as it was, and there is no report. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            next = null;
            QuarantineFile file = quarantine;
            if (file != null) {
                file.drop();
            }
            closeReader();
        }
    }

    private void closeReader() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new DataException(options.file(), "cannot be closed: " + e, e);
        }
    }
}
