package io.leeway.monitoring.performance;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Turns scores of one class into probabilities, if that pays: scores stay as they are if one class is missing, if the
 * area under their curve is above 0.999, or if in ten stratified splits, a tenth of the rows held out in each, the
 * calibration error over ten bins of equal counts is not smaller after isotonic regression (NannyML's rule).
 */
final class Calibrator {
    private static final int SPLITS = 10;
    private static final int BINS = 10;
    private static final double SEPARATED = 0.999;

    private final @Nullable IsotonicCalibration isotonic;

    private Calibrator(@Nullable IsotonicCalibration isotonic) {
        this.isotonic = isotonic;
    }

    static Calibrator fit(double[] score, double[] outcome) {
        int[] order = ResampledTotals.order(score);
        double area = ExpectedCurve.of(score, outcome, order).rocAuc();
        if (Double.isNaN(area) || area > SEPARATED || !pays(score, outcome, order)) {
            return none();
        }
        return isotonic(score, outcome, order);
    }

    static Calibrator none() {
        return new Calibrator(null);
    }

    static Calibrator isotonic(double[] score, double[] outcome, int[] order) {
        boolean[] all = new boolean[score.length];
        Arrays.fill(all, true);
        return new Calibrator(IsotonicCalibration.fit(score, outcome, order, all));
    }

    boolean calibrates() {
        return isotonic != null;
    }

    double[] probabilities(double[] score) {
        IsotonicCalibration fitted = isotonic;
        return fitted == null ? score : Arrays.stream(score).map(fitted::value).toArray();
    }

    private static boolean pays(double[] score, double[] outcome, int[] order) {
        int[] shuffled = new int[score.length];
        Arrays.setAll(shuffled, row -> row);
        SplittableRandom random = new SplittableRandom(42);
        double[] raw = new double[SPLITS * (score.length / 10 + 2)];
        double[] calibrated = new double[raw.length];
        double[] actual = new double[raw.length];
        int count = 0;
        for (int split = 0; split < SPLITS; split++) {
            shuffle(shuffled, random);
            boolean[] training = training(shuffled, outcome);
            IsotonicCalibration fitted = IsotonicCalibration.fit(score, outcome, order, training);
            for (int row = 0; row < training.length; row++) {
                if (!training[row]) {
                    raw[count] = score[row];
                    calibrated[count] = fitted.value(score[row]);
                    actual[count++] = outcome[row];
                }
            }
        }
        double[] outcomes = Arrays.copyOf(actual, count);
        return error(Arrays.copyOf(raw, count), outcomes) > error(Arrays.copyOf(calibrated, count), outcomes);
    }

    /** All rows but a tenth of each class. */
    private static boolean[] training(int[] shuffled, double[] outcome) {
        int positives = (int) Arrays.stream(outcome).sum();
        int[] heldOut = {(int) Math.round((outcome.length - positives) / 10.0), (int) Math.round(positives / 10.0)};
        boolean[] training = new boolean[outcome.length];
        Arrays.fill(training, true);
        for (int row : shuffled) {
            if (heldOut[(int) outcome[row]]-- > 0) {
                training[row] = false;
            }
        }
        return training;
    }

    private static void shuffle(int[] rows, SplittableRandom random) {
        for (int i = rows.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = rows[i];
            rows[i] = rows[j];
            rows[j] = kept;
        }
    }

    /** The calibration error over bins of equal counts in the order of the scores. */
    static double error(double[] score, double[] outcome) {
        int[] order = ResampledTotals.order(score);
        int width = Math.max(1, order.length / BINS);
        double total = 0;
        int start = 0;
        while (start < order.length) {
            int end = order.length - start < 2 * width ? order.length : start + width;
            double difference = 0;
            for (int i = start; i < end; i++) {
                difference += score[order[i]] - outcome[order[i]];
            }
            total += Math.abs(difference);
            start = end;
        }
        return total / order.length;
    }
}
