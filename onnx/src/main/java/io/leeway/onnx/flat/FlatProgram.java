package io.leeway.onnx.flat;

import java.util.List;

/**
 * A compiled graph: reads the cells of a row into registers, then lets stages compute further registers from those. Each thread has
 * its own registers.
 */
final class FlatProgram<R> implements FlatGraph<R> {

    private final ThreadLocal<double[]> registers;
    private final NumberReader<R>[] numbers;
    private final int[] numberRegisters;
    private final Coder<R>[] coders;
    private final Guard[] guards;
    private final Stage[] stages;
    private final int[] outputs;

    /**
     * A register that is 0 where the graph refuses the row.
     *
     * @param input the graph's input with the unknown category
     */
    record Guard(int register, String input) {}

    @SuppressWarnings("unchecked")
    FlatProgram(
            double[] template,
            List<NumberReader<R>> numbers,
            int[] numberRegisters,
            List<Coder<R>> coders,
            List<Guard> guards,
            List<Stage> stages,
            int[] outputs) {
        this.registers = ThreadLocal.withInitial(template::clone);
        this.numbers = (NumberReader<R>[]) numbers.toArray(new NumberReader<?>[0]);
        this.numberRegisters = numberRegisters;
        this.coders = (Coder<R>[]) coders.toArray(new Coder<?>[0]);
        this.guards = guards.toArray(new Guard[0]);
        this.stages = stages.toArray(new Stage[0]);
        this.outputs = outputs;
    }

    @Override
    public int width() {
        return outputs.length;
    }

    @Override
    public void scores(R row, double[] into) {
        double[] computed = run(row);
        for (int i = 0; i < outputs.length; i++) {
            into[i] = computed[outputs[i]];
        }
    }

    @Override
    public double score(R row, int place) {
        return run(row)[outputs[place]];
    }

    private double[] run(R row) {
        double[] own = registers.get();
        for (int i = 0; i < numbers.length; i++) {
            own[numberRegisters[i]] = numbers[i].number(row);
        }
        for (Coder<R> coder : coders) {
            coder.read(row, own);
        }
        for (Guard guard : guards) {
            if (own[guard.register] == 0) {
                throw new UnknownCategoryException(guard.input);
            }
        }
        for (Stage stage : stages) {
            stage.run(own);
        }
        return own;
    }
}
