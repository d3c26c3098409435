package io.leeway.feedback;

import io.leeway.schema.RowForm;
import io.leeway.schema.Schema;
import io.leeway.schema.TableSchema;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sets how much a {@link FeedbackLog} keeps, and opens it. Start with {@link FeedbackLog#of}. Not safe for use by several
 * threads.
 *
 * @param <R> the type of a row
 */
public final class FeedbackLogBuilder<R> {
    /** The default of {@link #maxRows}. */
    public static final long DEFAULT_ROWS = 10_000_000;

    /** The default of {@link #maxBytes}. */
    public static final long DEFAULT_BYTES = 1L << 30;

    /** The default of {@link #earlyLabels}. */
    public static final int DEFAULT_EARLY_LABELS = 10_000;

    private static final long LEAST_BYTES = 1 << 16;
    private static final long MOST_ROWS = 1L << 30;

    private final Schema<R> schema;
    private long rows = DEFAULT_ROWS;
    private long bytes = DEFAULT_BYTES;
    private long ageMillis = Long.MAX_VALUE;
    private long lateMillis = Long.MAX_VALUE;
    private int earlyLabels = DEFAULT_EARLY_LABELS;
    private Clock clock = Clock.systemUTC();
    private Durability durability = Durability.PROCESS_CRASH;
    private @Nullable Function<StoredRow, ? extends R> decoder;

    FeedbackLogBuilder(Schema<R> schema) {
        this.schema = Objects.requireNonNull(schema, "schema");
    }

    /**
     * Sets how many rows are kept at most; the oldest eighth is dropped where there are more. By default {@value #DEFAULT_ROWS}.
     * Each takes up to 32 bytes of memory beside what is stored.
     *
     * @param most at least 8, at most 2<sup>30</sup>
     * @return this builder
     * @throws IllegalArgumentException if the number is out of range
     */
    public FeedbackLogBuilder<R> maxRows(long most) {
        if (most < 8 || most > MOST_ROWS) {
            throw new IllegalArgumentException("a log cannot keep " + most + " rows: give 8 to 2^30");
        }
        rows = most;
        return this;
    }

    /**
     * Sets how many bytes are kept at most, in the folder or in memory. By default {@value #DEFAULT_BYTES}.
     *
     * @param most at least 65,536
     * @return this builder
     * @throws IllegalArgumentException if there are fewer
     */
    public FeedbackLogBuilder<R> maxBytes(long most) {
        if (most < LEAST_BYTES) {
            throw new IllegalArgumentException("a log cannot live in " + most + " bytes: give at least " + LEAST_BYTES);
        }
        bytes = most;
        return this;
    }

    /**
     * Drops segments in which every row and label is older. By default, age does not matter. As a segment covers up to an
     * eighth of this time, rows may stay that much longer, and longer still beside newer labels.
     *
     * @param age above zero
     * @return this builder
     * @throws IllegalArgumentException if the age is not positive
     */
    public FeedbackLogBuilder<R> maxAge(Duration age) {
        ageMillis = positive(age);
        return this;
    }

    /**
     * Counts labels that come later after their row, to the second, as late; they are joined all the same. By default, no label is late.
     *
     * @param time above zero
     * @return this builder
     * @throws IllegalArgumentException if the time is not positive
     */
    public FeedbackLogBuilder<R> labelsWithin(Duration time) {
        lateMillis = positive(time);
        return this;
    }

    private static long positive(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("got " + time + "; give a duration above zero");
        }
        return Math.max(1, time.toMillis());
    }

    /**
     * Sets how many labels may wait for their row; the oldest is dropped, and counted as unknown, where there are more. By default
     * {@value #DEFAULT_EARLY_LABELS}.
     *
     * @param most 0 refuses labels whose row is not known
     * @return this builder
     * @throws IllegalArgumentException if the number is negative
     */
    public FeedbackLogBuilder<R> earlyLabels(int most) {
        if (most < 0) {
            throw new IllegalArgumentException(most + " labels cannot wait: give 0 or more");
        }
        earlyLabels = most;
        return this;
    }

    /**
     * Sets the clock by which rows and labels are stamped. By default the system's.
     *
     * @param source the clock
     * @return this builder
     */
    public FeedbackLogBuilder<R> clock(Clock source) {
        clock = Objects.requireNonNull(source, "source");
        return this;
    }

    /**
     * Sets what an acknowledged row or label survives. By default {@link Durability#PROCESS_CRASH}.
     *
     * @param survived the level
     * @return this builder
     */
    public FeedbackLogBuilder<R> durability(Durability survived) {
        durability = Objects.requireNonNull(survived, "survived");
        return this;
    }

    /**
     * Sets what makes a row of its stored values. Records and {@link io.leeway.schema.TableRow} need none; any other type does.
     *
     * @param function makes a row; safe for use by several threads
     * @return this builder
     */
    public FeedbackLogBuilder<R> rowsBy(Function<StoredRow, ? extends R> function) {
        decoder = Objects.requireNonNull(function, "function");
        return this;
    }

    /**
     * Opens an empty log in memory.
     *
     * @return the log
     * @throws FeedbackSchemaException if rows cannot be made again: see {@link #rowsBy}
     */
    public FeedbackLog<R> inMemory() {
        return open(new MemoryFiles());
    }

    /**
     * Opens the log in a folder, which is made if there is none. All that is kept is read once: that takes the time of reading and
     * decoding the files, some tens of seconds for a gigabyte.
     *
     * @param folder the folder; nothing else should be in it
     * @return the log
     * @throws FeedbackInUseException if the folder is open in another log
     * @throws FeedbackSchemaException if the folder has rows of another schema, or rows cannot be made again: see
     *     {@link #rowsBy}
     * @throws FeedbackStorageException if the folder cannot be read or written
     */
    public FeedbackLog<R> open(Path folder) {
        // What the schema forbids is told before the folder is touched.
        maker(form());
        return open(DiskFiles.open(folder));
    }

    FeedbackLog<R> open(FeedbackFiles files) {
        RowForm<R> form = form();
        Journal journal = new Journal(
                files,
                new Bounds(rows, bytes, ageMillis),
                new LogState(files, lateMillis, earlyLabels),
                new RecordWriter(
                        form.cells(), form.idCell(), TableSchema.of(schema).toJson()));
        SafeJournal safe = new SafeJournal(files, journal, clock, durability);
        return new FeedbackLog<>(schema, form, maker(form), files, safe, clock);
    }

    private RowForm<R> form() {
        try {
            return RowForm.of(schema);
        } catch (io.leeway.schema.SchemaException e) {
            throw new FeedbackSchemaException(e.column(), String.valueOf(e.getMessage()));
        }
    }

    private Function<RowForm.Cells, R> maker(RowForm<R> form) {
        Function<StoredRow, ? extends R> function = decoder;
        if (function != null) {
            return cells -> function.apply(new StoredRow(form.cells(), cells));
        }
        return form.maker()
                .orElseThrow(() -> new FeedbackSchemaException(
                        "",
                        "rows of " + schema.rowType().getName()
                                + " cannot be made of stored values: use a record, or give rowsBy(function)"));
    }
}
