package io.leeway.adaptation;

import io.leeway.adaptation.Experience.Learnt;
import io.leeway.binary.BinaryForm;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The newest revision, and what the next one will know. Any thread may ask for {@link #newest} and {@link #hasLearnt}; all else is for one thread at a time. */
final class Revisions {
    private volatile Revision newest;

    /** How many answers more the newest revision permits. */
    private int permits;

    /** What was learnt, and from how many labels, since the newest revision. */
    private volatile @Nullable Learnt learnt;

    private int unpublished;
    private Consumer<? super Revision> listener = revision -> {};

    Revisions(Learnt first, Outstanding outstanding) {
        this.newest = new Revision(1, first.weights(), first.mixture(), outstanding.cap(), outstanding.permits());
        this.permits = newest.permits();
    }

    Revision newest() {
        return newest;
    }

    void onRevision(Consumer<? super Revision> next) {
        listener = next;
    }

    /** An answer by the newest revision was kept. */
    void keep(Outstanding outstanding) {
        permits--;
        if (permits == 0) {
            publish(outstanding);
        }
    }

    /** Another budget for the same weights. */
    void publish(Outstanding outstanding) {
        publish(newest.weights(), newest.mixture(), outstanding, 1);
    }

    void publish(Learnt next, Outstanding outstanding) {
        publish(next.weights(), next.mixture(), outstanding, 1);
    }

    /** The same weights by a number above another. */
    void publishAbove(long number, Outstanding outstanding) {
        publish(newest.weights(), newest.mixture(), outstanding, Math.max(1, number + 1 - newest.number()));
    }

    private void publish(Weights[] weights, double[] mixture, Outstanding outstanding, long changes) {
        newest = new Revision(newest.number() + changes, weights, mixture, outstanding.cap(), outstanding.permits());
        permits = newest.permits();
        listener.accept(newest);
    }

    /** The next revision will know one label, or one champion, more. */
    void learnt(Learnt next) {
        learnt = next;
        unpublished++;
    }

    /** Whether something was learnt that the newest revision does not know. */
    boolean hasLearnt() {
        return learnt != null;
    }

    void publishLearnt(Outstanding outstanding) {
        Learnt next = learnt;
        if (next != null) {
            int labels = unpublished;
            learnt = null;
            unpublished = 0;
            publish(next.weights(), next.mixture(), outstanding, labels);
        }
    }

    /** The number of the newest revision, if what was learnt since were published. */
    long reached() {
        return newest.number() + unpublished;
    }

    void write(BinaryForm.Writer out, boolean cautious) {
        out.large(newest.number());
        out.real(cautious ? newest.cap() : 0);
        out.number(newest.permits());
        out.number(permits);
    }

    void read(BinaryForm.Reader in, Learnt known, boolean cautious) {
        long number = in.large();
        double cap = in.real();
        int permitted = in.number(Integer.MAX_VALUE);
        permits = in.number(permitted);
        if (number < 1 || cap < 0 || permits < 1) {
            throw in.corrupt("revision " + number + " permits " + permits + " answers to risk " + cap);
        }
        double risked = cautious ? cap : Double.POSITIVE_INFINITY;
        newest = new Revision(number, known.weights(), known.mixture(), risked, permitted);
    }
}
