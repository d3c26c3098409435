package io.leeway.monitoring.variation;

import io.leeway.monitoring.profile.NumericProfile;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.ProfileBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Each feature predicted from the others; what is left over is profiled. */
final class Predictions {
    private static final int ROWS_AT_ONCE = 256;

    private final Design design;
    private final double[] means;
    private final double[][][] weights;

    Predictions(Design design, double[] means, double[][][] weights) {
        this.design = design;
        this.means = means;
        this.weights = weights;
    }

    /**
     * The profile of what is left over: of a number, its standard score less the predicted one, {@code NaN} where it is missing; of a
     * category, the probability that was predicted of it.
     */
    Profile leftOver(FeatureColumns rows) {
        List<Design.Part> parts = design.parts();
        double[][] found = new double[parts.size()][rows.rows()];
        for (int from = 0; from < rows.rows(); from += ROWS_AT_ONCE) {
            int to = Math.min(rows.rows(), from + ROWS_AT_ONCE);
            double[][] read = design.read(rows, from, to);
            for (double[] row : read) {
                for (int i = 0; i < row.length; i++) {
                    row[i] -= means[i];
                }
            }
            for (int f = 0; f < found.length; f++) {
                leftOver(f, rows, read, from, found[f]);
            }
        }
        ProfileBuilder profile = Profile.builder();
        for (int f = 0; f < found.length; f++) {
            profile.feature(parts.get(f).feature(), NumericProfile.of(found[f]));
        }
        return profile.build();
    }

    private void leftOver(int f, FeatureColumns rows, double[][] read, int from, double[] found) {
        Design.Part part = design.parts().get(f);
        if (part.isNumber()) {
            double[] values = Design.column(rows, part.feature());
            for (int i = 0; i < read.length; i++) {
                found[from + i] = Double.isFinite(values[from + i]) ? product(weights[f][0], read[i]) : Double.NaN;
            }
        } else {
            @Nullable String[] values = Design.categories(rows, part.feature());
            for (int i = 0; i < read.length; i++) {
                String value = values[from + i];
                found[from + i] = value == null ? Double.NaN : probability(part, weights[f], value, read[i]);
            }
        }
    }

    /** The predicted probability of a category; of all that are not among the most frequent together. */
    private static double probability(Design.Part part, double[][] weights, String value, double[] row) {
        Integer place = part.categories().get(value);
        double probability = 1;
        if (place != null) {
            probability -= product(weights[place], row);
        } else {
            for (double[] each : weights) {
                probability += product(each, row);
            }
        }
        return Math.max(0, Math.min(1, probability));
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
