package io.leeway.monitoring.performance;

import java.util.Arrays;
import java.util.Optional;

/**
 * Alarms when the risk of a model, its expected loss, rose above that of a reference by more than a tolerance. May be read
 * after every label: if the risk did not rise so far, the probability that it ever alarms is at most the one promised.
 *
 * <p>The risk of the reference is replaced by an upper confidence bound, at half of the error (Podkopaev and Ramdas 2022).
 * Against that bound plus the tolerance it bets with each loss that the risk is higher; the capital of a bettor against a
 * true hypothesis exceeds 1 / alpha with a probability of at most alpha, whenever it is read (Ville 1939; Waudby-Smith and
 * Ramdas 2024). Bets of eight sizes are mixed, and at each observation some of the capital begins anew, so that a rise is
 * found soon although it comes late.
 *
 * <p>The promise needs that each observation, given the earlier ones, has at most the tolerated mean. Rows of one day share
 * its weather: give their day as {@link #add(double, long) block}, and the mean of each day counts as one observation.
 * {@link #ofBlocks} computes the bound of the reference from days likewise.
 *
 * <p>Memory is fixed; adding a loss takes about 40 ns. Not thread-safe.
 *
 * <pre>{@code
 * RiskMonitor monitor = RiskMonitor.of(referenceLosses, 1, 0.02, 0.05);   // 0/1 losses: two points of accuracy
 * monitor.add(probability >= 0.5 == late ? 0 : 1);
 * monitor.alarm().ifPresent(System.err::println);
 * }</pre>
 */
public final class RiskMonitor {
    /** The shares of the largest admissible bet. */
    private static final double[] SIZES = {0.9, 0.5, 0.25, 0.12, 0.06, 0.03, 0.015, 0.0075};

    private static final double MOST_CAPITAL = 1e280;

    private final double bound;
    private final double limit;
    private final double alpha;
    /** The limit as a share of the largest loss. */
    private final double share;

    private final double[] capital = new double[SIZES.length];
    private double notYetBet = 1;
    private long observations;
    private double mean;
    private double squares;
    private Optional<RiskAlarm> alarm = Optional.empty();

    private long block;
    private double blockSum;
    private long blockRows;

    private RiskMonitor(double bound, double limit, double alpha) {
        this.bound = bound;
        this.limit = limit;
        this.alpha = alpha;
        this.share = limit / bound;
    }

    /**
     * Starts a monitor against a reference of independent rows.
     *
     * @param reference the losses of reference rows, which the model was not trained on; at least 100, 0 to the bound
     * @param bound the largest loss: 1 for errors and the squared error of a probability. Losses without a bound, such as
     *     log loss and errors of a regression, must be cut off at one
     * @param tolerance by how much the risk may rise, 0 or more
     * @param alpha the probability of a false alarm over the whole life, above 0 and below 1, such as 0.05
     * @return a monitor without observations
     * @throws InvalidPredictionException if a loss is not between 0 and the bound
     * @throws IllegalArgumentException if there are too few losses, or another argument is out of range
     */
    public static RiskMonitor of(double[] reference, double bound, double tolerance, double alpha) {
        check(reference, bound, tolerance, alpha);
        if (reference.length < 100) {
            throw new IllegalArgumentException("got " + reference.length + " reference losses; pass at least 100");
        }
        double[] shares = Arrays.stream(reference).map(loss -> loss / bound).toArray();
        return above(bound * LossBounds.upper(shares, alpha / 2) + tolerance, bound, alpha / 2);
    }

    /**
     * Starts a monitor against a reference whose rows are correlated within blocks, such as days. The bound of the
     * reference's risk is Student's, over the means of its blocks; it is approximate, and holds well from ten blocks on.
     *
     * @param reference the losses of reference rows, 0 to the bound
     * @param blockOfRow a number for each row; rows with equal numbers form a block; at least 5 blocks
     * @param bound the largest loss
     * @param tolerance by how much the risk may rise, 0 or more
     * @param alpha the probability of a false alarm over the whole life, above 0 and below 1
     * @return a monitor without observations, to be fed by {@link #add(double, long)}
     * @throws InvalidPredictionException if a loss is not between 0 and the bound
     * @throws IllegalArgumentException if there are too few blocks, or another argument is out of range
     */
    public static RiskMonitor ofBlocks(
            double[] reference, long[] blockOfRow, double bound, double tolerance, double alpha) {
        check(reference, bound, tolerance, alpha);
        double[] means = LossBounds.meansOfBlocks(reference, blockOfRow);
        if (means.length < 5) {
            throw new IllegalArgumentException("the reference has " + means.length + " blocks; pass at least 5");
        }
        return above(LossBounds.studentUpper(means, alpha / 2) + tolerance, bound, alpha / 2);
    }

    /**
     * Starts a monitor against a limit of the risk that is known or agreed on.
     *
     * @param limit the largest risk without an alarm, above 0 and below the bound
     * @param bound the largest loss
     * @param alpha the probability of a false alarm over the whole life, above 0 and below 1
     * @return a monitor without observations
     * @throws IllegalArgumentException if an argument is out of range; a risk can not exceed a limit at the bound
     */
    public static RiskMonitor above(double limit, double bound, double alpha) {
        check(new double[0], bound, 0, alpha);
        if (!(limit > 0 && limit < bound)) {
            throw new IllegalArgumentException("the limit of the risk is " + limit + ", the largest loss " + bound
                    + "; no alarm is possible: lower the tolerance or pass more reference rows");
        }
        return new RiskMonitor(bound, limit, alpha);
    }

