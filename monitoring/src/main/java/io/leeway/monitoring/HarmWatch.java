package io.leeway.monitoring;

import io.leeway.monitoring.performance.LabelledReference;
import io.leeway.monitoring.performance.RiskMonitor;
import io.leeway.monitoring.performance.RiskReading;
import io.leeway.monitoring.performance.RiskState;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;

/**
 * Watches the risk of a model over the labels that come. Where the reference's rows are of days, each day counts as one observation, as soon as labels of three later
 * days have come: labels seldom come in the order of the days. Guarded by the lock of the monitor's work.
 */
final class HarmWatch {
    /** How many days may get labels at a time. */
    private static final int OPEN_DAYS = 3;

    private final PredictionForm form;
    private final double tolerance;
    private final double alpha;
    private final ZoneId zone;
    private double largest;
    private boolean byDay;
    private RiskMonitor risk;
    private final TreeMap<Long, double[]> open = new TreeMap<>();
    private long lastDay = Long.MIN_VALUE;

    /** Labels of days that were over. */
    private long late;

    private long sinceMillis = Long.MIN_VALUE;

    /**
     * All that is known.
     *
     * @param days those that are open; their sums of losses and numbers of rows
     */
    record State(
            RiskState risk,
            double largest,
            boolean byDay,
            long[] days,
            double[] sums,
            double[] rows,
            long lastDay,
            long late,
            long sinceMillis) {}

    HarmWatch(PredictionForm form, LabelledReference reference, double tolerance, double alpha, ZoneId zone) {
        this.form = form;
        this.tolerance = tolerance;
        this.alpha = alpha;
        this.zone = zone;
        this.byDay = reference.hasClusters();
        this.largest = largest(form, reference);
        this.risk = monitor(reference);
    }

    private RiskMonitor monitor(LabelledReference reference) {
        double[] losses = reference.losses(largest);
        return byDay
                ? RiskMonitor.ofBlocks(losses, reference.clusters(), largest, tolerance, alpha)
                : RiskMonitor.of(losses, largest, tolerance, alpha);
    }

    /** Losses of classifications are at most 1; errors of numbers are cut off at the largest one of the reference, plus the tolerance. */
    private static double largest(PredictionForm form, LabelledReference reference) {
        boolean isNumber = form.kind() == PredictionForm.Kind.NUMBER || form.kind() == PredictionForm.Kind.BANDS;
        return isNumber ? 2 * reference.largestError() : 1;
    }

    /** Begins anew for another model, whose first row comes after that time. */
    void restart(LabelledReference reference, long millis) {
        byDay = reference.hasClusters();
        largest = largest(form, reference);
        risk = monitor(reference);
        open.clear();
        lastDay = Long.MIN_VALUE;
        sinceMillis = millis;
    }

    void add(double prediction, double actual, long predictedMillis) {
        if (predictedMillis <= sinceMillis) {
            return;
        }
        double loss = Math.min(largest, loss(prediction, actual));
        if (!byDay) {
            risk.add(loss);
            return;
        }
        long day = day(predictedMillis, zone);
        if (day <= lastDay) {
            late++;
            return;
        }
        double[] sum = open.computeIfAbsent(day, key -> new double[2]);
        sum[0] += loss;
        sum[1]++;
        while (open.size() > OPEN_DAYS) {
            Map.Entry<Long, double[]> oldest = open.pollFirstEntry();
            lastDay = oldest.getKey();
            risk.add(Math.min(largest, oldest.getValue()[0] / oldest.getValue()[1]));
        }
    }

    private double loss(double prediction, double actual) {
        return switch (form.kind()) {
            case CLASSES -> prediction == actual ? 0 : 1;
            case PROBABILITY, RANKING -> (prediction - actual) * (prediction - actual);
            case NUMBER, BANDS -> Math.abs(prediction - actual);
        };
    }

    static long day(long millis, ZoneId zone) {
        return Instant.ofEpochMilli(millis).atZone(zone).toLocalDate().toEpochDay();
    }

    RiskReading reading() {
        return risk.reading();
    }

    State state() {
        return new State(
                risk.state(),
                largest,
                byDay,
                open.keySet().stream().mapToLong(Long::longValue).toArray(),
                open.values().stream().mapToDouble(sum -> sum[0]).toArray(),
                open.values().stream().mapToDouble(sum -> sum[1]).toArray(),
                lastDay,
                late,
                sinceMillis);
    }

    void restore(State state) {
        risk = RiskMonitor.of(state.risk);
        largest = state.largest;
        byDay = state.byDay;
        open.clear();
        for (int i = 0; i < state.days.length; i++) {
            open.put(state.days[i], new double[] {state.sums[i], state.rows[i]});
        }
        lastDay = state.lastDay;
        late = state.late;
        sinceMillis = state.sinceMillis;
    }
}
