package io.leeway.onnx.flat;

/** Divides the numbers of a row by their norm, in single precision and in ONNX Runtime's order so that trees behind see its floats. */
record NormalizeStage(Norm norm, int[] from, int to) implements Stage {

    enum Norm {
        MAX,
        L1,
        L2
    }

    @Override
    public void run(double[] registers) {
        float norm = norm(registers);
        for (int i = 0; i < from.length; i++) {
            float x = (float) registers[from[i]];
            registers[to + i] = norm == 0 ? x : this.norm == Norm.L2 ? share(x, norm) : x / norm;
        }
    }

    private float norm(double[] registers) {
        float norm = norm() == Norm.MAX ? -Float.MAX_VALUE : 0;
        for (int register : from) {
            float x = (float) registers[register];
            switch (norm()) {
                case MAX -> norm = x > norm ? x : norm;
                case L1 -> norm += Math.abs(x);
                case L2 -> norm += x * x;
            }
        }
        return norm;
    }

    private static float share(float x, float sumOfSquares) {
        float share = (float) Math.sqrt(x * x / sumOfSquares);
        return x < 0 ? -share : share;
    }
}
