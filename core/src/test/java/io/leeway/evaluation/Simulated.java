package io.leeway.evaluation;

import java.util.Random;

/**
 * Two models that see the truth through noise of their own, which may last from row to row.
 *
 * @param challenger the one with less noise, if there is an advantage
 * @param incumbent the other
 */
record Simulated(Evaluation challenger, Evaluation incumbent) {

    /**
     * Draws rows.
     *
     * @param advantage by how much the incumbent's noise is greater
     * @param memory how much of the noise lasts to the next row, 0 to below 1
     */
    static Simulated rows(int rows, double advantage, double memory, long seed) {
        Random random = new Random(seed);
        double[] one = new double[rows];
        double[] two = new double[rows];
        boolean[] actual = new boolean[rows];
        double noiseOne = random.nextGaussian();
        double noiseTwo = random.nextGaussian();
        double fresh = Math.sqrt(1 - memory * memory);
        for (int i = 0; i < rows; i++) {
            noiseOne = memory * noiseOne + fresh * random.nextGaussian();
            noiseTwo = memory * noiseTwo + fresh * random.nextGaussian();
            double logit = 1.5 * random.nextGaussian() - 0.5;
            actual[i] = random.nextDouble() < sigmoid(logit);
            one[i] = sigmoid(logit + 0.5 * noiseOne);
            two[i] = sigmoid(logit + (0.5 + advantage) * noiseTwo);
        }
        return new Simulated(Evaluation.ofBinary(one, actual), Evaluation.ofBinary(two, actual));
    }

    private static double sigmoid(double logit) {
        return 1.0 / (1.0 + Math.exp(-logit));
    }
}
