package io.leeway.examples.flights;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * The days on which so many trainings would have helped most, if the whole time had been known: what no policy can beat. By dynamic
 * programming over the day on which each training's turn ends.
 *
 * @param days the days of the trainings
 * @param loss the sum of the losses with them
 */
record Hindsight(List<Integer> days, double loss) {

    /** The loss of the model trained on a day over the days from one, included, to another, excluded. */
    @FunctionalInterface
    interface Loss {
        double of(int trainedOn, int toDay);
    }

    /**
     * Finds the best days.
     *
     * @param trainings how many, the first on the first day
     * @param firstDay the first day
     * @param lastDay the day after the last
     * @param loss of a model from the day of its training on
     */
    static Hindsight best(int trainings, int firstDay, int lastDay, Loss loss) {
        int days = lastDay - firstDay;
        if (trainings < 1 || trainings > days) {
            throw new IllegalArgumentException(trainings + " trainings do not fit into " + days + " days");
        }
        double[] least = new double[days + 1];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        least[0] = 0;
        int[][] begins = new int[trainings][days + 1];
        for (int training = 0; training < trainings; training++) {
            double[] next = new double[days + 1];
            Arrays.fill(next, Double.POSITIVE_INFINITY);
            for (int begin = 0; begin < days; begin++) {
                for (int end = begin + 1; end <= days && least[begin] < Double.POSITIVE_INFINITY; end++) {
                    double sum = least[begin] + loss.of(firstDay + begin, firstDay + end);
                    if (sum < next[end]) {
                        next[end] = sum;
                        begins[training][end] = begin;
                    }
                }
            }
            least = next;
        }
        Deque<Integer> chosen = new ArrayDeque<>();
        int end = days;
        for (int training = trainings - 1; training >= 0; training--) {
            end = begins[training][end];
            chosen.addFirst(firstDay + end);
        }
        return new Hindsight(List.copyOf(chosen), least[days]);
    }
}
