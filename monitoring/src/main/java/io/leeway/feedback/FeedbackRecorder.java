package io.leeway.feedback;

import io.leeway.schema.CellReader;
import io.leeway.schema.IdType;
import io.leeway.schema.RowCells;
import io.leeway.schema.RowForm;
import io.leeway.schema.Schema;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes rows, what was answered, and labels to the journal. Rows are read outside its lock. Safe for use by any number of threads. */
final class FeedbackRecorder<R> {
    private final RowForm<R> form;
    private final SafeJournal journal;
    private final ThreadLocal<Scratch> scratch;

    /** The cell of ids that are numbers, or -1. */
    private final int idCell;

    FeedbackRecorder(RowForm<R> form, SafeJournal journal) {
        this.form = form;
        this.journal = journal;
        CellReader<R> reader = form.reader();
        this.idCell = reader.schema().hasId() ? form.idCell() : -1;
        this.scratch = ThreadLocal.withInitial(() -> new Scratch(reader.cells()));
    }

    /** Records a row under an id, that of the schema if it is null; the text is the answer unless it is null. */
    void record(R row, @Nullable RowId given, double answer, @Nullable String text, long version, long revision) {
        Scratch record = scratch.get();
        record.answered(answer, text, Double.NaN, version, revision);
        form.reader().read(row, record.own);
        add(record, record.own, form.reader().schema(), given, null);
    }

    /** Records a row that was read already, if it is admitted; returns whether it was. */
    boolean recordCells(
            RowCells row, double answer, double champion, long version, long revision, Admission admission) {
        Scratch record = scratch.get();
        record.answered(answer, null, champion, version, revision);
        return add(record, row, row.reader().schema(), null, admission);
    }

    /** Records a row, the class that was answered, and the probability of each, under the id of the schema. */
    void record(R row, String text, double[] probabilities, long version) {
        Scratch record = scratch.get();
        record.answered(text, probabilities, null, version, 0);
        form.reader().read(row, record.own);
        add(record, record.own, form.reader().schema(), null, null);
    }

    /** Records a row, the number that was answered, and its band, under the id of the schema. */
    void record(R row, double number, double[] band, long version) {
        Scratch record = scratch.get();
        record.answeredWithBand(number, band, Double.NaN, version, 0);
        form.reader().read(row, record.own);
        add(record, record.own, form.reader().schema(), null, null);
    }

    boolean recordCells(
            RowCells row,
            double number,
            double[] band,
            double champion,
            long version,
            long revision,
            Admission admission) {
        Scratch record = scratch.get();
        record.answeredWithBand(number, band, champion, version, revision);
        return add(record, row, row.reader().schema(), null, admission);
    }

    boolean recordCells(
            RowCells row,
            String text,
            double[] probabilities,
            double @Nullable [] champion,
            long version,
            long revision,
            Admission admission) {
        Scratch record = scratch.get();
        record.answered(text, probabilities, champion, version, revision);
        return add(record, row, row.reader().schema(), null, admission);
    }

    private boolean add(
            Scratch record, RowCells cells, Schema<RowCells> of, @Nullable RowId given, @Nullable Admission admission) {
        record.of(cells);
        if (of.hasTime()) {
            // refuses a row whose time is missing
            of.timeMillis(cells);
        }
        if (given == null && of.hasId()) {
            record.id(RowId.NUMBER, of.id(cells));
        } else {
            RowId id = given != null ? given : textId(cells, of);
            record.id(id == null ? 0 : id.high(), id == null ? 0 : id.low());
        }
        boolean hasId = given != null || of.idType().isPresent();
        record.idKind = hasId ? kind(record) : IdKind.NONE;
        return journal.record(record, admission);
    }

    private static @Nullable RowId textId(RowCells cells, Schema<RowCells> of) {
        IdType type = of.idType().orElse(IdType.NUMBER);
        return switch (type) {
            case NUMBER -> null;
            case TEXT -> RowId.of(of.textId(cells));
            case UUID -> RowId.of(UUID.fromString(of.textId(cells)));
        };
    }

    /** A number that is not the one in the id column is written out, as other ids are. */
    private IdKind kind(Scratch record) {
        return record.idHigh == RowId.NUMBER && (idCell < 0 || record.cells.whole(idCell) == record.idLow)
                ? IdKind.NUMBER
                : IdKind.WIDE;
    }

    LabelOutcome label(long high, long low, boolean actual) {
        return journal.label(high, low, new LabelForm(form).truth(actual));
    }

    LabelOutcome label(long high, long low, double actual) {
        return journal.label(high, low, new LabelForm(form).number(actual));
    }

    LabelOutcome label(long high, long low, String actual) {
        return journal.label(high, low, new LabelForm(form).text(actual));
    }
}
