package io.leeway.monitoring;

import io.leeway.monitoring.performance.ScoredRows;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The predictions of the newest windows with the labels that come for them: what estimates are compared with, and groups are counted in. Guarded by the lock of the
 * monitor's work.
 */
final class RecentRows {
    private final PredictionForm form;
    private final double threshold;
    private final long mostRows;
    private final WindowData.Retention retention;
    private final ArrayDeque<RecentWindow> windows = new ArrayDeque<>();

    /** Labels of rows whose windows are open; those that came before the newest window was closed are older. */
    private Map<Long, Double> early = new LinkedHashMap<>();

    private Map<Long, Double> earlier = new LinkedHashMap<>();

    /**
     * All of it.
     *
     * @param earlyIds the rows of labels that came before their windows were closed
     */
    record State(
            List<RecentWindow.State> windows,
            long[] earlyIds,
            double[] earlyLabels,
            long[] earlierIds,
            double[] earlierLabels) {
        static final State NONE = new State(List.of(), new long[0], new double[0], new long[0], new double[0]);
    }

    /** Keeps the newest windows that have so many rows together, and the newest one in any case. */
    RecentRows(PredictionForm form, double threshold, long mostRows, WindowData.Retention retention) {
        this.retention = retention;
        this.form = form;
        this.threshold = threshold;
        this.mostRows = mostRows;
    }

    void labelled(long id, double actual) {
        for (var newest = windows.descendingIterator(); newest.hasNext(); ) {
            if (newest.next().labelled(id, actual)) {
                return;
            }
        }
        early.put(id, actual);
    }

    RecentWindow add(long number, Instant to, WindowData data) {
        RecentWindow window = data.recent(number, to, retention);
        window.take(early);
        window.take(earlier);
        earlier = early;
        early = new LinkedHashMap<>();
        windows.add(window);
        long rows = windows.stream().mapToLong(RecentWindow::rows).sum();
        while (rows > mostRows && windows.size() > 1) {
            rows -= windows.remove().rows();
        }
        return window;
    }

    /** Forgets all rows: another model answers from now on. */
    void clear() {
        windows.clear();
        early.clear();
        earlier.clear();
    }

    Collection<RecentWindow> windows() {
        return windows;
    }

    /** The rows of some windows; by day if rows of one depend on each other. */
    ScoredRows scored(Collection<RecentWindow> of, boolean byDay) {
        int rows = of.stream().mapToInt(RecentWindow::rows).sum();
        int width = form.width();
        double[] predictions = new double[rows * width];
        double[] labels = new double[rows];
        long[] days = new long[byDay && of.stream().allMatch(RecentWindow::hasDays) ? rows : 0];
        List<double[]> features = new ArrayList<>();
        int at = 0;
        for (RecentWindow each : of) {
            System.arraycopy(each.predictions(), 0, predictions, at * width, each.rows() * width);
            System.arraycopy(each.labels(), 0, labels, at, each.rows());
            if (days.length > 0) {
                System.arraycopy(each.days(), 0, days, at, each.rows());
            }
            features.addAll(each.features());
            at += each.rows();
        }
        ScoredRows scored =
                switch (form.kind()) {
                    case PROBABILITY, RANKING -> ScoredRows.binary(predictions, threshold);
                    case CLASSES -> ScoredRows.classes(vectors(predictions, width));
                    case NUMBER, BANDS ->
                        ScoredRows.numbers(points(predictions, width), features.toArray(double[][]::new));
                };
        return (days.length > 0 ? scored.clusters(days) : scored).labels(labels);
    }

    private static double[][] vectors(double[] predictions, int width) {
        double[][] vectors = new double[predictions.length / width][];
        Arrays.setAll(vectors, row -> Arrays.copyOfRange(predictions, row * width, (row + 1) * width));
        return vectors;
    }

    private static double[] points(double[] predictions, int width) {
        double[] points = new double[predictions.length / width];
        Arrays.setAll(points, row -> predictions[row * width]);
        return points;
    }

    /** The newest labelled rows: predictions, one behind the other, and labels last. */
    double[][] newest(int most) {
        List<double[]> rows = new ArrayList<>();
        for (var newest = windows.descendingIterator(); newest.hasNext() && rows.size() < most; ) {
            newest.next().collect(rows, most, form.width());
        }
        return rows.toArray(double[][]::new);
    }

    State state() {
        return new State(
                windows.stream().map(RecentWindow::state).toList(),
                early.keySet().stream().mapToLong(Long::longValue).toArray(),
                early.values().stream().mapToDouble(Double::doubleValue).toArray(),
                earlier.keySet().stream().mapToLong(Long::longValue).toArray(),
                earlier.values().stream().mapToDouble(Double::doubleValue).toArray());
    }

    void restore(State state) {
        clear();
        state.windows.forEach(each -> windows.add(new RecentWindow(each)));
        put(early, state.earlyIds, state.earlyLabels);
        put(earlier, state.earlierIds, state.earlierLabels);
    }

    private static void put(Map<Long, Double> into, long[] ids, double[] labels) {
        for (int i = 0; i < ids.length; i++) {
            into.put(ids[i], labels[i]);
        }
    }

    /** The group of each row of all windows by some attributes, null where it has none. */
    @Nullable
    String[] groups(List<Integer> attributes) {
        List<@Nullable String> groups = new ArrayList<>();
        windows.forEach(window -> window.addGroups(attributes, groups));
        return groups.toArray(new @Nullable String[0]);
    }
}
