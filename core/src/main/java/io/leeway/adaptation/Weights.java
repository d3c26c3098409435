package io.leeway.adaptation;

import io.leeway.adaptation.Encoder.Encoded;
import io.leeway.binary.BinaryForm;
import java.util.Arrays;

/**
 * What the experts have learnt: immutable, and a successor shares all rows of weights that its label did not change.
 *
 * <p>The weights of all linear experts for one place lie side by side, so that one pass over a row's active features serves all of them. Those of the places that no
 * row leaves out are one array, which each label replaces.
 */
final class Weights {
    /** Experts that begin with nothing answer as the champion does until they have learnt from so many labels. */
    static final long SLEEP = 1_000;

    /** Lanes that are summed at once. */
    static final int BLOCK = 8;

    /** How many weights a place has, one for each lane. */
    final int width;

    /** How many places no row leaves out. */
    final int densePlaces;

    /** Of these, one after the other. */
    final double[] dense;

    /** Of the other places. */
    final double[][] sparse;

    final double[] biases;

    /** Bias, then slope, of each expert. */
    final double[] slopes;

    final long labels;

    Weights(int width, double[] dense, double[][] sparse, double[] biases, double[] slopes, long labels) {
        this.width = width;
        this.densePlaces = dense.length / width;
        this.dense = dense;
        this.sparse = sparse;
        this.biases = biases;
        this.slopes = slopes;
        this.labels = labels;
    }

    static Weights zero(ExpertSet experts, int places) {
        double[][] sparse = new double[places - experts.dense][];
        // All places share one row of zeros until they are learnt.
        Arrays.fill(sparse, new double[experts.width]);
        return new Weights(
                experts.width,
                new double[experts.dense * experts.width],
                sparse,
                new double[experts.biasRates.length],
                new double[2 * experts.slopeRates.length],
                0);
    }

    /** The array in which the weights of a place begin at {@link #at}. */
    double[] of(int place) {
        return place < densePlaces ? dense : sparse[place - densePlaces];
    }

    int at(int place) {
        return place < densePlaces ? place * width : 0;
    }

    /** A copy to be changed at some places: all that are not listed are shared, but for those that no row leaves out. */
    Weights copy(int[] places, long labels) {
        double[][] copies = sparse.clone();
        for (int i = densePlaces; i < places.length; i++) {
            int place = places[i] - densePlaces;
            copies[place] = copies[place].clone();
        }
        return new Weights(width, dense.clone(), copies, biases.clone(), slopes.clone(), labels);
    }

    /** Eight experts at once. Their sums stand in locals, because the compiler makes neither vectors nor registers of a loop so short. */
    private void block(double[] offset, Encoded row, double champion, double[] into, int first, int from) {
        double[] values = row.values;
        double a = offset[from] * champion;
        double b = offset[from + 1] * champion;
        double c = offset[from + 2] * champion;
        double d = offset[from + 3] * champion;
        double e = offset[from + 4] * champion;
        double f = offset[from + 5] * champion;
        double g = offset[from + 6] * champion;
        double h = offset[from + 7] * champion;
        double[] weights = dense;
        int at = from;
        for (int i = 0; i < densePlaces; i++) {
            double value = values[i];
            a += value * weights[at];
            b += value * weights[at + 1];
            c += value * weights[at + 2];
            d += value * weights[at + 3];
            e += value * weights[at + 4];
            f += value * weights[at + 5];
            g += value * weights[at + 6];
            h += value * weights[at + 7];
            at += width;
        }
        int[] places = row.places;
        for (int i = densePlaces; i < places.length; i++) {
            double[] own = sparse[places[i] - densePlaces];
            a += own[from];
            b += own[from + 1];
            c += own[from + 2];
            d += own[from + 3];
            e += own[from + 4];
            f += own[from + 5];
            g += own[from + 6];
            h += own[from + 7];
        }
        int to = first + from;
        into[to] = a;
        into[to + 1] = b;
        into[to + 2] = c;
        into[to + 3] = d;
        into[to + 4] = e;
        into[to + 5] = f;
        into[to + 6] = g;
        into[to + 7] = h;
    }

