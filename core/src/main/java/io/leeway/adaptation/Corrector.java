package io.leeway.adaptation;

import io.leeway.schema.CellReader;
import io.leeway.schema.RowCells;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Computes answers from revisions, without a lock. Safe for use by several threads.
 *
 * @param <R> the type of rows
 */
final class Corrector<R> {
    private final Encoder<R> encoder;
    private final Target target;

    /** See {@link Adaptation#correctingAtMost}. */
    private final double mostCorrection;

    /** {@code e^-mostCorrection}. */
    private final double boundFactor;

    private final ThreadLocal<CorrectedScore> corrections;
    private volatile @Nullable CellEncoder cells;

    private record CellEncoder(CellReader<?> reader, Encoder<RowCells> encoder) {}

    Corrector(Encoder<R> encoder, Target target, double mostCorrection, Supplier<Revision> newest) {
        this.encoder = encoder;
        this.target = target;
        this.mostCorrection = mostCorrection;
        this.boundFactor = Logistic.exp(-mostCorrection);
        this.corrections = ThreadLocal.withInitial(() -> new CorrectedScore(encoder.blank(), target, newest.get()));
    }

    /** What this thread computes with: give it the champion's scores and call {@link #correct}. */
    CorrectedScore correction() {
        return corrections.get();
    }

    /** Corrects the champion's scores in {@code work}, as {@link Target} has them. */
    CorrectedScore correct(Revision by, R row, CorrectedScore work) {
        encoder.encode(row, work.champion[0], work.row);
        return answer(by, work);
    }

    CorrectedScore correctCells(Revision by, RowCells row, CorrectedScore work) {
        ofCells(row).encode(row, work.champion[0], work.row);
        return answer(by, work);
    }

    private Encoder<RowCells> ofCells(RowCells row) {
        CellEncoder known = cells;
        if (known == null || known.reader != row.reader()) {
            known = new CellEncoder(row.reader(), encoder.over(row.reader().schema()));
            cells = known;
        }
        return known.encoder;
    }

    private CorrectedScore answer(Revision by, CorrectedScore work) {
        work.by(by);
        target.predict(by.weights(), work.row, work.champion, work.scores, work.experts);
        target.mix(by.mixture(), work.experts, work.mixed);
        target.limit(work.mixed, work.experts, by.cap(), by.factor(), work.answer);
        if (mostCorrection < Double.POSITIVE_INFINITY) {
            target.bound(work.answer, work.experts, mostCorrection, boundFactor);
        }
        return work;
    }

    /** Reads what {@link ChampionChange#toText} has written. */
    ChampionChange[] changes(String text) {
        return ChampionChange.ofText(text, target.outputs(), encoder.places());
    }

    /** For each output, what {@link #add} fills. */
    Translation[] translations() {
        Translation[] translations = new Translation[target.outputs()];
        java.util.Arrays.setAll(translations, j -> new Translation(encoder.places()));
        return translations;
    }

    /** Adds a row to what {@link Translation#change} follows from, by both champions' scores. */
    void add(Translation[] to, R row, double[] before, double[] now) {
        for (int j = 0; j < to.length; j++) {
            Encoder.Encoded encoded = encoder.blank();
            encoder.encode(row, now[j], encoded);
            to[j].add(encoded, before[j], now[j]);
        }
    }
}
