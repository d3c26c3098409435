package io.leeway.onnx.flat;

import io.leeway.model.UnseenCategories;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A compiled graph: reads the cells of a row into registers, then lets stages compute further registers from those. Each thread has
 * its own registers.
 */
final class FlatProgram<R> implements FlatGraph<R> {

    private final double[] template;
    private final ThreadLocal<double[]> registers;
    private final NumberReader<R>[] numbers;
    private final int[] numberRegisters;
    private final Coder<R>[] coders;

    /** By the place of the coder: the feature whose unknown categories it counts, or -1. */
    private final int[] counted;

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
        this.template = template;
        this.registers = ThreadLocal.withInitial(template::clone);
        this.numbers = (NumberReader<R>[]) numbers.toArray(new NumberReader<?>[0]);
        this.numberRegisters = numberRegisters;
        this.coders = (Coder<R>[]) coders.toArray(new Coder<?>[0]);
        this.counted = coders.stream()
                .mapToInt(coder -> isAlone(coder, coders) ? coder.feature() : -1)
                .toArray();
        this.guards = guards.toArray(new Guard[0]);
        this.stages = stages.toArray(new Stage[0]);
        this.outputs = outputs;
    }

    /** A feature that is looked up in two ways would be counted twice. */
    private static <R> boolean isAlone(Coder<R> coder, List<Coder<R>> all) {
        return all.stream().filter(each -> each.feature() == coder.feature()).count() == 1;
    }

    @Override
    public int width() {
        return outputs.length;
    }

    @Override
    public void scores(R row, double[] into, UnseenCategories unseen) {
        double[] computed = run(row, unseen);
        for (int i = 0; i < outputs.length; i++) {
            into[i] = computed[outputs[i]];
        }
    }

    @Override
    public double score(R row, int place, UnseenCategories unseen) {
        return run(row, unseen)[outputs[place]];
    }

    @Override
    public boolean counts(int feature) {
        return Arrays.stream(counted).anyMatch(each -> each == feature);
    }

    @Override
    public <S> FlatGraph<S> over(Map<Cell<R>, Cell<S>> cells) {
        return new FlatProgram<>(
                template,
                Arrays.stream(numbers).map(each -> each.over(cells)).toList(),
                numberRegisters,
                Arrays.stream(coders).map(each -> each.over(cells)).toList(),
                List.of(guards),
                List.of(stages),
                outputs);
    }

    private double[] run(R row, UnseenCategories unseen) {
        double[] own = registers.get();
        for (int i = 0; i < numbers.length; i++) {
            own[numberRegisters[i]] = numbers[i].number(row);
        }
        for (int i = 0; i < coders.length; i++) {
            coders[i].read(row, own);
            if (counted[i] >= 0 && coders[i].isUnknown(row, own)) {
                unseen.count(counted[i]);
            }
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
