package io.leeway.feedback;

import io.leeway.schema.RowCells;
import io.leeway.schema.RowForm;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link FeedbackLog} is given: rows with the answers of a model, labels and marks.
 *
 * @param <R> the type of a row
 */
abstract class FeedbackInput<R> {
    final SafeJournal journal;
    private final FeedbackRecorder<R> recorder;

    FeedbackInput(RowForm<R> form, SafeJournal journal) {
        this.journal = journal;
        this.recorder = new FeedbackRecorder<>(form, journal);
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
        recorder.record(row, null, answer, null, version, 0);
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
        recorder.record(row, null, Double.NaN, Objects.requireNonNull(answer, "answer"), version, 0);
    }

    /**
     * Records a row, the class that a model answered and the probability of each, under the id of the schema.
     *
     * @param row the row
     * @param answer the answered class
     * @param probabilities the answered probability of each class, in the order of the model's
     * @param version the model's version, 0 or more
     * @throws InvalidFeedbackException if a probability is none, there are fewer than 2 or more than 65,536, the version is negative, or the row too long
     * @throws FeedbackStorageException if the folder cannot be written
     * @throws io.leeway.schema.SchemaException if the row has no id or time, and the schema has
     */
    public void record(R row, String answer, double[] probabilities, long version) {
        recorder.record(row, Objects.requireNonNull(answer, "answer"), probabilities, version);
    }

    /**
     * Records a row, the number that a model answered and the band in which the true one is expected, under the id of the schema.
     *
     * @param row the row
     * @param answer the answered number
     * @param band its lower and its upper end
     * @param version the model's version, 0 or more
     * @throws InvalidFeedbackException if a number is NaN or infinite, there are not 2 ends or the lower is above the upper one, the version is negative, or the row too long
     * @throws FeedbackStorageException if the folder cannot be written
     * @throws io.leeway.schema.SchemaException if the row has no id or time, and the schema has
     */
    public void record(R row, double answer, double[] band, long version) {
        recorder.record(row, answer, band, version);
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
        recorder.record(row, Objects.requireNonNull(id, "id"), answer, null, version, revision);
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
        Objects.requireNonNull(id, "id");
        recorder.record(row, id, Double.NaN, Objects.requireNonNull(answer, "answer"), version, revision);
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
        Objects.requireNonNull(admission, "admission");
        return recorder.recordCells(row, answer, champion, version, revision, admission);
    }

    /**
     * Records a row that was read already, and the class that a model answered with the probability of each, as the other method records a number.
     *
     * @param row the row's cells, by a reader of the same schema; not used after this method returns
     * @param answer the answered class
     * @param probabilities the answered probability of each class, in the order of the model's; not used after this method returns
     * @param champion the champion's own probabilities, which the adaptation corrected; null if none did
     * @param version the model's version, 0 or more
     * @param revision the adaptation's revision, 0 or more
     * @param admission takes part in the recording
     * @return whether the row was admitted, and therefore recorded
     * @throws InvalidFeedbackException if a probability is none, there are fewer than 2 or more than 65,536, a number is negative, or the row too long
     * @throws FeedbackStorageException if the folder cannot be written
     * @throws io.leeway.schema.SchemaException if the row has no id or time, and the schema has
     */
    public boolean recordCells(
            RowCells row,
            String answer,
            double[] probabilities,
            double @Nullable [] champion,
            long version,
            long revision,
            Admission admission) {
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(admission, "admission");
        return recorder.recordCells(row, answer, probabilities, champion, version, revision, admission);
    }

    /**
     * Records a row that was read already, the number that a model answered and its band, as the other method records a number alone.
     *
     * @param row the row's cells, by a reader of the same schema; not used after this method returns
     * @param answer the answered number
     * @param band its lower and its upper end; not used after this method returns
     * @param champion the champion's own score, which the adaptation corrected; NaN if none did
     * @param version the model's version, 0 or more
     * @param revision the adaptation's revision, 0 or more
     * @param admission takes part in the recording
     * @return whether the row was admitted, and therefore recorded
     * @throws InvalidFeedbackException if a number is NaN or infinite, there are not 2 ends or the lower is above the upper one, a number is negative, or the row too long
     * @throws FeedbackStorageException if the folder cannot be written
     * @throws io.leeway.schema.SchemaException if the row has no id or time, and the schema has
     */
    public boolean recordCells(
            RowCells row,
            double answer,
            double[] band,
            double champion,
            long version,
            long revision,
            Admission admission) {
        Objects.requireNonNull(admission, "admission");
        return recorder.recordCells(row, answer, band, champion, version, revision, admission);
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
        return recorder.label(RowId.NUMBER, id, actual);
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
        return recorder.label(RowId.NUMBER, id, actual);
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
        return recorder.label(RowId.NUMBER, id, actual);
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
        return recorder.label(id.high(), id.low(), actual);
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
        return recorder.label(id.high(), id.low(), actual);
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
        return recorder.label(id.high(), id.low(), actual);
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
}
