package io.leeway.monitoring.price;

import java.util.Locale;

/**
 * What the drift of one feature, alone, does to a model: mean differences over sampled reference rows between the answers with the feature's present distribution and those
 * with its own.
 *
 * <p>The loss is the log loss of a classification and the squared error of a regression. Its change is estimated without labels, under either of two assumptions, which are
 * what is known when a feature drifts:
 *
 * <ul>
 *   <li>the values are wrong: the outcome of a row is distributed as the model said of the row as it was. The change is the mean Kullback-Leibler divergence of both answers
 *       (classification) or their mean squared difference (regression), and never below 0;
 *   <li>the values are true: the outcome of a changed row is distributed as the model says of it now, as CBPE assumes. The change is that of the mean entropy
 *       (classification), or 0 (regression, where errors vary as much everywhere).
 * </ul>
 *
 * <p>Both hold as far as the model is calibrated on the reference, and other features stay as they were: what changes with them is not in the price of one. Standard
 * errors are those of the sample of reference rows. The window is taken as it is.
 *
 * @param feature the feature
 * @param meanChange of the predictions
 * @param meanChangeError its standard error
 * @param logOddsChange mean change of the logarithm of the odds of a classification, {@code NaN} for a regression. Where that, or the prediction of a regression, is a sum of
 *     functions of one feature each, the change is the difference of that function's means, whatever the other features do: prices then add up to the whole change
 * @param crossing the share of rows whose answer changes its side of the threshold; {@code NaN} for a regression
 * @param lossIfWrong change of the loss if the values are wrong
 * @param lossIfWrongError its standard error
 * @param lossIfTrue change of the loss if the values are true
 * @param lossIfTrueError its standard error
 * @param referenceLoss loss on the reference rows, which changes are compared with: expected log loss, or the mean squared error of rows with a response; {@code NaN} if
 *     that is not known
 * @param rows rows that were scored, without those of invalid answers
 */
public record DriftPrice(
        String feature,
        double meanChange,
        double meanChangeError,
        double logOddsChange,
        double crossing,
        double lossIfWrong,
        double lossIfWrongError,
        double lossIfTrue,
        double lossIfTrueError,
        double referenceLoss,
        int rows) {

    private static final double ERRORS = 2;

    /**
     * Returns the change of the loss, as a share of {@link #referenceLoss}, under the less favourable assumption.
     *
     * @return 0.1 for ten percent more; 0 or more; {@code NaN} if the loss on the reference is 0 or not known
     */
    public double rise() {
        return share(Math.max(lossIfWrong, lossIfTrue));
    }

    private double share(double change) {
        return referenceLoss > 0 ? change / referenceLoss : Double.NaN;
    }

    /**
     * Returns whether the drift costs less than a tolerance: the rise of the loss and the share of answers that change side, each with two standard errors added.
     *
     * @param tolerance such as 0.01
     * @return false if the loss on the reference is not known
     */
    public boolean isBelow(double tolerance) {
        double upper = share(Math.max(lossIfWrong + ERRORS * lossIfWrongError, lossIfTrue + ERRORS * lossIfTrueError));
        boolean sideKept =
                Double.isNaN(crossing) || crossing + ERRORS * Math.sqrt(crossing * (1 - crossing) / rows) < tolerance;
        return upper < tolerance && sideKept;
    }

    /**
     * Returns what the drift does, as part of a sentence.
     *
     * @return such as {@code "predictions 6.1 points lower, 3.2% of answers change, log loss up to 12% higher"}
     */
    public String sentence() {
        boolean classes = !Double.isNaN(crossing);
        double shown = classes ? 100 * meanChange : meanChange;
        String amount = String.format(Locale.ROOT, classes ? "%.1f" : "%.3g", Math.abs(shown));
        boolean none = Double.parseDouble(amount) == 0;
        String mean = none
                ? "mean prediction unchanged"
                : "predictions " + amount + (classes ? " points " : " ") + (meanChange > 0 ? "higher" : "lower");
        String sides = classes ? String.format(Locale.ROOT, ", %.1f%% of answers change", 100 * crossing) : "";
        return mean + sides + loss(classes ? "log loss" : "squared error");
    }

    private String loss(String name) {
        if (Double.isNaN(rise())) {
            return "";
        }
        String percent = String.format(Locale.ROOT, "%.1f", 100 * rise());
        return ", " + name + (Double.parseDouble(percent) == 0 ? " unchanged" : " up to " + percent + "% higher");
    }

    /** Returns the feature and the sentence. */
    @Override
    public String toString() {
        return feature + ": " + sentence();
    }
}
