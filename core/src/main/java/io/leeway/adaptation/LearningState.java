package io.leeway.adaptation;

import io.leeway.adaptation.Experience.Learnt;
import io.leeway.binary.BinaryForm;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What every adapter does, whatever it predicts: answers by revisions, keeps rows that wait for labels, limits what answers risk, learns. Safe for use by several
 * threads: what learns has one lock, and what answers and labels share has another.
 *
 * @param <R> the type of rows
 */
final class LearningState<R> {
    private final Adaptation adaptation;
    private final Encoder<R> encoder;
    private final Target target;
    private final Corrector<R> corrector;

    /** Guards what learns; taken before {@link #lock}. */
    private final Object learning = new Object();

    private Experience experience;

    /** Guards the rows that wait, and the publication of revisions. */
    private final Object lock = new Object();

    private Outstanding outstanding;
    private final Revisions revisions;
    private final Deque<Lesson> lessons = new ArrayDeque<>();
    private boolean scheduled;
    private boolean frozen;
    private long unknownLabels;

    /** Is told of each label that {@link #learnUpTo} or {@link #learnAllNow} learns. */
    private @Nullable LessonListener onLesson;

    /** Is told what the experts know before and after a label. */
    @FunctionalInterface
    interface LessonListener {
        void learnt(long id, Revision before, Revision after);
    }

    /** A label that has come and was not learnt from yet. */
    private record Lesson(long id, Waiting row, double label, int mostOutstanding, boolean teaches) {}

    LearningState(Adaptation adaptation, Encoder<R> encoder, Target target) {
        this.adaptation = adaptation;
        this.encoder = encoder;
        this.target = target;
        this.experience = new Experience(adaptation, target, encoder);
        this.outstanding = new Outstanding(adaptation, target, encoder);
        this.revisions = new Revisions(experience.newest(), outstanding);
        this.corrector = new Corrector<>(encoder, target, adaptation.mostCorrection(), revisions::newest);
    }

    Revision revision() {
        return revisions.newest();
    }

    /** What each output learns by. */
    Loss loss() {
        return target.loss();
    }

    /** What computes answers; they change nothing here. */
    Corrector<R> corrector() {
        return corrector;
    }

    /** See {@link Adapter#admit}. */
    boolean admit(CorrectedScore correction) {
        if (!revisions.hasLearnt()) {
            return correction.by() == revisions.newest();
        }
        synchronized (lock) {
            revisions.publishLearnt(outstanding);
            return correction.by() == revisions.newest();
        }
    }

    /** See {@link Adapter#keep}. */
    boolean keep(long id, CorrectedScore correction) {
        synchronized (lock) {
            if (correction.by() != revisions.newest()) {
                return false;
            }
            outstanding.hold(id, correction);
            revisions.keep(outstanding);
            return true;
        }
    }

    /** Corrects by the newest revision, and keeps. */
    CorrectedScore predict(long id, R row, CorrectedScore work) {
        synchronized (lock) {
            revisions.publishLearnt(outstanding);
            CorrectedScore correction = corrector.correct(revisions.newest(), row, work);
            outstanding.hold(id, correction);
            revisions.publish(outstanding);
            return correction;
        }
    }

    /** Learns a label in this thread; false if the row is not waiting. */
    boolean label(long id, double label) {
        synchronized (learning) {
            Lesson lesson = settle(id, label);
            if (lesson == null) {
                return false;
            }
            if (lesson.teaches) {
                learn(lesson);
                synchronized (lock) {
                    revisions.learnt(experience.newest());
                    revisions.publishLearnt(outstanding);
                }
            }
            return true;
        }
    }

    /** Takes a label, and learns it by an executor, one label after the other; false if the row is not waiting. */
    boolean label(long id, double label, Executor executor) {
        synchronized (lock) {
            Lesson lesson = settle(id, label);
            if (lesson == null) {
                return false;
            }
            if (lesson.teaches) {
                lessons.add(lesson);
            }
            if (scheduled || !lesson.teaches) {
                return true;
            }
            scheduled = true;
        }
        boolean accepted = false;
        try {
            executor.execute(this::learnAll);
            accepted = true;
        } finally {
            if (!accepted) {
                synchronized (lock) {
                    scheduled = false;
                }
            }
        }
        return true;
    }

    /** The stake is settled at once: what a label wins or loses does not depend on what it teaches. */
    private @Nullable Lesson settle(long id, double label) {
        synchronized (lock) {
            Waiting row = outstanding.settle(id, label);
            if (row == null) {
                unknownLabels++;
                return null;
            }
            if (frozen) {
                revisions.publish(outstanding);
            }
            return new Lesson(id, row, label, outstanding.most(), !frozen);
        }
    }

    private void learnAll() {
        while (true) {
            synchronized (learning) {
                Lesson lesson;
                synchronized (lock) {
                    lesson = lessons.poll();
                    scheduled = lesson != null;
                }
                if (lesson == null) {
                    return;
                }
                learn(lesson);
                synchronized (lock) {
                    revisions.learnt(experience.newest());
                }
            }
        }
    }

    private void learn(Lesson lesson) {
        experience.learn(lesson.row, lesson.label, lesson.mostOutstanding);
    }

    /** Learns what an executor has not learnt yet. */
    private void finish() {
        for (Lesson lesson = lessons.poll(); lesson != null; lesson = lessons.poll()) {
            teach(lesson);
        }
        revisions.publishLearnt(outstanding);
    }

