package io.leeway.onnx.flat;

/** A part of the computation of one row after its cells are read: reads registers and writes others. Immutable. */
interface Stage {
    void run(double[] registers);
}
