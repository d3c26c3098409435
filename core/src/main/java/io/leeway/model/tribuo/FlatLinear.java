package io.leeway.model.tribuo;

/**
 * The weights of XGBoost's {@code gblinear}. Each feature of the row is multiplied by its weights and added in floats, feature by feature in the order of their
 * numbers, as XGBoost does; absent ones add nothing. Immutable.
 */
final class FlatLinear implements FlatSum {

    /** Of each feature its register, and at the same place its weights, one for each sum. */
    private final int[] registers;

    private final float[][] weights;

    FlatLinear(int[] registers, float[][] weights) {
        this.registers = registers;
        this.weights = weights;
    }

    @Override
    public void add(double[] x, double[] sums) {
        for (int i = 0; i < registers.length; i++) {
            double value = x[registers[i]];
            if (value != Double.NEGATIVE_INFINITY) {
                float[] own = weights[i];
                for (int k = 0; k < sums.length; k++) {
                    sums[k] = (float) (sums[k] + (float) (value * own[k]));
                }
            }
        }
    }

    int features() {
        return registers.length;
    }

    int register(int feature) {
        return registers[feature];
    }

    /** The most that a unit of a feature adds to a sum, or takes from it. */
    double steepness(int feature) {
        double most = 0;
        for (float weight : weights[feature]) {
            most = Math.max(most, Math.abs(weight));
        }
        return most;
    }
}