    /**
     * Adds the loss of one row as an observation.
     *
     * @param loss the loss, 0 to the bound
     * @return whether there is an alarm, now or since earlier
     * @throws InvalidPredictionException if the loss is out of range
     */
    public boolean add(double loss) {
        checkLoss(loss, -1, bound);
        observe(loss);
        return alarm.isPresent();
    }

    /**
     * Adds the loss of one row of a block. The mean of the block is observed when a row of another block comes, or when
     * {@link #endBlock} is called. Rows must be ordered by block.
     *
     * @param loss the loss, 0 to the bound
     * @param blockOfRow the number of the block, such as the day
     * @return whether there is an alarm, now or since earlier
     * @throws InvalidPredictionException if the loss is out of range
     */
    public boolean add(double loss, long blockOfRow) {
        checkLoss(loss, -1, bound);
        if (blockOfRow != block) {
            endBlock();
            block = blockOfRow;
        }
        blockSum += loss;
        blockRows++;
        return alarm.isPresent();
    }

    /**
     * Observes the mean of the block that is being added to, if it has rows.
     *
     * @return whether there is an alarm, now or since earlier
     */
    public boolean endBlock() {
        if (blockRows > 0) {
            observe(Math.min(bound, blockSum / blockRows));
            blockSum = 0;
            blockRows = 0;
        }
        return alarm.isPresent();
    }

    private void observe(double loss) {
        double x = loss / bound;
        observations++;
        double left = 1 / (1 + Math.log1p(observations));
        double started = notYetBet - left;
        notYetBet = left;
        double total = left;
        for (int i = 0; i < SIZES.length; i++) {
            double grown = (capital[i] + started) * (1 + SIZES[i] / share * (x - share));
            capital[i] = Math.min(MOST_CAPITAL, grown);
            total += capital[i] / SIZES.length;
        }
        // The deviation from the mean before, as the empirical Bernstein sequence asks for.
        double deviation = x - (observations == 1 ? 0.5 : mean);
        squares += deviation * deviation;
        mean += (x - mean) / observations;
        if (alarm.isEmpty() && total >= 1 / alpha) {
            alarm = Optional.of(new RiskAlarm(observations, limit, risk(), alpha));
        }
    }

    /**
     * Returns the first alarm.
     *
     * @return the alarm; empty if there was none
     */
    public Optional<RiskAlarm> alarm() {
        return alarm;
    }

    /**
     * Returns the mean loss over all observations, with an interval that holds at all times together (the empirical
     * Bernstein sequence of Howard, Ramdas, McAuliffe and Sekhon 2021, stitched). It is of the mean of the risks so far,
     * which may differ from one observation to the next.
     *
     * @return the interval, with the confidence of 1 minus the alarm's error; NaN and the whole range if there are no
     *     observations
     */
    public Interval risk() {
        if (observations == 0) {
            return new Interval(Double.NaN, 0, bound, 1 - alpha);
        }
        double half = LossBounds.stitched(squares, alpha / 2) / observations;
        return new Interval(
                bound * mean, bound * Math.max(0, mean - half), bound * Math.min(1, mean + half), 1 - alpha);
    }

    /**
     * Returns the limit that the risk may not exceed: the bound of the reference's risk plus the tolerance.
     *
     * @return the limit, in the unit of the loss
     */
    public double limit() {
        return limit;
    }

    /**
     * Returns the number of observations: rows, or blocks that ended.
     *
     * @return at least 0
     */
    public long observations() {
        return observations;
    }

    /**
     * Returns all of it at once.
     *
     * @return the risk, the limit and the alarm
     */
    public RiskReading reading() {
        return new RiskReading(risk(), limit, observations, alarm);
    }

    /**
     * Returns what another monitor needs to go on from here.
     *
     * @return a copy
     */
    public RiskState state() {
        return new RiskState(
                bound,
                limit,
                alpha,
                capital.clone(),
                notYetBet,
                observations,
                mean,
                squares,
                alarm,
                block,
                blockSum,
                blockRows);
    }

    /**
     * Goes on where another monitor was.
     *
     * @param state its state
     * @return a monitor with the same future
     * @throws IllegalArgumentException if it is the state of another version, with other bets
     */
    public static RiskMonitor of(RiskState state) {
        if (state.capital().length != SIZES.length) {
            throw new IllegalArgumentException("the state has " + state.capital().length + " bets of " + SIZES.length);
        }
        RiskMonitor monitor = new RiskMonitor(state.bound(), state.limit(), state.alpha());
        System.arraycopy(state.capital(), 0, monitor.capital, 0, SIZES.length);
        monitor.notYetBet = state.notYetBet();
        monitor.observations = state.observations();
        monitor.mean = state.mean();
        monitor.squares = state.squares();
        monitor.alarm = state.alarm();
        monitor.block = state.block();
        monitor.blockSum = state.blockSum();
        monitor.blockRows = state.blockRows();
        return monitor;
    }

    /** Returns the alarm, or the risk and the limit, in one line. */
    @Override
    public String toString() {
        return reading().toString();
    }

    private static void check(double[] losses, double bound, double tolerance, double alpha) {
        if (!(bound > 0 && bound < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the largest loss is " + bound + "; it must be finite and above 0");
        }
        if (!(tolerance >= 0)) {
            throw new IllegalArgumentException("the tolerance is " + tolerance + "; it must be 0 or more");
        }
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException(
                    "the probability of a false alarm is " + alpha + "; it must be above 0 and below 1, such as 0.05");
        }
        for (int i = 0; i < losses.length; i++) {
            checkLoss(losses[i], i, bound);
        }
    }

    private static void checkLoss(double loss, int index, double bound) {
        if (!(loss >= 0 && loss <= bound)) {
            throw new InvalidPredictionException("not a loss from 0 to " + bound + ":", index, loss);
        }
    }
}