    /** Sixteen at once: the row is read once for two blocks. */
    private void twoBlocks(double[] offset, Encoded row, double champion, double[] into, int first, int from) {
        double[] values = row.values;
        double a = offset[from] * champion;
        double b = offset[from + 1] * champion;
        double c = offset[from + 2] * champion;
        double d = offset[from + 3] * champion;
        double e = offset[from + 4] * champion;
        double f = offset[from + 5] * champion;
        double g = offset[from + 6] * champion;
        double h = offset[from + 7] * champion;
        double j = offset[from + 8] * champion;
        double k = offset[from + 9] * champion;
        double l = offset[from + 10] * champion;
        double m = offset[from + 11] * champion;
        double n = offset[from + 12] * champion;
        double o = offset[from + 13] * champion;
        double p = offset[from + 14] * champion;
        double q = offset[from + 15] * champion;
        double[] weights = dense;
        int at = from;
        for (int i = 0; i < densePlaces; i++) {
            double value = values[i];
            a += value * weights[at];
            b += value * weights[at + 1];
            c += value * weights[at + 2];
            d += value * weights[at + 3];
            e += value * weights[at + 4];
            f += value * weights[at + 5];
            g += value * weights[at + 6];
            h += value * weights[at + 7];
            j += value * weights[at + 8];
            k += value * weights[at + 9];
            l += value * weights[at + 10];
            m += value * weights[at + 11];
            n += value * weights[at + 12];
            o += value * weights[at + 13];
            p += value * weights[at + 14];
            q += value * weights[at + 15];
            at += width;
        }
        int[] places = row.places;
        for (int i = densePlaces; i < places.length; i++) {
            double[] own = sparse[places[i] - densePlaces];
            a += own[from];
            b += own[from + 1];
            c += own[from + 2];
            d += own[from + 3];
            e += own[from + 4];
            f += own[from + 5];
            g += own[from + 6];
            h += own[from + 7];
            j += own[from + 8];
            k += own[from + 9];
            l += own[from + 10];
            m += own[from + 11];
            n += own[from + 12];
            o += own[from + 13];
            p += own[from + 14];
            q += own[from + 15];
        }
        int to = first + from;
        into[to] = a;
        into[to + 1] = b;
        into[to + 2] = c;
        into[to + 3] = d;
        into[to + 4] = e;
        into[to + 5] = f;
        into[to + 6] = g;
        into[to + 7] = h;
        into[to + 8] = j;
        into[to + 9] = k;
        into[to + 10] = l;
        into[to + 11] = m;
        into[to + 12] = n;
        into[to + 13] = o;
        into[to + 14] = p;
        into[to + 15] = q;
    }

    /**
     * Fills in the score of each expert, the champion's first.
     *
     * @param into has room for {@link ExpertSet#room} scores
     */
    void scores(ExpertSet experts, Encoded row, double champion, double[] into) {
        into[0] = champion;
        int at = 1;
        for (double bias : biases) {
            into[at++] = champion + bias;
        }
        double slope = row.values[Encoder.SLOPE];
        for (int i = 0; i < slopes.length; i += 2) {
            into[at++] = champion + slopes[i] + slopes[i + 1] * slope;
        }
        int from = 0;
        for (; from + BLOCK < experts.width; from += 2 * BLOCK) {
            twoBlocks(experts.offset, row, champion, into, at, from);
        }
        if (from < experts.width) {
            block(experts.offset, row, champion, into, at, from);
        }
    }

    /**
     * Fills in the prediction of each expert, the champion's first.
     *
     * @param scores is overwritten
     */
    void predictions(ExpertSet experts, Loss loss, Encoded row, double champion, double[] scores, double[] into) {
        scores(experts, row, champion, scores);
        wake(experts, scores);
        loss.predictions(scores, into);
        // The champion's own is not limited.
        into[0] = loss.prediction(champion);
    }

    /** Gives experts that begin with nothing the champion's score, as long as they have learnt little. */
    void wake(ExpertSet experts, double[] scores) {
        if (labels < SLEEP) {
            for (int l = 0; l < experts.lanes; l++) {
                if (experts.offset[l] == 0) {
                    scores[experts.firstLane + l] = scores[0];
                }
            }
        }
    }

    void write(BinaryForm.Writer out) {
        out.large(labels);
        out.reals(biases);
        out.reals(slopes);
        for (int at = 0; at < dense.length; at += width) {
            out.reals(Arrays.copyOfRange(dense, at, at + width));
        }
        for (double[] each : sparse) {
            out.reals(each);
        }
    }

    static Weights read(ExpertSet experts, int places, BinaryForm.Reader in) {
        long labels = in.large();
        double[] biases = in.reals(experts.biasRates.length);
        double[] slopes = in.reals(2 * experts.slopeRates.length);
        double[] dense = new double[experts.dense * experts.width];
        for (int at = 0; at < dense.length; at += experts.width) {
            System.arraycopy(in.reals(experts.width), 0, dense, at, experts.width);
        }
        double[][] sparse = new double[places - experts.dense][];
        for (int i = 0; i < sparse.length; i++) {
            sparse[i] = in.reals(experts.width);
        }
        return new Weights(experts.width, dense, sparse, biases, slopes, labels);
    }
}
