package io.leeway.onnx.flat;

/** Combines pairs of registers by one operation of arithmetic. */
record PairStage(Kind kind, int[] left, int[] right, int to) implements Stage {

    enum Kind {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE
    }

    @Override
    public void run(double[] registers) {
        for (int i = 0; i < left.length; i++) {
            double a = registers[left[i]];
            double b = registers[right[i]];
            registers[to + i] = switch (kind) {
                case ADD -> a + b;
                case SUBTRACT -> a - b;
                case MULTIPLY -> a * b;
                case DIVIDE -> a / b;
            };
        }
    }
}
