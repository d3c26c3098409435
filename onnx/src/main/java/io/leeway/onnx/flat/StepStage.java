package io.leeway.onnx.flat;

import java.util.ArrayList;
import java.util.List;

/** Applies steps to single registers, in order. */
final class StepStage implements Stage {

    private final Step[] steps;
    private final int[] from;
    private final int[] to;

    private StepStage(List<Call> calls) {
        this.steps = calls.stream().map(Call::step).toArray(Step[]::new);
        this.from = calls.stream().mapToInt(Call::from).toArray();
        this.to = calls.stream().mapToInt(Call::to).toArray();
    }

    private record Call(Step step, int from, int to) {}

    /** Collects steps, as long as nothing else comes between them. */
    static final class Draft {
        private final List<Call> calls = new ArrayList<>();

        void add(Step step, int from, int to) {
            calls.add(new Call(step, from, to));
        }

        StepStage stage() {
            return new StepStage(calls);
        }
    }

    @Override
    public void run(double[] registers) {
        for (int i = 0; i < steps.length; i++) {
            registers[to[i]] = steps[i].apply(registers[from[i]]);
        }
    }
}
