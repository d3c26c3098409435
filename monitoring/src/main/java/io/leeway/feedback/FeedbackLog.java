package io.leeway.feedback;

import io.leeway.data.Rows;
import io.leeway.schema.RowForm;
import io.leeway.schema.Schema;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;

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
public final class FeedbackLog<R> extends FeedbackInput<R> implements AutoCloseable {
    private final Schema<R> schema;
    private final FeedbackFiles files;
    private final FeedbackReader<R> reader;

    FeedbackLog(
            Schema<R> schema,
            RowForm<R> form,
            Function<RowForm.Cells, R> maker,
            FeedbackFiles files,
            SafeJournal journal,
            Clock clock) {
        super(form, journal);
        this.schema = schema;
        this.files = files;
        this.reader = new FeedbackReader<>(schema, form, maker, files, journal, clock);
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
     * Checks that cells of a schema can be recorded.
     *
     * @param other the schema
     * @throws FeedbackSchemaException if it has other columns
     */
    public void requireSchema(Schema<?> other) {
        SchemaFit.requireSame(schema, other);
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
     * Hands out what happened behind a position, and tells a listener of what happens from then on: nothing in between is lost or told twice. Returns once the
     * listener follows, which takes as long as reading what happened.
     *
     * @param after the position; -1 for all that is kept, {@link #end()} for nothing
     * @param past takes what happened, in its order
     * @param listener the listener
     */
    public void follow(long after, Consumer<? super FeedbackEvent<R>> past, FeedbackListener listener) {
        Objects.requireNonNull(listener, "listener");
        long read = after;
        long end;
        do {
            end = journal.end();
            for (FeedbackEvent<R> event : reader.events(read)) {
                if (event.position() > end) {
                    break;
                }
                past.accept(event);
            }
            read = Math.max(after, end);
        } while (!journal.addAt(end, listener));
    }

    /**
     * Returns the position behind all that has happened so far.
     *
     * @return the position: what happens from now on has higher ones
     */
    public long end() {
        return journal.end();
    }

    /**
     * Tells a listener nothing more.
     *
     * @param listener the listener; one that does not follow is ignored
     */
    public void unfollow(FeedbackListener listener) {
        journal.remove(listener);
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
        return reader.last(time);
    }

    /**
     * Returns the labelled rows of a period; each iteration reads them as they are known then.
     *
     * @param from the start
     * @param to the end, exclusive
     * @return the rows
     */
    public Rows<R> between(Instant from, Instant to) {
        return reader.between(from, to);
    }

    /**
     * Returns the rows whose label was known at a moment, with the label that was known then: what a training at that moment
     * could have read, unless it was dropped since.
     *
     * @param moment the moment
     * @return the rows
     */
    public Rows<R> labelledAt(Instant moment) {
        return reader.labelledAt(moment);
    }

    /**
     * Returns rows of the time before a moment whose label was known at that moment: what {@link #last} returned then.
     *
     * @param moment the moment
     * @param time how far back, above zero
     * @return the rows
     */
    public Rows<R> labelledAt(Instant moment, Duration time) {
        return reader.labelledAt(moment, time);
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
        return reader.sample(n, seed);
    }

    /**
     * Returns the newest rows, labelled or not, without their labels.
     *
     * @param n how many; all that are kept if there are fewer
     * @return the rows, in the order in which they were recorded; each iteration reads them anew
     */
    public Rows<R> newest(int n) {
        return reader.newest(n);
    }

    /**
     * Returns all recorded rows, labelled or not, with answers, versions and times, as they were known at a moment.
     *
     * @param moment the moment; a later one than now means now
     * @return the entries, in the order in which they were recorded; each iteration reads them anew
     */
    public Iterable<FeedbackEntry<R>> entries(Instant moment) {
        return reader.entries(moment);
    }

    /**
     * Returns what happened behind a position, in the order in which those who {@linkplain #follow follow} the log were told of it.
     *
     * @param after the position, such as that of a mark; -1 for all that is kept
     * @return the events up to now; each iteration reads them anew
     */
    public Iterable<FeedbackEvent<R>> events(long after) {
        return reader.events(after);
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

    @Override
    public String toString() {
        return "FeedbackLog in " + files.place("") + ": " + counts();
    }
}
