package io.leeway.adaptation;

import io.leeway.adaptation.Encoder.Encoded;
import io.leeway.binary.BinaryForm;

/**
 * A row that waits for its label, as it was when it was predicted.
 *
 * @param row its features
 * @param champion the champion's score of each output
 * @param experts what each expert predicted
 * @param mixed what the mixture predicted
 * @param answer what was answered: the mixture's, as far as the stake allowed
 * @param risk what the answer can cost beyond the champion's at most
 */
record Waiting(Encoded row, double[] champion, double[] experts, double[] mixed, double[] answer, double risk) {

    void write(BinaryForm.Writer out) {
        for (int i = 0; i < row.places.length; i++) {
            out.number(row.places[i]);
            out.real(row.values[i]);
        }
        out.reals(champion);
        out.reals(experts);
        out.reals(mixed);
        out.reals(answer);
        out.real(risk);
    }

    static Waiting read(BinaryForm.Reader in, int active, int places, Target target) {
        Encoded row = new Encoded(active);
        for (int i = 0; i < active; i++) {
            row.places[i] = in.number(places - 1);
            row.values[i] = in.real();
        }
        double[] champion = in.reals(target.outputs());
        double[] given = predictions(in, target.predictions(), target);
        double[] mixed = predictions(in, target.outputs(), target);
        return new Waiting(row, champion, given, mixed, predictions(in, target.outputs(), target), in.real());
    }

    private static double[] predictions(BinaryForm.Reader in, int length, Target target) {
        double[] values = in.reals(length);
        for (double each : values) {
            if (!target.loss().isPrediction(each)) {
                throw in.corrupt("a prediction is " + each);
            }
        }
        return values;
    }
}
