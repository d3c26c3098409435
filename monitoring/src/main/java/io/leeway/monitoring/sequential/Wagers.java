package io.leeway.monitoring.sequential;

import io.leeway.monitoring.change.DetectorForm;
import java.util.Arrays;

/**
 * The wealth of several bets against a hypothesis, each of which starts at a random place: half of its stake at once, half later, by
 * {@code S / ((t + S) (t + S - 1))}, which adds up to 1. So the mean wealth and what is not yet staked are a martingale, and the
 * wealth ever exceeds {@code 1 / alpha} with a probability of at most alpha (Ville's inequality).
 */
final class Wagers {

    /** Rows after which half of the later stakes are placed. */
    private static final double SCALE = 1_000;

    private static final double AT_ONCE = 0.5;

    private final double[] wealth;
    private double total;

    Wagers(int bets) {
        wealth = new double[bets];
    }

    /** The stake of each bet before the row of this number, from 1. */
    static double stake(long row) {
        double later = (1 - AT_ONCE) * SCALE / ((row + SCALE) * (row + SCALE - 1));
        return row == 1 ? AT_ONCE + later : later;
    }

    /** Begins a row. */
    void begin() {
        total = 0;
    }

    /** Lets a bet win or lose. */
    void play(int bet, double stake, double factor) {
        wealth[bet] = (wealth[bet] + stake) * factor;
        total += wealth[bet];
    }

    /** The mean wealth, an e-value. */
    double evidence() {
        return total / wealth.length;
    }

    void clear() {
        Arrays.fill(wealth, 0);
        total = 0;
    }

    void form(DetectorForm form) {
        form.numbers(wealth, wealth.length);
        total = form.number(total);
    }
}
