package io.leeway.onnx.flat;

/**
 * Turns scores into shares that sum to 1.
 *
 * @param skipsZeros whether scores of nearly zero stay out of the sum, as {@code SOFTMAX_ZERO} wants
 */
record SoftmaxStage(int[] from, int to, boolean skipsZeros) implements Stage {

    private static final double NEARLY_ZERO = 1e-7f;

    @Override
    public void run(double[] registers) {
        // ONNX Runtime starts here too, which decides what becomes of rows whose scores are all infinite.
        double max = -Float.MAX_VALUE;
        for (int register : from) {
            // Not Math.max, which would make NaN the greatest.
            max = registers[register] > max ? registers[register] : max;
        }
        double sum = 0;
        for (int i = 0; i < from.length; i++) {
            double score = registers[from[i]];
            if (skipsZeros && Math.abs(score) <= NEARLY_ZERO) {
                registers[to + i] = score * Math.exp(-max);
            } else {
                registers[to + i] = Math.exp(score - max);
                sum += registers[to + i];
            }
        }
        for (int i = 0; i < from.length; i++) {
            registers[to + i] /= sum;
        }
    }
}
