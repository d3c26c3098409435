package io.leeway.monitoring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The valid predictions of a closed window, and the labels that have come. */
final class RecentWindow {
    private final State state;

    /** Rows by their ids: the ids in ascending order, and the rows that have them. */
    private final long[] sorted;

    private final int[] rowOf;
    private boolean touched;

    /**
     * What is kept of it.
     *
     * @param predictions one row's behind the other's
     * @param labels NaN where none has come
     * @param days by which rows depend on each other; empty where rows have no time
     * @param groups the names of each attribute's values, and which each row has
     * @param features of each row, where a model of the loss needs them; otherwise empty
     * @param touched whether labels came that no estimate has shown
     */
    record State(
            long number,
            Instant to,
            double[] predictions,
            double[] labels,
            long[] ids,
            long[] days,
            List<BlockRows.Codes> groups,
            List<double[]> features,
            boolean touched) {}

    RecentWindow(State state) {
        this.state = state;
        this.touched = state.touched;
        int[] order = IntStream.range(0, state.ids.length)
                .boxed()
                .sorted(Comparator.comparingLong(row -> state.ids[row]))
                .mapToInt(row -> row)
                .toArray();
        this.rowOf = order;
        this.sorted = Arrays.stream(order).mapToLong(row -> state.ids[row]).toArray();
    }

    long number() {
        return state.number;
    }

    Instant to() {
        return state.to;
    }

    int rows() {
        return state.ids.length;
    }

    boolean hasDays() {
        return state.days.length == rows();
    }

    double[] predictions() {
        return state.predictions;
    }

    double[] labels() {
        return state.labels;
    }

    long[] days() {
        return state.days;
    }

    List<double[]> features() {
        return state.features;
    }

    /** Takes the label of a row; false if the row is not here. */
    boolean labelled(long id, double actual) {
        int at = Arrays.binarySearch(sorted, id);
        if (at < 0) {
            return false;
        }
        state.labels[rowOf[at]] = actual;
        touched = true;
        return true;
    }

    /** Takes the labels that came before the window was closed, and removes them. */
    void take(Map<Long, Double> early) {
        early.entrySet().removeIf(label -> labelled(label.getKey(), label.getValue()));
    }

    /** Whether labels have come since this was asked last. */
    boolean isTouched() {
        boolean was = touched;
        touched = false;
        return was;
    }

    /** Adds labelled rows, the newest first: the numbers of the prediction, then the label. */
    void collect(List<double[]> rows, int most, int width) {
        for (int row = rows() - 1; row >= 0 && rows.size() < most; row--) {
            if (!Double.isNaN(state.labels[row])) {
                double[] values = Arrays.copyOfRange(state.predictions, row * width, row * width + width + 1);
                values[width] = state.labels[row];
                rows.add(values);
            }
        }
    }

    void addGroups(List<Integer> attributes, List<@Nullable String> groups) {
        for (int row = 0; row < rows(); row++) {
            List<String> values = new ArrayList<>();
            for (int attribute : attributes) {
                BlockRows.Codes codes = state.groups.get(attribute);
                if (codes.codes()[row] >= 0) {
                    values.add(codes.names().get(codes.codes()[row]));
                }
            }
            groups.add(values.size() == attributes.size() ? String.join(" & ", values) : null);
        }
    }

    State state() {
        return new State(
                state.number,
                state.to,
                state.predictions,
                state.labels,
                state.ids,
                state.days,
                state.groups,
                state.features,
                touched);
    }
}
