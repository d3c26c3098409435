package io.leeway.adaptation;

import io.leeway.binary.BinaryForm;
import io.leeway.monitoring.profile.Profile;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import java.util.List;
import java.util.Set;

/**
 * Corrects a champion's answers by experts that learn from labels as they arrive, and promises how much that can cost at most.
 *
 * <pre>{@code
 * Adapter<Flight> adapter = Adaptation.standard().adapter(schema, run.trainingProfile());
 * double answer = adapter.predict(flight.id(), flight, probability);      // the champion's probability; the row waits for its label
 * adapter.label(flight.id(), late);                                      // hours later
 * double other = adapter.score(flight, probability);                      // any thread, nothing is kept
 * }</pre>
 *
 * <p>The experts are the champion alone; bias; slope and bias; residual linear layers over the schema's features (numbers standardised by the
 * training profile and clipped to 5 deviations, a missing one as the mean; categories one-hot, with a place for unseen and one for missing
 * ones), by gradients, AdaGrad, importance-invariant steps and online Newton steps, each at a grid of rates fixed in advance; and linear
 * models that learn from nothing and protect against a bad champion (until their first 1,000 labels they answer as the champion). A mixture
 * weights them by what their predictions cost when they were given.
 *
 * <p><b>The promise.</b> The champion's score counts as at least 1e-9 away from 0 and 1, or one wrong answer would cost it infinitely much. Over any sequence of rows and labels, in total, in nats of log loss; K is the number of experts, D the most other
 * rows that waited for a label at once:
 *
 * <table>
 * <caption>Bounds</caption>
 * <tr><th></th><th>above the champion</th><th>above expert k</th></tr>
 * <tr><td>{@link #standard}, labels at once</td><td>ln 4</td><td>none in advance</td></tr>
 * <tr><td>{@link #standard}, labels late in any way</td><td>(2 + D / 4) ln 2</td>
 *     <td>no bound that is known in advance</td></tr>
 * <tr><td>{@link #bayesian}, labels at once</td><td>ln K</td><td>ln K</td></tr>
 * <tr><td>{@link #bayesian}, late</td><td>none</td><td>none</td></tr>
 * </table>
 *
 * <p>No label moves what the experts of {@link #standard} together say of any row by more than 0.1: probabilities, or standard deviations of
 * the response in the profile. The budget that keeps the promise comes on top: it moves answers towards the champion's. And no labels whatever move an
 * answer further from the champion's than {@link #correctingAtMost} says.
 *
 * <p>For more than two classes, {@link #classAdapter}, the bounds are the same. For numbers, {@link #regressionAdapter}, losses are squared errors;
 * v is the variance of the response in the profile, r its range (the largest less the smallest number). Labels and scores beyond the range count as its
 * ends, in what is learnt, answered and promised: an answer a to a label y beyond the range may cost {@code 2 |a - c| |y - end|} more, c being the
 * champion's.
 *
 * <table>
 * <caption>Bounds for numbers</caption>
 * <tr><th></th><th>above the champion</th><th>above expert k</th></tr>
 * <tr><td>{@link #standard}, labels late in any way or at once</td><td>(2 + D / 4) 2 v ln 2</td>
 *     <td>no bound that is known in advance</td></tr>
 * <tr><td>{@link #bayesian}, labels at once</td><td>(r^2 / 2) ln K</td><td>(r^2 / 2) ln K</td></tr>
 * <tr><td>{@link #bayesian}, late</td><td>none</td><td>none</td></tr>
 * </table>
 *
 * <p>Squared loss in a range is mixable at the rate 2 / r^2 by Vovk's substitution (Vovk 2001, "Competitive on-line statistics"; Haussler, Kivinen
 * and Warmuth 1998; Cesa-Bianchi and Lugosi 2006, section 3.6), and exp-concave at 1 / (2 r^2) (section 3.3). These rates are slow where few labels are
 * far away, so the standard begins at 1 / (2 v), as if errors were normal, and is tempered by what that is observed to cost, to the exp-concave rate
 * at least if labels come at once.
 *
 * <p>Labels at once: Vovk 1990, "Aggregating strategies"; Cesa-Bianchi and Lugosi 2006, "Prediction, Learning, and Games", chapter 9. With D
 * outstanding, D + 1 mixtures that take turns have {@code (1 + D) ln K} (Weinberger and Ordentlich 2002, "On delayed prediction of individual
 * sequences"; Joulani, Gyorgy and Szepesvari 2013, "Online learning under delayed feedback"); a single mixture has no such bound: labels that
 * alternate in blocks of D make it lose in proportion to the rows. {@link #standard} therefore limits what each answer risks against the champion
 * by what is left of {@code (2 + D / 4) ln 2}, all outstanding labels taken at their worst, and tempers its steps by the delay that it observes.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Adaptation {
    /** What {@link #standard} corrects at most. */
    static final double MOST_CORRECTION = 4;

    private static final double LEAST_CORRECTION = 0.01;

    private static final Adaptation STANDARD = new Adaptation(true, MOST_CORRECTION);
    private static final Adaptation BAYESIAN = new Adaptation(false, Double.POSITIVE_INFINITY);

    /** What the byte form says of an adaptation. */
    private static final int CAUTIOUS = 1;

    private static final int BOUNDED = 2;

    /** Shares for change; the first is none, which has half of the prior. */
    private static final double[] SHARES = {0, 1e-4, 1e-2};

    private static final double[] SHARE_PRIOR = {0.5, 0.25, 0.25};

    private final boolean cautious;
    private final double mostCorrection;

    private Adaptation(boolean cautious, double mostCorrection) {
        this.cautious = cautious;
        this.mostCorrection = mostCorrection;
    }

    /**
     * Returns the adaptation that is safe with late labels and has nothing to tune: half of the prior weight is the champion's, steps are
     * tempered by the delay that is observed, weights may change, and what an answer may risk is limited.
     *
     * @return the adaptation
     */
    public static Adaptation standard() {
        return STANDARD;
    }

    /**
     * Returns the plain Bayesian mixture: uniform prior, no temper, no share for change. Its loss is at most ln K nats above the best
     * expert's if each label comes before the next row is predicted; do not use it if labels are late.
     *
     * @return the adaptation
     */
    public static Adaptation bayesian() {
        return BAYESIAN;
    }

    /**
     * Returns this adaptation with another bound on corrections, so that no labels whatever can make an answer much worse than the champion's. A
     * probability's log odds, {@code ln(p / (1 - p))}, leave those of the champion's by at most {@code most}, of several classes those of each; a champion's
     * probability within 0.001 of 0 or 1 counts as so far away. So an answer costs at most {@code most} nats more than the champion's, whatever is true. A number
     * leaves the champion's by at most {@code most} standard deviations of the response in the training's profile.
     *
     * <p>What was learnt before, in the bytes of an adapter or a registry's revisions, keeps the bound with which it was begun.
     *
     * @param most at least 0.01; infinite for no bound; the default is 4 for {@link #standard}, and none for {@link #bayesian}, whose promise about the best
     *     expert it would break
     * @return the adaptation
     * @throws AdaptationException if {@code most} is less than 0.01
     */
    public Adaptation correctingAtMost(double most) {
        if (!(most >= LEAST_CORRECTION)) {
            throw new AdaptationException(
                    AdaptationException.Reason.INVALID_BOUND,
                    "answers may be corrected by " + most + " at most, and that must be at least " + LEAST_CORRECTION
                            + ": for the champion's own answers use AdaptationMode.WATCH");
        }
        return new Adaptation(cautious, most);
    }

    /**
     * Creates the state that learns, for a classifier of two classes.
     *
     * @param schema the schema of the rows
     * @param training the profile of the champion's training rows
     * @param <R> the type of rows
     * @return an adapter that answers as the champion does, until labels come
     * @throws io.leeway.monitoring.profile.ProfileException if the profile lacks a feature of the schema, or has it with another type
     */
    public <R> Adapter<R> adapter(Schema<R> schema, Profile training) {
        return new Adapter<>(this, Encoder.of(schema, training), LogLoss.INSTANCE);
    }

    /**
     * Creates the state that learns, for a model that predicts a number. The range of the response in the profile is that of all answers.
     *
     * @param schema the schema of the rows, with a numeric response
     * @param training the profile of the champion's training rows, by {@link io.leeway.monitoring.profile.Profiler#withResponse}
     * @param <R> the type of rows
     * @return an adapter that answers as the champion does within the range, until labels come
     * @throws io.leeway.monitoring.profile.ProfileException if the profile lacks a feature of the schema, or the response, or has it with another type
     * @throws AdaptationException if the schema has no numeric response, or the response does not vary
     */
    public <R> Adapter<R> regressionAdapter(Schema<R> schema, Profile training) {
        String response = schema.response()
                .filter(each -> each.type() == FeatureType.NUMERIC)
                .orElseThrow(() -> new AdaptationException(
                        AdaptationException.Reason.OTHER_RESPONSE,
                        "the schema has no numeric response: name the column by Schema.response(name)"))
                .name();
        return new Adapter<>(
                this, Encoder.of(schema, training), SquaredLoss.of(response, training.numeric(response), this));
    }

    /**
     * Creates the state that learns, for a classifier of any number of classes.
     *
     * @param schema the schema of the rows
     * @param training the profile of the champion's training rows
     * @param classes the names of the classes, in the order of the champion's probabilities, such as
     *     {@link io.leeway.model.TrainedModel#classes}; at least 2
     * @param <R> the type of rows
     * @return an adapter that answers as the champion does, until labels come
     * @throws io.leeway.monitoring.profile.ProfileException if the profile lacks a feature of the schema, or has it with another type
     * @throws AdaptationException if there are fewer than 2 classes, or a name comes twice
     */
    public <R> ClassAdapter<R> classAdapter(Schema<R> schema, Profile training, List<String> classes) {
        if (classes.size() < 2 || Set.copyOf(classes).size() < classes.size()) {
            throw new AdaptationException(
                    AdaptationException.Reason.OTHER_RESPONSE,
                    "the classes are " + classes + " and must be at least 2 different names");
        }
        return new ClassAdapter<>(this, Encoder.of(schema, training), classes);
    }

    /**
     * Restores an adapter from {@link Adapter#toBytes}: it continues to the bit as the stored one would have.
     *
     * @param schema the schema of the rows
     * @param bytes the bytes
     * @param <R> the type of rows
     * @return the adapter
     * @throws AdaptationFormatException if the bytes are not an adapter, are truncated or damaged, or were written by another version
     * @throws AdaptationException if they belong to another schema, or to an adapter of several classes
     */
    public static <R> Adapter<R> restore(Schema<R> schema, byte[] bytes) {
        if (restoreAny(schema, bytes) instanceof Adapter<R> adapter) {
            return adapter;
        }
        throw new AdaptationException(
                AdaptationException.Reason.OTHER_RESPONSE,
                "these bytes are of an adapter of several classes: read them by Adaptation.restoreClasses");
    }

    /** Restores an adapter of any kind. */
    static <R> AnyAdapter<R> restoreAny(Schema<R> schema, byte[] bytes) {
        BinaryForm.Reader in = AdapterForm.open(bytes);
        Adaptation adaptation = read(in);
        int kind = in.number(ClassTarget.KIND);
        AnyAdapter<R> adapter;
        if (kind == ClassTarget.KIND) {
            List<String> classes = ClassTarget.names(in);
            adapter = new ClassAdapter<>(adaptation, Encoder.read(schema, in), classes);
        } else {
            Loss loss = ScoreTarget.read(kind, in, adaptation);
            adapter = new Adapter<>(adaptation, Encoder.read(schema, in), loss);
        }
        adapter.read(in);
        return adapter;
    }

    /**
     * Restores an adapter from {@link ClassAdapter#toBytes}: it continues to the bit as the stored one would have.
     *
     * @param schema the schema of the rows
     * @param bytes the bytes
     * @param <R> the type of rows
     * @return the adapter
     * @throws AdaptationFormatException if the bytes are not an adapter, are truncated or damaged, or were written by another version
     * @throws AdaptationException if they belong to another schema, or to an adapter of two classes or numbers
     */
    public static <R> ClassAdapter<R> restoreClasses(Schema<R> schema, byte[] bytes) {
        if (restoreAny(schema, bytes) instanceof ClassAdapter<R> adapter) {
            return adapter;
        }
        throw new AdaptationException(
                AdaptationException.Reason.OTHER_RESPONSE,
                "these bytes are of an adapter of two classes or of numbers: read them by Adaptation.restore");
    }

    boolean cautious() {
        return cautious;
    }

    /** See {@link #correctingAtMost}. */
    double mostCorrection() {
        return mostCorrection;
    }

    /** Without a bound this is what adapters wrote before there was one. */
    void write(BinaryForm.Writer out) {
        boolean bounded = mostCorrection < Double.POSITIVE_INFINITY;
        out.number((cautious ? CAUTIOUS : 0) + (bounded ? BOUNDED : 0));
        if (bounded) {
            out.real(mostCorrection);
        }
    }

    private static Adaptation read(BinaryForm.Reader in) {
        int kind = in.number(CAUTIOUS + BOUNDED);
        double most = kind >= BOUNDED ? in.real() : Double.POSITIVE_INFINITY;
        if (!(most >= LEAST_CORRECTION)) {
            throw in.corrupt("corrections are bounded by " + most);
        }
        return new Adaptation(kind % BOUNDED == CAUTIOUS, most);
    }

    /**
     * Creates the mixture of so many experts.
     *
     * @param first the standard's temper to begin with
     * @param floor and the one it need not fall below
     * @param mixable the temper of the Bayesian mixture
     */
    Mixture mixture(int experts, double first, double floor, double mixable) {
        double[] prior = new double[experts];
        if (!cautious) {
            java.util.Arrays.fill(prior, 1.0 / experts);
            return new Mixture(false, mixable, 0, prior, new double[] {0}, new double[] {1});
        }
        java.util.Arrays.fill(prior, 0.5 / (experts - 1));
        prior[0] = 0.5;
        return new Mixture(true, first, floor, prior, SHARES, SHARE_PRIOR);
    }

    @Override
    public String toString() {
        String kind = cautious ? "standard adaptation" : "Bayesian adaptation, for labels at once";
        return mostCorrection < Double.POSITIVE_INFINITY ? kind + ", correcting by at most " + mostCorrection : kind;
    }
}
