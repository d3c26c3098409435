package io.leeway.retraining;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * The evaluations at which so many trainings would have helped most, if the whole time had been known: what no policy can beat. By dynamic
 * programming over the evaluation at which each training's turn ends.
 *
 * @param evaluations the evaluations, from that of the first training on
 * @param loss the sum of the losses with them
 */
record Hindsight(List<Integer> evaluations, double loss) {

    /** The loss of the model trained at an evaluation, from there to another one, excluded. */
    @FunctionalInterface
    interface Loss {
        double of(int trainedAt, int end);
    }

    /** Finds the best evaluations of a backtest, by a model that is trained at each of them. */
    static <R> Hindsight of(BacktestSetting<R> setting, int trainings, Duration window) {
        int end = setting.evaluations();
        double[][] sums = new double[end][end + 1];
        for (int look = 0; look < end; look++) {
            BacktestModel<R> model = setting.trainings().first(look, setting.looks()[look], window);
            for (int each = look; each < end; each++) {
                sums[look][each + 1] =
                        sums[look][each] + model.loss(each, setting.firstRows()[each], setting.firstRows()[each + 1]);
            }
        }
        return best(trainings, 0, end, (look, until) -> sums[look][until]);
    }

    /**
     * Finds the best evaluations.
     *
     * @param trainings how many, the first at the first evaluation
     * @param first the first evaluation
     * @param end that after the last
     * @param loss of a model from its training on
     */
    static Hindsight best(int trainings, int first, int end, Loss loss) {
        int evaluations = end - first;
        if (trainings < 1 || trainings > evaluations) {
            throw new IllegalArgumentException(
                    trainings + " trainings do not fit into " + evaluations + " evaluations");
        }
        double[] least = new double[evaluations + 1];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        least[0] = 0;
        int[][] begins = new int[trainings][evaluations + 1];
        for (int training = 0; training < trainings; training++) {
            double[] next = new double[evaluations + 1];
            Arrays.fill(next, Double.POSITIVE_INFINITY);
            for (int begin = 0; begin < evaluations; begin++) {
                for (int until = begin + 1; until <= evaluations && least[begin] < Double.POSITIVE_INFINITY; until++) {
                    double sum = least[begin] + loss.of(first + begin, first + until);
                    if (sum < next[until]) {
                        next[until] = sum;
                        begins[training][until] = begin;
                    }
                }
            }
            least = next;
        }
        Deque<Integer> chosen = new ArrayDeque<>();
        int until = evaluations;
        for (int training = trainings - 1; training >= 0; training--) {
            until = begins[training][until];
            chosen.addFirst(first + until);
        }
        return new Hindsight(List.copyOf(chosen), least[evaluations]);
    }
}
