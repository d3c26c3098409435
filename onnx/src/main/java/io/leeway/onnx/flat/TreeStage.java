package io.leeway.onnx.flat;

import java.util.Arrays;

/**
 * Aggregates the answers of trees.
 *
 * @param to the first register of the aggregates
 * @param targets how many there are
 */
record TreeStage(Trees trees, Aggregate aggregate, int to, int targets) implements Stage {

    enum Aggregate {
        SUM,
        MIN,
        MAX
    }

    @Override
    public void run(double[] registers) {
        if (aggregate != Aggregate.SUM) {
            keep(registers);
        } else if (targets == 1) {
            registers[to] = trees.sum(registers);
        } else {
            Arrays.fill(registers, to, to + targets, 0);
            trees.addTo(registers, to);
        }
    }

    private void keep(double[] registers) {
        Arrays.fill(registers, to, to + targets, Double.NaN);
        trees.keep(aggregate == Aggregate.MAX, registers, to);
        for (int i = to; i < to + targets; i++) {
            registers[i] = Double.isNaN(registers[i]) ? 0 : registers[i];
        }
    }
}