    private void teach(Lesson lesson) {
        Learnt before = experience.newest();
        learn(lesson);
        revisions.learnt(experience.newest());
        LessonListener listener = onLesson;
        if (listener != null) {
            listener.learnt(lesson.id, before.unnumbered(), experience.newest().unnumbered());
        }
    }

    void onLesson(LessonListener listener) {
        onLesson = listener;
    }

    /** Changes the state when all labels that have come are learnt, and before anything else happens. */
    private void afterLessons(Runnable change) {
        synchronized (learning) {
            synchronized (lock) {
                finish();
                change.run();
            }
        }
    }

    /** Learns all labels that have come. */
    void learnAllNow() {
        afterLessons(() -> {});
    }

    /** Takes the label of a row, and learns it when {@link #learnUpTo} or {@link #learnAllNow} says so. */
    void labelLater(long id, double label) {
        synchronized (lock) {
            Lesson lesson = settle(id, label);
            if (lesson != null && lesson.teaches) {
                lessons.add(lesson);
            }
        }
    }

    /** Takes a label that nothing can be learnt from: its row no longer waits. */
    void unlearnable(long id) {
        synchronized (lock) {
            unknownLabels++;
            if (outstanding.free(id)) {
                revisions.publish(outstanding);
            }
        }
    }

    /**
     * Learns as many of the labels that have come as a revision had learnt.
     *
     * @return false if there is no such revision
     */
    boolean learnUpTo(long number) {
        synchronized (learning) {
            synchronized (lock) {
                while (revisions.reached() < number) {
                    Lesson lesson = lessons.poll();
                    if (lesson == null) {
                        return false;
                    }
                    teach(lesson);
                }
                revisions.publishLearnt(outstanding);
                return revisions.newest().number() == number;
            }
        }
    }

    /** Labels that come teach nothing as long as this is frozen; what they win or lose is booked. */
    void freeze(boolean freeze) {
        afterLessons(() -> frozen = freeze);
    }

    boolean frozen() {
        synchronized (lock) {
            return frozen;
        }
    }

    /** Forgets all that was learnt, and all rows that wait: later answers have the whole budget again. */
    void reset() {
        afterLessons(() -> {
            outstanding = new Outstanding(adaptation, target, encoder);
            experience = new Experience(adaptation, target, encoder);
            revisions.publish(experience.newest(), outstanding);
        });
    }

    /** Lets the next revision have a number above another. */
    void numberAbove(long number) {
        afterLessons(() -> revisions.publishAbove(number, outstanding));
    }

    /** Begins to answer: what it would have won or lost so far, and will by rows that wait, does not count. */
    void stakeAnew() {
        afterLessons(() -> {
            outstanding.stakeAnew();
            experience.lossAnew();
            revisions.publish(outstanding);
        });
    }

    /** See {@link Adapter#forget}. */
    boolean forget(long id) {
        synchronized (lock) {
            if (!outstanding.free(id)) {
                return false;
            }
            revisions.publish(outstanding);
            return true;
        }
    }

    /** See {@link Adapter#forgetBefore}. */
    void forgetBefore(long id) {
        synchronized (lock) {
            if (outstanding.freeBefore(id)) {
                revisions.publish(outstanding);
            }
        }
    }

    /** See {@link Adapter#onRevision}. */
    void onRevision(Consumer<? super Revision> listener) {
        synchronized (lock) {
            revisions.onRevision(listener);
        }
    }

    /** See {@link Adapter#standing}. */
    AdaptationStanding standing() {
        synchronized (learning) {
            synchronized (lock) {
                return standingNow();
            }
        }
    }

    private AdaptationStanding standingNow() {
        double unit = target.unit();
        return new AdaptationStanding(
                experience.labels(),
                outstanding.size(),
                outstanding.most(),
                unknownLabels,
                unit * experience.loss(),
                experience.temper(),
                unit * outstanding.guarantee(experience.bound()),
                experience.standing());
    }

    /**
     * Goes on below another champion. Labels that came before are learnt before.
     *
     * @param change for each output
     */
    void championChanged(ChampionChange[] change) {
        synchronized (learning) {
            synchronized (lock) {
                finish();
            }
            experience.translate(change);
            synchronized (lock) {
                revisions.learnt(experience.newest());
                revisions.publishLearnt(outstanding);
            }
        }
    }

    /** See {@link Adapter#toBytes}. */
    byte[] toBytes() {
        return toBytes(true);
    }

    /**
     * Serialises the state.
     *
     * @param rows whether with the rows that wait; without them as if all were forgotten
     */
    byte[] toBytes(boolean rows) {
        synchronized (learning) {
            synchronized (lock) {
                finish();
                return bytes(rows);
            }
        }
    }

    private byte[] bytes(boolean rows) {
        BinaryForm.Writer out = AdapterForm.writer();
        adaptation.write(out);
        target.write(out);
        encoder.write(out);
        experience.write(out);
        outstanding.writeStake(out, rows);
        out.real(experience.loss());
        out.large(unknownLabels);
        out.number(frozen ? 1 : 0);
        revisions.write(out, adaptation.cautious());
        outstanding.writeRows(out, rows);
        return out.toBytes();
    }

    void read(BinaryForm.Reader in) {
        experience.read(in);
        outstanding.readStake(in);
        experience.readLoss(in);
        unknownLabels = in.large();
        frozen = in.number(1) == 1;
        revisions.read(in, experience.newest(), adaptation.cautious());
        outstanding.readRows(in);
        in.end();
    }
}
