package io.leeway.adaptation;

import io.leeway.binary.BinaryForm;
import java.util.Base64;
import java.util.stream.IntStream;

/**
 * What translates the weights of one output when another champion takes over, see {@link Translation}.
 *
 * @param mean the mean of the old champion's scores, less the new one's
 * @param bias where the line of that difference over the new champion's score begins
 * @param slope its slope
 * @param fit what is added to a linear expert that corrects the champion, by place
 */
@SuppressWarnings("ArrayRecordComponent")
record ChampionChange(double mean, double bias, double slope, double[] fit) {
    private static final BinaryForm FORM = new BinaryForm("LWAT", 1, new AdapterForm());

    Weights apply(ExpertSet experts, Weights weights) {
        Weights next = weights.copy(IntStream.range(0, fit.length).toArray(), weights.labels);
        for (int i = 0; i < next.biases.length; i++) {
            next.biases[i] = (float) (next.biases[i] + mean);
        }
        double[] slopes = next.slopes;
        for (int i = 0; i < slopes.length; i += 2) {
            // The score of the old champion was a feature too.
            double factor = 1 + slopes[i + 1];
            slopes[i] = (float) (slopes[i] + factor * bias);
            slopes[i + 1] = (float) (slopes[i + 1] + factor * slope);
        }
        int slopeAt = weights.at(Encoder.SLOPE);
        for (int place = 0; place < fit.length; place++) {
            if (fit[place] != 0) {
                double[] lanes = next.of(place);
                int at = next.at(place);
                for (int l = 0; l < experts.lanes; l++) {
                    double old = experts.offset[l] + weights.dense[slopeAt + l];
                    lanes[at + l] = (float) (lanes[at + l] + old * fit[place]);
                }
            }
        }
        return next;
    }

    /** As the text of a mark: in base 64, magic {@code LWAT}, version 1, and for each output what it is made of. */
    static String toText(ChampionChange[] changes) {
        BinaryForm.Writer out = FORM.writer();
        for (ChampionChange each : changes) {
            out.real(each.mean);
            out.real(each.bias);
            out.real(each.slope);
            out.reals(each.fit);
        }
        return Base64.getEncoder().encodeToString(out.toBytes());
    }

    static ChampionChange[] ofText(String text, int outputs, int places) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw AdapterForm.corrupt("a translation is not in base 64: " + e.getMessage());
        }
        BinaryForm.Reader in = FORM.open(bytes);
        ChampionChange[] changes = new ChampionChange[outputs];
        for (int j = 0; j < outputs; j++) {
            changes[j] = new ChampionChange(in.real(), in.real(), in.real(), in.reals(places));
        }
        in.end();
        return changes;
    }
}
