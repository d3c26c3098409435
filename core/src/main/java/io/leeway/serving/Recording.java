package io.leeway.serving;

import io.leeway.model.MismatchedModelException;
import io.leeway.model.ModelKind;
import io.leeway.model.TrainedModel;
import io.leeway.monitoring.ModelMonitor;
import io.leeway.schema.RowCells;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Records answers, and counts those that could not be: watching must not cost an answer. */
final class Recording<R> {

    private static final Logger LOG = System.getLogger(Recording.class.getName());

    private final String model;
    private final @Nullable PredictionRecorder<R> to;
    private final @Nullable ModelMonitor<R> monitor;
    private final List<String> classes;
    private final boolean ofClasses;
    private final boolean ofBands;
    private final @Nullable Bands<R> bands;
    private final ThreadLocal<Band> band = ThreadLocal.withInitial(Band::new);
    private final AtomicLong refused = new AtomicLong();

    /**
     * Records answers.
     *
     * @param hears whether the monitor is told of answers here; otherwise it reads them in the log, or there is none
     */
    Recording(String model, LiveModelBuilder<R, ?> builder, boolean hears) {
        ModelMonitor<R> watches = builder.monitor;
        this.model = model;
        this.to = builder.recorder;
        this.monitor = hears ? watches : null;
        this.classes = watches == null ? List.of() : watches.classes();
        this.ofClasses = !classes.isEmpty();
        this.ofBands = watches != null && watches.hasBands();
        this.bands = builder.bands;
    }

    /** What one thread records now. */
    private static final class Band {
        private final double[] ends = new double[2];
        private final double[] numbers = new double[3];
    }

    /** Refuses a model whose answers the monitor does not watch: probabilities would stand in another order than that of its classes, or there would be no bands. */
    void requireFit(TrainedModel<?, ?> model) {
        boolean isNumber = model.kind() == ModelKind.REGRESSION;
        if (ofBands && (bands == null || !isNumber) || bands != null && !isNumber) {
            throw new MismatchedModelException(
                    "answer",
                    "a number with its band",
                    isNumber ? "a number" : "a class",
                    "Give the live model of a regression bands(...), and give none to others");
        }
        if (ofClasses && !(model.needsAllScores() && model.classes().equals(classes))) {
            throw new MismatchedModelException(
                    "list of classes",
                    classes.toString(),
                    model.needsAllScores() ? model.classes().toString() : "that of one number",
                    "Give the monitor the classes of the model in the same order, the natural one of their names, by classes(...)");
        }
    }

    /** Whether the probability of each class is recorded. */
    boolean ofClasses() {
        return ofClasses;
    }

    /** Records a row and the probability of each class, or the score alone where that is watched. */
    void record(R row, @Nullable RowCells cells, double score, double[] probabilities, int version) {
        recordAll(row, cells, score, ofClasses ? probabilities : null, version);
    }

    /** Records a row, by its cells where they could be read, and the version that answered. */
    void record(R row, @Nullable RowCells cells, double score, int version) {
        recordAll(row, cells, score, null, version);
    }

    private void recordAll(
            R row, @Nullable RowCells cells, double score, double @Nullable [] probabilities, int version) {
        try {
            if (to != null) {
                to.record(row, score);
            }
            if (monitor == null) {
                return;
            }
            double[] numbers = probabilities == null && ofBands ? banded(row, score) : probabilities;
            if (numbers == null) {
                recordOne(monitor, row, cells, score, version);
            } else if (cells == null) {
                monitor.record(row, numbers, version);
            } else {
                monitor.recordCells(cells, numbers, version);
            }
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void recordOne(ModelMonitor<R> by, R row, @Nullable RowCells cells, double score, int version) {
        if (cells == null) {
            by.record(row, score, version);
        } else {
            by.recordCells(cells, score, version);
        }
    }

    /** The number and its band, valid until the thread asks for the next. */
    private double[] banded(R row, double score) {
        Band of = band.get();
        Objects.requireNonNull(bands).ends(row, score, of.ends);
        of.numbers[0] = score;
        System.arraycopy(of.ends, 0, of.numbers, 1, of.ends.length);
        return of.numbers;
    }

    void failed(RuntimeException e) {
        // One line for all, because there may be thousands a second; without the row, which may be personal.
        if (refused.getAndIncrement() == 0) {
            LOG.log(Level.WARNING, "a prediction of " + model + " was not recorded", e);
        }
    }

    long refused() {
        return refused.get();
    }
}
