package io.leeway.adaptation;

import io.leeway.adaptation.AdaptationException.Reason;
import io.leeway.adaptation.Encoder.Encoded;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of an {@link Adaptation}: corrects the scores of a champion of two classes, and learns from labels when they come.
 *
 * <p>{@link #score} may be called by any thread. It takes no lock and allocates nothing (but a few hundred bytes for each thread, once): it
 * reads one immutable revision of the weights, which each label replaces. All other methods belong to one thread at a time, the one that
 * learns. It calls {@link #predict} for each row in the order of the predictions, and {@link #label} when a label comes.
 *
 * <p>The weights of the experts follow what their predictions cost when they were given, so the adapter keeps, for each row that waits, the
 * features and all predictions: about 700 bytes for 17 features, 8 MB for 12,000 rows. The experts themselves take their steps from what they
 * know when the label comes. Rows whose labels will never come must be removed by {@link #forget}.
 *
 * <p>The same calls give the same answers to the bit, on every machine, and after {@link Adaptation#restore}.
 *
 * @param <R> the type of rows
 */
public final class Adapter<R> {
    private final Adaptation adaptation;
    private final Encoder<R> encoder;
    private final ExpertSet experts;
    private final Learner learner;
    private final Mixture mixture;
    private final Stake stake = new Stake();
    private final Map<Long, Waiting> waiting = new LinkedHashMap<>();
    private final ThreadLocal<Scratch> scratch;
    private double logLoss;
    private long unknownLabels;

    private volatile Revision revision;

    /** What the next answer may risk, as {@code e^-cap}; 0 is no limit. */
    private volatile double factor;

    Adapter(Adaptation adaptation, Encoder<R> encoder) {
        this.adaptation = adaptation;
        this.encoder = encoder;
        int dense = Encoder.NUMBERS + encoder.numbers();
        this.experts = new ExpertSet(dense);
        this.learner = new Learner(experts, LogLoss.INSTANCE, encoder.places(), dense, encoder.active());
        this.mixture = adaptation.mixture(experts.size());
        this.scratch = ThreadLocal.withInitial(() -> new Scratch(encoder.blank(), experts));
        this.revision = new Revision(Weights.zero(experts, encoder.places()), mixture.combined());
        this.factor = nextFactor();
    }

    /**
     * Corrects the champion's score of a row, by what was learnt from the labels that came so far. Any thread; nothing is kept.
     *
     * @param row the row; missing and infinite numbers count as the mean
     * @param championScore the champion's probability of the positive class, in [0, 1]
     * @return the probability of the positive class, in (0, 1)
     * @throws AdaptationException if the champion's score is no probability
     */
    public double score(R row, double championScore) {
        Revision now = revision;
        return answer(row, championScore, now, scratch.get());
    }

    /**
     * Corrects the champion's score of a row that will be labelled, and keeps what the label will be compared with.
     *
     * @param id identifies the row until its label comes
     * @param row the row; missing and infinite numbers count as the mean
     * @param championScore the champion's probability of the positive class, in [0, 1]
     * @return the probability of the positive class, in (0, 1): the same that {@link #score} returns now
     * @throws AdaptationException if the champion's score is no probability, or a row with the same id is waiting
     */
    public double predict(long id, R row, double championScore) {
        if (waiting.containsKey(id)) {
            throw new AdaptationException(
                    Reason.DUPLICATE_ID,
                    "a row with the id " + id
                            + " is waiting for its label: label or forget it before another one has the id");
        }
        Scratch work = scratch.get();
        double answer = answer(row, championScore, revision, work);
        double risk = Stake.risk(answer, work.experts[0]);
        waiting.put(id, new Waiting(work.row.copy(), work.champion, work.experts.clone(), work.mixed, answer, risk));
        stake.hold(risk);
        factor = nextFactor();
        return answer;
    }

    private double answer(R row, double championScore, Revision now, Scratch work) {
        if (!(championScore >= 0 && championScore <= 1)) {
            throw new AdaptationException(
                    Reason.INVALID_SCORE,
                    "the champion's score is " + championScore
                            + " and must be a probability: correct it or do not adapt it");
        }
        work.champion = Logistic.logit(Logistic.clip(championScore));
        encoder.encode(row, work.champion, work.row);
        now.weights().predictions(experts, LogLoss.INSTANCE, work.row, work.champion, work.scores, work.experts);
        work.mixed = Logistic.clip(Mixture.dot(now.mixture(), work.experts));
        return Stake.within(work.mixed, work.experts[0], factor);
    }

    /**
     * Learns the label of a row. What it teaches is in all answers that begin afterwards.
     *
     * @param id the id given to {@link #predict}
     * @param label the actual outcome
     * @return true if the row was waiting; false otherwise: the label teaches nothing and is counted
     */
    public boolean label(long id, boolean label) {
        Waiting row = waiting.remove(id);
        if (row == null) {
            unknownLabels++;
            return false;
        }
        double lost = Logistic.loss(row.answer(), label);
        logLoss += lost;
        stake.settle(row.risk(), Logistic.loss(row.experts()[0], label) - lost);
        mixture.learn(row.experts(), row.mixed(), label, stake.mostOutstanding());
        Weights next = learner.learn(revision.weights(), row.row(), row.champion(), label ? 1 : 0);
        revision = new Revision(next, mixture.combined());
        factor = nextFactor();
        return true;
    }

    /**
     * Removes a row whose label will not come.
     *
     * @param id the id given to {@link #predict}
     * @return true if the row was waiting
     */
    public boolean forget(long id) {
        Waiting row = waiting.remove(id);
        if (row == null) {
            return false;
        }
        stake.free(row.risk());
        factor = nextFactor();
        return true;
    }

    private double nextFactor() {
        return adaptation.cautious() ? Logistic.exp(-stake.cap()) : 0;
    }

    /**
     * Returns what was achieved so far.
     *
     * @return losses and weights
     */
    public AdaptationStanding standing() {
        double[] losses = mixture.losses();
        double[] weights = mixture.combined();
        List<ExpertStanding> all = new ArrayList<>();
        for (int k = 0; k < losses.length; k++) {
            all.add(new ExpertStanding(experts.names().get(k), losses[k], weights[k]));
        }
        boolean none = !adaptation.cautious() && stake.mostOutstanding() > 0;
        double guarantee = none
                ? Double.POSITIVE_INFINITY
                : adaptation.cautious() ? stake.capital() : Logistic.log(experts.size());
        return new AdaptationStanding(
                revision.weights().labels,
                waiting.size(),
                stake.mostOutstanding(),
                unknownLabels,
                logLoss,
                mixture.eta(),
                guarantee,
                List.copyOf(all));
    }

    /**
     * Serialises the state, waiting rows included, in a format that this and all later versions can read.
     *
     * @return magic {@code LWAD}, version, length, content, CRC-32C; about 100 kB for the flights' 17 features and 160 categories, and 700 bytes
     *     for each row that waits
     */
    public byte[] toBytes() {
        Bytes.Writer out = new Bytes.Writer();
        out.number(adaptation.cautious() ? 1 : 0);
        encoder.write(out);
        Weights weights = revision.weights();
        out.large(weights.labels);
        out.reals(weights.biases);
        out.reals(weights.slopes);
        for (double[] each : weights.lanes) {
            out.reals(each);
        }
        learner.write(out);
        mixture.write(out);
        stake.write(out);
        out.real(logLoss);
        out.large(unknownLabels);
        out.number(waiting.size());
        waiting.forEach((id, row) -> {
            out.large(id);
            row.write(out);
        });
        return out.toBytes();
    }

    void read(Bytes.Reader in) {
        Weights zero = revision.weights();
        long labels = in.large();
        double[] biases = in.reals(zero.biases.length);
        double[] slopes = in.reals(zero.slopes.length);
        double[][] lanes = new double[encoder.places()][];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = in.reals(experts.width);
        }
        learner.read(in);
        mixture.read(in);
        stake.read(in);
        logLoss = in.real();
        unknownLabels = in.large();
        int rows = in.number(in.remaining());
        if (rows != stake.waiting()) {
            throw Bytes.corrupt(rows + " rows wait, but " + stake.waiting() + " are counted");
        }
        for (int i = 0; i < rows; i++) {
            long id = in.large();
            @Nullable
            Waiting twice = waiting.put(id, Waiting.read(in, encoder.active(), encoder.places(), experts.size()));
            if (twice != null) {
                throw Bytes.corrupt("the id " + id + " waits twice");
            }
        }
        revision = new Revision(new Weights(lanes, biases, slopes, labels), mixture.combined());
        factor = nextFactor();
    }

    @Override
    public String toString() {
        return standing().toString();
    }

    /** What one thread computes with. */
    private static final class Scratch {
        final Encoded row;
        final double[] scores;
        final double[] experts;
        double champion;
        double mixed;

        Scratch(Encoded row, ExpertSet set) {
            this.row = row;
            this.scores = new double[set.room()];
            this.experts = new double[set.size()];
        }
    }
}
