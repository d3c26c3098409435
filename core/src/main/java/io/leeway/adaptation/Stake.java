package io.leeway.adaptation;

import io.leeway.binary.BinaryForm;

/**
 * Limits what answers may cost beyond the champion's, whatever the labels and however late: by worst cases, not by assumptions.
 *
 * <p>Log loss makes an answer a bet against the champion (Shafer and Vovk 2019): answering p where the champion says c wins or loses
 * {@code ln(p(y) / c(y))} nats when the label y comes. The capital is {@code (2 + D / 4) ln 2}, D being the most other rows that have waited at
 * once; gains and losses of labels that came are booked; of each row that waits, the worst that its label can cost is held back. A row may risk
 * at most what is left, divided by 1 + D. So what is left never falls below 0, and the total loss is never more than the capital above the
 * champion's, for every sequence of labels and delays.
 *
 * <p>With labels at once the limit changes nothing: the mixture, a quarter of whose prior is a champion that never changes, has this bound
 * itself. D + 1 separate mixtures that take turns, so that each knows its labels, would have {@code (1 + D)} times the bound of one
 * (Weinberger and Ordentlich 2002; Joulani, Gyorgy, Szepesvari 2013), and each would learn from few labels; this is an eighth of that, and all
 * labels teach. Any capital gives a bound that holds; less of it makes a good adaptation start later, because what may be risked grows only
 * with what was won.
 */
final class Stake {
    private static final double LN_2 = 0.6931471805599453;

    /** Capital for labels at once, in units of ln 2: half of the prior of the sets, and half of that of the experts, is safe. */
    private static final double AT_ONCE = 2;

    /** Capital for each label that is outstanding, in the same units. */
    private static final double EACH_LATE = 0.25;

    private double gain;
    private double held;
    private int waiting;
    private int most;

    /** The most nats that the next row may risk; called before its risk is held. */
    double cap() {
        int outstanding = Math.max(most, waiting);
        return Math.max(0, (capital(outstanding) + gain - held) / (1.0 + outstanding));
    }

    /** How many rows may risk the cap of now one after the other, so that what is left never falls below 0. */
    int permits() {
        return 1 + Math.max(most, waiting);
    }

    void hold(double risk) {
        most = Math.max(most, waiting);
        waiting++;
        held += risk;
    }

    /** A label came: the row's risk is freed, and what it won is booked. */
    void settle(double risk, double won) {
        free(risk);
        gain += won;
    }

    void free(double risk) {
        waiting--;
        // Rounding must not add up over years.
        held = waiting == 0 ? 0 : Math.max(0, held - risk);
    }

    /** Nothing was won or lost, and nothing is held. */
    void anew() {
        gain = 0;
        held = 0;
    }

    double gain() {
        return gain;
    }

    int mostOutstanding() {
        return most;
    }

    int waiting() {
        return waiting;
    }

    double capital() {
        return capital(most);
    }

    private static double capital(int outstanding) {
        return (AT_ONCE + EACH_LATE * outstanding) * LN_2;
    }

    /** The answer nearest to the wanted one that risks no more than a cap, given as {@code e^-cap}. */
    static double within(double wanted, double champion, double factor) {
        return Math.max(champion * factor, Math.min(1 - (1 - champion) * factor, wanted));
    }

    static double risk(double answer, double champion) {
        // The label that the answer makes less probable than the champion does is the worst.
        return Math.max(0, Logistic.log(answer > champion ? (1 - champion) / (1 - answer) : champion / answer));
    }

    /** Without the rows that wait, nothing is held. */
    void write(BinaryForm.Writer out, boolean withRows) {
        out.real(gain);
        out.real(withRows ? held : 0);
        out.number(withRows ? waiting : 0);
        out.number(most);
    }

    void read(BinaryForm.Reader in) {
        gain = in.real();
        held = in.real();
        waiting = in.number(Integer.MAX_VALUE);
        most = in.number(Integer.MAX_VALUE);
    }
}
