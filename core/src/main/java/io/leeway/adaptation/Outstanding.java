package io.leeway.adaptation;

import io.leeway.adaptation.AdaptationException.Reason;
import io.leeway.binary.BinaryForm;
import org.jspecify.annotations.Nullable;

/** The rows that wait for labels, and the stake that limits what answers risk until these come. Not safe for use by several threads. */
final class Outstanding {
    private final boolean cautious;
    private final Target target;
    private final int places;
    private final int active;
    private final WaitingRows rows;
    private final Stake stake = new Stake();

    Outstanding(Adaptation adaptation, Target target, Encoder<?> encoder) {
        this.cautious = adaptation.cautious();
        this.target = target;
        this.places = encoder.places();
        this.active = encoder.active();
        this.rows = new WaitingRows(encoder.dense(), active, target.predictions(), target.outputs());
    }

    int size() {
        return rows.size();
    }

    /** The most rows that have waited at once beside another one. */
    int most() {
        return stake.mostOutstanding();
    }

    /** The most nats that the next answer may risk; infinite is no limit. */
    double cap() {
        return cautious ? stake.cap() : Double.POSITIVE_INFINITY;
    }

    /** How many answers may risk the cap of now. */
    int permits() {
        return cautious ? stake.permits() : Integer.MAX_VALUE;
    }

    /**
     * What answers may lose beyond the champion's, in nats.
     *
     * @param atOnce what they may lose without a limit if labels come at once
     */
    double guarantee(double atOnce) {
        if (cautious) {
            return stake.capital();
        }
        return most() > 0 ? Double.POSITIVE_INFINITY : atOnce;
    }

    /**
     * Keeps an answer until its label comes.
     *
     * @throws AdaptationException if a row with the same id is waiting
     */
    void hold(long id, CorrectedScore answer) {
        double risk = target.risk(answer.answer, answer.experts);
        if (!rows.add(id, answer.row, answer.champion, answer.experts, answer.mixed, answer.answer, risk)) {
            throw new AdaptationException(
                    Reason.DUPLICATE_ID,
                    "a row with the id " + id
                            + " is waiting for its label: label or forget it before another one has the id");
        }
        stake.hold(risk);
    }

    /** Removes a row whose label has come, and books what it won or lost; null if the row is not waiting. */
    @Nullable
    Waiting settle(long id, double label) {
        Waiting row = rows.remove(id);
        if (row != null) {
            double lost = target.cost(row.answer(), 0, label);
            stake.settle(row.risk(), target.cost(row.experts(), 0, label) - lost);
        }
        return row;
    }

    /** Removes a row whose label will not come; false if it is not waiting. */
    boolean free(long id) {
        Waiting row = rows.remove(id);
        if (row != null) {
            stake.free(row.risk());
        }
        return row != null;
    }

    /** Removes all rows whose id is lower; false if there are none. */
    boolean freeBefore(long id) {
        // In their order: what is held is rounded in the same way whenever the same is done again.
        long[] lower = rows.idsBelow(id);
        for (long each : lower) {
            free(each);
        }
        return lower.length > 0;
    }

    /** Nothing was won or lost, and the rows that wait were answered as the champion does. */
    void stakeAnew() {
        stake.anew();
        for (long id : rows.ids()) {
            Waiting row = rows.require(id);
            rows.remove(id);
            rows.add(id, row.row(), row.champion(), row.experts(), row.mixed(), row.experts(), 0);
        }
    }

    void writeStake(BinaryForm.Writer out, boolean withRows) {
        stake.write(out, withRows);
    }

    void readStake(BinaryForm.Reader in) {
        stake.read(in);
    }

    void writeRows(BinaryForm.Writer out, boolean withRows) {
        if (!withRows) {
            out.number(0);
            return;
        }
        out.number(rows.size());
        for (long id : rows.ids()) {
            out.large(id);
            rows.require(id).write(out);
        }
    }

    /** Call it after {@link #readStake}. */
    void readRows(BinaryForm.Reader in) {
        int count = in.count(Long.BYTES);
        if (count != stake.waiting()) {
            throw in.corrupt(count + " rows wait, but " + stake.waiting() + " are counted");
        }
        for (int i = 0; i < count; i++) {
            long id = in.large();
            Waiting row = Waiting.read(in, active, places, target);
            if (!rows.add(id, row.row(), row.champion(), row.experts(), row.mixed(), row.answer(), row.risk())) {
                throw in.corrupt("the id " + id + " waits twice");
            }
        }
    }
}
