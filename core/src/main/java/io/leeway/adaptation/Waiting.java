package io.leeway.adaptation;

import io.leeway.adaptation.Encoder.Encoded;

/**
 * A row that waits for its label, as it was when it was predicted.
 *
 * @param row its features
 * @param champion the champion's logit
 * @param experts the probability that each expert gave
 * @param mixed what the mixture gave
 * @param answer what was answered: the mixture's, as far as the stake allowed
 * @param risk what the answer can cost beyond the champion's at most
 */
record Waiting(Encoded row, double champion, double[] experts, double mixed, double answer, double risk) {

    void write(Bytes.Writer out) {
        for (int i = 0; i < row.places.length; i++) {
            out.number(row.places[i]);
            out.real(row.values[i]);
        }
        out.real(champion);
        out.reals(experts);
        out.real(mixed);
        out.real(answer);
        out.real(risk);
    }

    static Waiting read(Bytes.Reader in, int active, int places, int experts) {
        Encoded row = new Encoded(active);
        for (int i = 0; i < active; i++) {
            row.places[i] = in.number(places - 1);
            row.values[i] = in.real();
        }
        double champion = in.real();
        double[] given = in.reals(experts);
        for (double each : given) {
            probability(each);
        }
        return new Waiting(row, champion, given, probability(in.real()), probability(in.real()), in.real());
    }

    private static double probability(double value) {
        if (!(value > 0 && value < 1)) {
            throw Bytes.corrupt("a probability is " + value);
        }
        return value;
    }
}
