package io.leeway.online;

import io.leeway.binary.BinaryForm;
import io.leeway.evaluation.Evaluation;
import io.leeway.feedback.FeedbackLog;
import io.leeway.model.ModelKind;
import io.leeway.model.Scorer;
import io.leeway.model.UnseenCategories;
import io.leeway.online.OnlineException.Reason;
import io.leeway.registry.AliasMove;
import io.leeway.registry.ModelVersion;
import io.leeway.schema.Schema;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A linear or logistic model that begins with nothing and learns row by row; each answer is judged before its label teaches.
 *
 * <pre>{@code
 * OnlineModel<Flight> model = Pipeline.online("flight-delay", schema).algorithm(OnlineAlgorithm.adaGrad()).register(registry).build();
 * double answer = model.predict(flight);                 // the row waits for its label
 * model.label(flight.id(), late);                        // hours later: judged, then learnt
 * ModelVersion version = model.register("nightly");      // LiveModel serves it like any other
 * byte[] state = model.toBytes();                        // Pipeline.online(...).restore(state) continues to the bit
 * }</pre>
 *
 * <ul>
 *   <li>Numbers are standardised by the mean and the variance of the rows learnt so far; a constant one counts as 0. A missing or infinite number, or one
 *       beyond 1e150, adds nothing and teaches nothing.
 *   <li>A category has a weight from the first row on that was learnt with it; until then it adds nothing and is reported as unseen. A missing
 *       category is a category of its own. Beyond 100,000 categories of a feature, further ones never get a weight.
 *   <li>A label steps from what the model knows when the label comes, not from what it knew when the row was answered.
 * </ul>
 *
 * <p>For one thread at a time. To answer on other threads, register a version and serve it by {@code LiveModel}, or take a {@link #scorer()}, which
 * never changes. The same calls give the same answers to the bit on every machine. A row and its label take less than a microsecond with 17 features; a row
 * that waits takes about 300 bytes.
 *
 * @param <R> the type of rows
 */
public final class OnlineModel<R> {
    private final OnlineOptions<R> options;
    private final Inputs<R> inputs;
    private final Targets targets;
    private final Weights weights;
    private final Period period;
    private final Progress progress;
    private final Raw scratch;
    private final Map<Long, Waiting> waiting = new LinkedHashMap<>();
    private final Tally tally = new Tally();
    private long followedTo = Long.MIN_VALUE;

    OnlineModel(OnlineOptions<R> options, StoredHead<R> head, Progress progress) {
        this.options = options;
        this.inputs = head.inputs();
        this.targets = head.targets();
        this.weights = head.weights();
        this.period = head.period();
        this.progress = progress;
        this.scratch = inputs.blank();
    }

    /**
     * Answers a row; nothing is kept.
     *
     * @param row the row
     * @return the probability of the positive class, or the predicted number
     * @throws OnlineException if the weights have diverged
     */
    public double score(R row) {
        inputs.read(row, scratch);
        return weights.answer(scratch, inputs, UnseenCategories.IGNORED);
    }

    /**
     * Answers a row under the id of the schema, and keeps it until its label comes.
     *
     * @param row the row
     * @return the probability of the positive class, or the predicted number
     * @throws OnlineException if a row with the same id is waiting, or the weights have diverged
     * @throws io.leeway.schema.SchemaException if the schema has no id, or the row's is missing
     */
    public double predict(R row) {
        return predict(options.schema().id(row), row);
    }

    /**
     * Answers a row, and keeps it until its label comes.
     *
     * @param id identifies the row
     * @param row the row
     * @return the probability of the positive class, or the predicted number
     * @throws OnlineException if a row with the same id is waiting, or the weights have diverged
     */
    public double predict(long id, R row) {
        if (waiting.containsKey(id)) {
            throw new OnlineException(
                    Reason.DUPLICATE_ID,
                    "a row with the id " + id
                            + " is waiting for its label: label or forget it before another one has the id");
        }
        Waiting answered = answer(row);
        waiting.put(id, answered);
        tally.outstanding(waiting.size());
        return answered.answer();
    }

    /** Answers a row that will be labelled, without keeping it. */
    Waiting answer(R row) {
        Raw raw = inputs.blank();
        int unusable = inputs.read(row, raw);
        double answer = weights.answer(raw, inputs, UnseenCategories.IGNORED);
        tally.unusableNumbers += unusable;
        return new Waiting(raw, millis(row), answer, progress.baseline());
    }

    /**
     * Learns whether the outcome of a waiting row was the class {@code true}.
     *
     * @param id the row's id
     * @param actual the outcome
     * @return true if the row was waiting; false otherwise: the label teaches nothing and is counted
     * @throws OnlineException if the classes are not {@code false} and {@code true}, or the weights have diverged; the row goes on waiting
     */
    public boolean label(long id, boolean actual) {
        return learnWaiting(id, targets.category(Boolean.toString(actual)));
    }

    /**
     * Learns the number that was the outcome of a waiting row.
     *
     * @param id the row's id
     * @param actual the outcome
     * @return true if the row was waiting; false otherwise: the label teaches nothing and is counted
     * @throws OnlineException if it is NaN, infinite or beyond 1e150, this model predicts classes, or the weights have diverged; the row goes on waiting
     */
    public boolean label(long id, double actual) {
        return learnWaiting(id, targets.number(actual));
    }

    /**
     * Learns the class that was the outcome of a waiting row.
     *
     * @param id the row's id
     * @param actual the outcome
     * @return true if the row was waiting; false otherwise: the label teaches nothing and is counted
     * @throws OnlineException if it is none of the two classes, this model predicts numbers, or the weights have diverged; the row goes on waiting
     */
    public boolean label(long id, String actual) {
        return learnWaiting(id, targets.category(actual));
    }

    private boolean learnWaiting(long id, double target) {
        Waiting row = waiting.get(id);
        if (row == null) {
            tally.unknownLabels++;
            return false;
        }
        learn(row, target);
        waiting.remove(id);
        return true;
    }

    /** Judges an answered row, then learns it; nothing is changed if that fails. */
    void learn(Waiting row, double target) {
        tally.refusedCategories += weights.learn(row.row(), target);
        progress.judge(row.answer(), row.baseline(), target);
        learnt(row.millis());
    }

    private long millis(R row) {
        return options.schema().hasTime() ? options.schema().timeMillis(row) : 0;
    }

    private void learnt(long millis) {
        if (options.schema().hasTime()) {
            period.add(millis);
        }
    }

    /**
     * Answers a row that has its label, then learns it.
     *
     * @param row a row with a response
     * @return the answer from before its label was learnt
     * @throws OnlineException if its label is missing or cannot be one, or the weights have diverged; nothing is changed
     */
    public double learn(R row) {
        double target = targets.of(options.schema(), row);
        long millis = millis(row);
        int unusable = inputs.read(row, scratch);
        double answer = weights.answer(scratch, inputs, UnseenCategories.IGNORED);
        double baseline = progress.baseline();
        tally.refusedCategories += weights.learn(scratch, target);
        tally.unusableNumbers += unusable;
        progress.judge(answer, baseline, target);
        learnt(millis);
        return answer;
    }

    /**
     * Removes a row whose label will not come.
     *
     * @param id the row's id
     * @return true if the row was waiting
     */
    public boolean forget(long id) {
        return waiting.remove(id) != null;
    }

    /**
     * Lives through what a log has recorded since the last call: answers rows and learns their labels in the order in which they came, as if
     * this model had listened all the time. Rows without a label wait; labels that are none of the two classes are counted. The whole log is read.
     *
     * @param log a log of rows with ids
     * @param moment up to when; later entries are for the next call
     * @return how many labels were learnt
     * @throws OnlineException if the weights have diverged; continue from an older state
     * @throws io.leeway.schema.SchemaException if the schema has no id
     */
    public long follow(FeedbackLog<R> log, Instant moment) {
        return new LogReplay<>(this, options.schema()).follow(log, followedTo, moment);
    }

    void followed(long millis) {
        followedTo = millis;
    }

    /** The label stands in the row of a log; one that cannot be learnt is counted, so that it does not stop all that follow. */
    void labelFromRow(long id, R row) {
        double target;
        try {
            target = targets.of(options.schema(), row);
        } catch (OnlineException e) {
            tally.refusedLabels++;
            waiting.remove(id);
            return;
        }
        learnWaiting(id, target);
    }

    void waitingAtOnce(int rows) {
        tally.outstanding(rows);
    }

    Schema<R> schema() {
        return options.schema();
    }

    long labels() {
        return weights.labels();
    }

    int columns() {
        return inputs.numbers() + inputs.categories();
    }

    boolean waits(long id) {
        return waiting.containsKey(id);
    }

    void repeated() {
        tally.repeatedIds++;
    }

    Targets targets() {
        return targets;
    }

    /**
     * Returns how good the answers were so far.
     *
     * @return counts and metrics over all labels
     */
    public OnlineStanding standing() {
        return tally.standing(progress, waiting.size(), weights.categories());
    }

    /**
     * Returns the evaluation of the newest rows whose labels came, by the answers from before.
     *
     * @return at most as many rows as {@link OnlineModelBuilder#evaluateOn} says; the positive class is called {@code true}
     */
    public Evaluation evaluation() {
        return progress.newest();
    }

    /**
     * Returns what the model knows now, for other threads.
     *
     * @return a scorer that does not change; it takes a copy of all weights
     */
    public Scorer<R> scorer() {
        return new OnlineScorer<>(inputs, targets, weights.copy());
    }

    /**
     * Registers what the model knows now as a new version, with the results of the gates on {@link #evaluation()}. Rows that wait and the rows of the
     * evaluation are not part of it; learning can continue from it by {@link OnlineModelBuilder#restore}.
     *
     * @param reason the reason, for the audit trail
     * @return the version, whose status is {@code rejected} if a gate blocks it
     * @throws OnlineException if no registry was given
     * @throws io.leeway.registry.RegistryException if the registry fails
     */
    public ModelVersion register(String reason) {
        return new OnlineRegistration<>(options, this).register(reason);
    }

    /**
     * Moves the alias of the live model to a version that {@link #register} returned.
     *
     * @param version the version
     * @param reason the reason, for the audit trail
     * @return the move
     * @throws OnlineException if no registry was given, or a gate has rejected the version
     * @throws io.leeway.registry.AliasConflictException if somebody else moved the alias meanwhile
     */
    public AliasMove promote(ModelVersion version, String reason) {
        return new OnlineRegistration<>(options, this).promote(version, reason);
    }

    Period period() {
        return period;
    }

    OnlineAlgorithm algorithm() {
        return weights.algorithm;
    }

    /**
     * Serialises the whole state, waiting rows included, in a format that this and all later versions can read.
     *
     * @return magic {@code LWON}, version, length, content, CRC-32C; about 16 bytes for each row of the evaluation and 8 to 24 for each weight
     */
    public byte[] toBytes() {
        return bytes(true);
    }

    /** The form of a registered version has neither waiting rows nor a past. */
    byte[] bytes(boolean all) {
        BinaryForm.Writer out = OnlineForm.FORM.writer();
        new StoredHead<>(targets, inputs, weights, period).write(out);
        out.number(all ? 1 : 0);
        if (all) {
            progress.write(out);
            tally.write(out);
            out.large(followedTo);
            out.number(waiting.size());
            waiting.forEach((id, row) -> {
                out.large(id);
                row.write(out);
            });
        }
        return out.toBytes();
    }

    static <R> OnlineModel<R> restore(OnlineOptions<R> options, BinaryForm.Reader in) {
        StoredHead<R> head = StoredHead.read(options.schema(), in);
        ModelKind kind = head.targets().kind();
        boolean all = in.number(1) == 1;
        Progress progress = all ? Progress.read(kind, in) : new Progress(kind, options.evaluateOn());
        OnlineModel<R> model = new OnlineModel<>(options, head, progress);
        if (all) {
            model.readRest(in);
        }
        in.end();
        return model;
    }

    private void readRest(BinaryForm.Reader in) {
        tally.read(in);
        followedTo = in.large();
        readWaiting(in);
    }

    private void readWaiting(BinaryForm.Reader in) {
        int rows = in.count(Long.BYTES);
        for (int i = 0; i < rows; i++) {
            long id = in.large();
            boolean logistic = targets.kind() == ModelKind.CLASSIFICATION;
            if (waiting.put(id, Waiting.read(in, inputs.blank(), logistic)) != null) {
                throw in.corrupt("the id " + id + " waits twice");
            }
        }
    }

    @Override
    public String toString() {
        return options.name() + " by " + weights.algorithm + ": " + standing();
    }
}
