package io.leeway.feedback;

import io.leeway.data.Rows;
import io.leeway.schema.CellReader;
import io.leeway.schema.RowCells;
import io.leeway.schema.RowForm;
import io.leeway.schema.Schema;
import io.leeway.schema.TableSchema;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps rows, the answers that a model gave, and the labels that come later, for monitoring, adaptation and training.
 *
 * <pre>{@code
 * FeedbackLog<Flight> feedback = FeedbackLog.open(Path.of("feedback"), schema);
 * feedback.record(flight, probability, 7);                    // when version 7 has answered
 * feedback.label(flight.id(), true);                          // when the outcome is known
 * Rows<Flight> training = feedback.last(Duration.ofDays(60)); // labelled rows, read anew by each iteration
 * }</pre>
 *
 * <p>Rows are stored through the schema: every column that it can read, whatever its role. Rows that queries return are made anew: records
 * and {@link io.leeway.schema.TableRow} by themselves, others by {@link FeedbackLogBuilder#rowsBy}. In them the label stands in place of the
 * response. Queries return labelled rows in the order in which they were recorded, and nothing that was not known at the moment
 * that they are about. Their times are the schema's event time, or the time of recording where it has none.
 *
 * <p>Safe for use by any number of threads. A row is read outside the lock and encoded within it; recording allocates nothing
 * that reading the row does not. When {@link #record} or {@link #label} returns, what was given survives what {@link Durability} says;
 * when they throw, it was not recorded.
 *
 * @param <R> the type of a row
 */
public final class FeedbackLog<R> implements AutoCloseable {
    private final Schema<R> schema;
    private final RowForm<R> form;
    private final Function<RowForm.Cells, R> maker;
    private final FeedbackFiles files;
    private final Clock clock;
    private final SafeJournal journal;
    private final ThreadLocal<Scratch> scratch;

    FeedbackLog(
            Schema<R> schema,
            RowForm<R> form,
            Function<RowForm.Cells, R> maker,
            FeedbackFiles files,
            SafeJournal journal,
            Clock clock) {
        this.schema = schema;
        this.form = form;
        this.maker = maker;
        this.files = files;
        this.journal = journal;
        this.clock = clock;
        CellReader<R> reader = form.reader();
        this.scratch = ThreadLocal.withInitial(() -> new Scratch(reader.cells()));
        journal.load(new SchemaFit(form)::check);
    }

    /**
     * Opens the log in a folder with the defaults of {@link FeedbackLogBuilder}.
     *
     * @param folder the folder, which is made if there is none; nothing else should be in it
     * @param schema how rows are read
     * @param <R> the type of a row
     * @return the log; close it when the application ends
     * @throws FeedbackInUseException if the folder is open in another log
     * @throws FeedbackSchemaException if the folder has rows of another schema, or rows cannot be made again
     * @throws FeedbackStorageException if the folder cannot be read or written
     */
    public static <R> FeedbackLog<R> open(Path folder, Schema<R> schema) {
        return of(schema).open(folder);
    }

    /**
     * Opens an empty log in memory with the defaults of {@link FeedbackLogBuilder}.
     *
     * @param schema how rows are read
     * @param <R> the type of a row
     * @return the log
     * @throws FeedbackSchemaException if rows cannot be made again
     */
    public static <R> FeedbackLog<R> inMemory(Schema<R> schema) {
        return of(schema).inMemory();
    }

    /**
     * Starts building a log.
     *
     * @param schema how rows are read
     * @param <R> the type of a row
     * @return a builder
     */
    public static <R> FeedbackLogBuilder<R> of(Schema<R> schema) {
        return new FeedbackLogBuilder<>(schema);
    }

    /**
     * Records a row and the number that a model answered, under the id of the schema; a row without one gets no label.
     *
     * @param row the row
     * @param answer the answer: a probability, or what a regression predicts
     * @param version the model's version, 0 or more
     * @throws InvalidFeedbackException if the answer is NaN or infinite, the version negative, or the row too long
     * @throws FeedbackStorageException if the folder cannot be written
     * @throws io.leeway.schema.SchemaException if the row has no id or time, and the schema has
     */
    public void record(R row, double answer, long version) {
        add(row, null, answer, null, Double.NaN, version, 0, null);
    }

    /**
     * Records a row and the class that a model answered, under the id of the schema.
     *
     * @param row the row
     * @param answer the answered class
     * @param version the model's version, 0 or more
     * @throws InvalidFeedbackException if the version is negative, or the row too long
     * @throws FeedbackStorageException if the folder cannot be written
     * @throws io.leeway.schema.SchemaException if the row has no id or time, and the schema has
     */
    public void record(R row, String answer, long version) {
        add(row, null, Double.NaN, Objects.requireNonNull(answer, "answer"), Double.NaN, version, 0, null);
    }

    /**
     * Records a row and the number that an adapted model answered, under an id that need not be the schema's.
     *
     * @param id the id by which labels come
     * @param row the row
     * @param answer the answer
     * @param version the model's version, 0 or more
     * @param revision the adaptation's revision, 0 or more
     * @throws InvalidFeedbackException if the answer is NaN or infinite, a number is negative, or the row too long
     * @throws FeedbackStorageException if the folder cannot be written
     * @throws io.leeway.schema.SchemaException if the row has no time, and the schema has
     */
    public void record(RowId id, R row, double answer, long version, long revision) {
        add(row, Objects.requireNonNull(id, "id"), answer, null, Double.NaN, version, revision, null);
    }

    /**
     * Records a row and the class that an adapted model answered, under an id that need not be the schema's.
     *
     * @param id the id by which labels come
     * @param row the row
     * @param answer the answered class
     * @param version the model's version, 0 or more
     * @param revision the adaptation's revision, 0 or more
     * @throws InvalidFeedbackException if a number is negative, or the row too long
     * @throws FeedbackStorageException if the folder cannot be written
     * @throws io.leeway.schema.SchemaException if the row has no time, and the schema has
     */
    public void record(RowId id, R row, String answer, long version, long revision) {
        add(
                row,
                Objects.requireNonNull(id, "id"),
                Double.NaN,
                Objects.requireNonNull(answer, "answer"),
                Double.NaN,
                version,
                revision,
                null);
    }

    /**
     * Records a row that was read already, under the id of the schema, if it is admitted within the log's order: for code whose state must agree with the
     * log.
     *
     * @param row the row's cells, by a reader of the same schema; not used after this method returns
     * @param answer the answer
     * @param champion the champion's own score, which the adaptation corrected; NaN if none did
     * @param version the model's version, 0 or more
     * @param revision the adaptation's revision, 0 or more
     * @param admission takes part in the recording
     * @return whether the row was admitted, and therefore recorded
     * @throws InvalidFeedbackException if the answer is NaN or infinite, a number is negative, or the row too long
     * @throws FeedbackStorageException if the folder cannot be written
     * @throws io.leeway.schema.SchemaException if the row has no id or time, and the schema has
     */
    public boolean recordCells(
            RowCells row, double answer, double champion, long version, long revision, Admission admission) {
        Scratch record = scratch.get();
        record.answered(answer, null, champion, version, revision);
        return add(record, row, row.reader().schema(), null, Objects.requireNonNull(admission, "admission"));
    }

    /**
     * Records a row that was read already, and the class that a model answered, under the id of the schema.
     *
     * @param row the row's cells, by a reader of the same schema; not used after this method returns
     * @param answer the answered class
     * @param version the model's version, 0 or more
     * @throws InvalidFeedbackException if the version is negative, or the row too long
     * @throws FeedbackStorageException if the folder cannot be written
     * @throws io.leeway.schema.SchemaException if the row has no id or time, and the schema has
     */
    public void recordCells(RowCells row, String answer, long version) {
        Scratch record = scratch.get();
        record.answered(Double.NaN, Objects.requireNonNull(answer, "answer"), Double.NaN, version, 0);
        add(record, row, row.reader().schema(), null, null);
    }

    /**
     * Checks that cells of a schema can be recorded.
     *
     * @param other the schema
     * @throws FeedbackSchemaException if it has other columns
     */
    public void requireSchema(Schema<?> other) {
        if (!other.fingerprint().equals(schema.fingerprint()) || !kinds(other).equals(kinds(schema))) {
            throw new FeedbackSchemaException(
                    "", "this log is of another schema: open it with the schema of the model, " + other);
        }
    }

    /**
     * Tells a listener of labels from now on.
     *
     * @param listener the listener
     */
    public void follow(FeedbackListener listener) {
        journal.add(Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Tells a listener nothing more.
     *
     * @param listener the listener; one that does not follow is ignored
     */
    public void unfollow(FeedbackListener listener) {
        journal.remove(listener);
    }

    private boolean add(
            R row,
            @Nullable RowId given,
            double answer,
            @Nullable String text,
            double champion,
            long version,
            long revision,
            @Nullable Admission admission) {
        Scratch record = scratch.get();
        record.answered(answer, text, champion, version, revision);
        form.reader().read(row, record.own);
        return add(record, record.own, form.reader().schema(), given, admission);
    }

    private boolean add(
            Scratch record, RowCells cells, Schema<RowCells> of, @Nullable RowId given, @Nullable Admission admission) {
        record.cells = cells;
        if (of.hasTime()) {
            // refuses a row whose time is missing
            of.timeMillis(cells);
        }
        boolean hasId = given != null || of.hasId();
        record.idHigh = given == null ? RowId.NUMBER : given.high();
        record.idLow = given != null ? given.low() : hasId ? of.id(cells) : 0;
        record.idKind = hasId ? kind(record) : IdKind.NONE;
        return journal.record(record, admission);
    }

    /** A number that is not the one in the id column is written out, as other ids are. */
    private IdKind kind(Scratch record) {
        int idCell = form.idCell();
        return record.idHigh == RowId.NUMBER && (idCell < 0 || record.cells.whole(idCell) == record.idLow)
                ? IdKind.NUMBER
                : IdKind.WIDE;
    }

    /**
     * Records that an outcome was true or false.
     *
     * @param id the row's id
     * @param actual the outcome
     * @return what became of the label
     * @throws InvalidFeedbackException if the response is not one of texts or booleans
     * @throws FeedbackStorageException if the folder cannot be written
     */
    public LabelOutcome label(long id, boolean actual) {
        return label(RowId.NUMBER, id, labels().truth(actual));
    }

    /**
     * Records an outcome that is a number.
     *
     * @param id the row's id
     * @param actual the outcome
     * @return what became of the label
     * @throws InvalidFeedbackException if it is NaN or infinite, or the response is not a number
     * @throws FeedbackStorageException if the folder cannot be written
     */
    public LabelOutcome label(long id, double actual) {
        return label(RowId.NUMBER, id, labels().number(actual));
    }

    /**
     * Records an outcome that is a class.
     *
     * @param id the row's id
     * @param actual the class
     * @return what became of the label
     * @throws InvalidFeedbackException if the response cannot have this value
     * @throws FeedbackStorageException if the folder cannot be written
     */
    public LabelOutcome label(long id, String actual) {
        return label(RowId.NUMBER, id, labels().text(actual));
    }

    /**
     * Records that an outcome was true or false.
     *
     * @param id the row's id
     * @param actual the outcome
     * @return what became of the label
     * @throws InvalidFeedbackException if the response is not one of texts or booleans
     * @throws FeedbackStorageException if the folder cannot be written
     */
    public LabelOutcome label(RowId id, boolean actual) {
        return label(id.high(), id.low(), labels().truth(actual));
    }

    /**
     * Records an outcome that is a number.
     *
     * @param id the row's id
     * @param actual the outcome
     * @return what became of the label
     * @throws InvalidFeedbackException if it is NaN or infinite, or the response is not a number
     * @throws FeedbackStorageException if the folder cannot be written
     */
    public LabelOutcome label(RowId id, double actual) {
        return label(id.high(), id.low(), labels().number(actual));
    }

    /**
     * Records an outcome that is a class.
     *
     * @param id the row's id
     * @param actual the class
     * @return what became of the label
     * @throws InvalidFeedbackException if the response cannot have this value
     * @throws FeedbackStorageException if the folder cannot be written
     */
    public LabelOutcome label(RowId id, String actual) {
        return label(id.high(), id.low(), labels().text(actual));
    }

    private LabelForm labels() {
        return new LabelForm(form);
    }

    private LabelOutcome label(long high, long low, LabelForm.Value value) {
        return journal.label(high, low, value);
    }

    /**
     * Forces what was recorded so far to the disk. When it returns, all of that survives the loss of power.
     *
     * @throws FeedbackStorageException if the disk does not confirm; the log then takes no further rows, because what is on the
     *     disk is unknown until it is opened again
     */
    public void sync() {
        journal.sync();
    }

    /**
     * Returns the labelled rows of the time up to now; each iteration reads them as they are known then.
     *
     * @param time how far back, above zero
     * @return the rows
     */
    public Rows<R> last(Duration time) {
        Objects.requireNonNull(time, "time");
        return Rows.of(() -> {
            long now = clock.millis();
            return labelled(now, within(now - time.toMillis(), now));
        });
    }

    /**
     * Returns the labelled rows of a period; each iteration reads them as they are known then.
     *
     * @param from the start
     * @param to the end, exclusive
     * @return the rows
     */
    public Rows<R> between(Instant from, Instant to) {
        long end = to.toEpochMilli() - 1;
        return Rows.of(() -> labelled(clock.millis(), within(from.toEpochMilli(), end)));
    }

    /**
     * Returns the rows whose label was known at a moment, with the label that was known then: what a training at that moment
     * could have read, unless it was dropped since.
     *
     * @param moment the moment
     * @return the rows
     */
    public Rows<R> labelledAt(Instant moment) {
        return Rows.of(() -> labelled(moment.toEpochMilli(), entry -> true));
    }

    /**
     * Returns rows of the time before a moment whose label was known at that moment: what {@link #last} returned then.
     *
     * @param moment the moment
     * @param time how far back, above zero
     * @return the rows
     */
    public Rows<R> labelledAt(Instant moment, Duration time) {
        long now = moment.toEpochMilli();
        return Rows.of(() -> labelled(now, within(now - time.toMillis(), now)));
    }

    /**
     * Returns labelled rows that are drawn at random without replacement, in the order in which they were recorded. The same log, number
     * and seed give the same rows.
     *
     * @param n how many; all labelled rows if there are fewer
     * @param seed the seed
     * @return the rows
     * @throws IllegalArgumentException if {@code n} is negative
     */
    public Rows<R> sample(int n, long seed) {
        if (n < 0) {
            throw new IllegalArgumentException("cannot draw " + n + " rows: give 0 or more");
        }
        return Rows.of(() -> {
            History<R> history = history(clock.millis());
            BitSet[] drawn = history.labelled();
            history.sample(n, seed, drawn);
            return rows(history.iterator(drawn), entry -> true);
        });
    }

    /**
     * Returns all recorded rows, labelled or not, with answers, versions and times, as they were known at a moment.
     *
     * @param moment the moment; a later one than now means now
     * @return the entries, in the order in which they were recorded; each iteration reads them anew
     */
    public Iterable<FeedbackEntry<R>> entries(Instant moment) {
        return () -> history(moment.toEpochMilli()).iterator(null);
    }

    /**
     * Records a mark, for code whose state must agree with the log: see {@link FeedbackMark}.
     *
     * @param name what it means to those who follow the log
     * @param number any number
     * @param text any text
     * @return the position of the mark
     * @throws InvalidFeedbackException if the text is too long
     * @throws FeedbackStorageException if the folder cannot be written
     */
    public long mark(String name, long number, String text) {
        return journal.mark(Objects.requireNonNull(name, "name"), number, Objects.requireNonNull(text, "text"));
    }

    /**
     * Returns what happened behind a position, in the order in which those who {@linkplain #follow follow} the log were told of it.
     *
     * @param after the position, such as that of a mark; -1 for all that is kept
     * @return the events up to now; each iteration reads them anew
     */
    public Iterable<FeedbackEvent<R>> events(long after) {
        return () -> new Events<>(files, form, maker, journal.views(), after);
    }

    /**
     * Returns where the newest row of an id stands.
     *
     * @param id the id
     * @return the position, see {@link Admission#recorded}; empty if there is no such row, or it was dropped
     */
    public OptionalLong position(RowId id) {
        long position = journal.position(id);
        return position < 0 ? OptionalLong.empty() : OptionalLong.of(position);
    }

    /**
     * Returns the id of a row.
     *
     * @param position where it stands
     * @return the id; empty if there is no row at the position, or it has none
     */
    public Optional<RowId> id(long position) {
        return Optional.ofNullable(journal.id(position));
    }

    /**
     * Returns how rows are read.
     *
     * @return the schema
     */
    public Schema<R> schema() {
        return schema;
    }

    private Predicate<FeedbackEntry<R>> within(long from, long to) {
        return entry -> {
            long time = schema.hasTime()
                    ? schema.timeMillis(entry.row())
                    : entry.recorded().toEpochMilli();
            return time >= from && time <= to;
        };
    }

    private Iterator<R> labelled(long asOf, Predicate<FeedbackEntry<R>> keep) {
        return rows(history(asOf).iterator(null), keep);
    }

    private static <R> Iterator<R> rows(Iterator<FeedbackEntry<R>> entries, Predicate<FeedbackEntry<R>> keep) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(entries, Spliterator.ORDERED), false)
                .filter(entry -> entry.labelled().isPresent() && keep.test(entry))
                .map(FeedbackEntry::row)
                .iterator();
    }

    private History<R> history(long asOf) {
        return new History<>(files, form, maker, journal.views(), asOf);
    }

    /**
     * Returns what the log holds and what became of rows and labels.
     *
     * @return the counts
     */
    public FeedbackCounts counts() {
        return journal.counts();
    }

    /**
     * Forces what was recorded to the disk and lets others open the folder. What was returned may still be read. Closing again does nothing.
     *
     * @throws FeedbackStorageException if the disk does not confirm, or old segments could not be deleted
     */
    @Override
    public void close() {
        journal.close();
    }

    private static List<RowForm.Kind> kinds(Schema<?> of) {
        return RowForm.of(of).cells().stream().map(RowForm.Cell::kind).toList();
    }

    static String json(Schema<?> schema) {
        return TableSchema.of(schema).toJson();
    }

    @Override
    public String toString() {
        return "FeedbackLog in " + files.place("") + ": " + counts();
    }
}
