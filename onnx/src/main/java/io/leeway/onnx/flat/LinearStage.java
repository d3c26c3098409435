package io.leeway.onnx.flat;

/**
 * Linear sums: a bias, a slope per number and one table per source of categories, of all columns that depend on it together.
 *
 * @param to the first of as many registers as there are sums
 * @param bias one per sum
 * @param numbers the registers of the numbers
 * @param slopes of each number, one per sum
 * @param codes the registers of the codes of the categories
 * @param tables of each source of categories and of each code, one weight per sum
 * @param single whether the sums are floats, which end earlier than doubles
 */
record LinearStage(
        int to, double[] bias, int[] numbers, double[] slopes, int[] codes, double[][] tables, boolean single)
        implements Stage {

    @Override
    public void run(double[] registers) {
        int sums = bias.length;
        System.arraycopy(bias, 0, registers, to, sums);
        for (int i = 0; i < numbers.length; i++) {
            double x = registers[numbers[i]];
            for (int j = 0; j < sums; j++) {
                registers[to + j] += x * slopes[i * sums + j];
            }
        }
        for (int i = 0; i < codes.length; i++) {
            double[] table = tables[i];
            int code = (int) registers[codes[i]];
            for (int j = 0; j < sums; j++) {
                registers[to + j] += table[code * sums + j];
            }
        }
        for (int j = 0; single && j < sums; j++) {
            registers[to + j] = (float) registers[to + j];
        }
    }
}
