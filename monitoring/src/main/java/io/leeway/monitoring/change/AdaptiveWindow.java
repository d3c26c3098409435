package io.leeway.monitoring.change;

/**
 * The newest values of a stream, summarised in buckets of 1, 2, 4, ... values, and the search for a place to cut them.
 *
 * <p>Level {@code l} holds at most {@code buckets} buckets of {@code 2^l} values, the oldest first. The buckets of all levels lie in one
 * flat array, {@code capacity} slots a level, so that the search walks memory forwards within a level.
 */
final class AdaptiveWindow {

    /** More levels than values can ever come: the top one holds buckets of 2^59 values. */
    private static final int LEVELS = 60;

    /** Above the relative error of two products and their difference. */
    private static final double ROUNDING = 1e-15;

    /** Keeps the cheap test on the safe side of the exact one. */
    private static final double SAFETY = 1 - 1e-9;

    private final int capacity;
    private final double[] totals;
    private final double[] deviations;
    private final int[] sizes = new int[LEVELS];

    private int levels = 1;
    private double width;
    private double total;
    private double deviation;

    private double droppedCount;
    private double droppedTotal;
    private double gap;
    private double bound;

    AdaptiveWindow(int buckets) {
        capacity = buckets + 1;
        totals = new double[LEVELS * capacity];
        deviations = new double[LEVELS * capacity];
    }

    /** Adds a value at the new end. */
    void add(double value) {
        int slot = sizes[0]++;
        totals[slot] = value;
        deviations[slot] = 0;
        width += 1;
        if (width > 1) {
            double difference = value - total / (width - 1);
            deviation += (width - 1) * difference * difference / width;
        }
        total += value;
        if (slot + 1 == capacity) {
            merge();
        }
    }

    /** Merges the two oldest buckets of each full level into one of the next level. */
    private void merge() {
        for (int level = 0; sizes[level] == capacity; level++) {
            int first = level * capacity;
            double count = 1L << level;
            double difference = totals[first] / count - totals[first + 1] / count;
            int next = first + capacity + sizes[level + 1]++;
            totals[next] = totals[first] + totals[first + 1];
            deviations[next] = deviations[first] + deviations[first + 1] + count * 0.5 * difference * difference;
            drop(level, 2);
            levels = Math.max(levels, level + 2);
        }
    }

    private void drop(int level, int count) {
        int size = sizes[level] - count;
        int to = level * capacity;
        for (int slot = to; slot < to + size; slot++) {
            totals[slot] = totals[slot + count];
            deviations[slot] = deviations[slot + count];
        }
        sizes[level] = size;
    }

    /**
     * Drops the oldest buckets while some older part of the window differs from the newer part.
     *
     * @param delta the probability of a cut where nothing has changed, in (0, 1)
     * @param shortest values that each part needs
     * @return whether anything was dropped
     */
    boolean shrink(double delta, double shortest) {
        double widthBefore = width;
        double totalBefore = total;
        boolean shrunk = false;
        while (findCut(delta, shortest)) {
            dropOldest();
            shrunk = true;
        }
        if (shrunk) {
            droppedCount = widthBefore - width;
            droppedTotal = totalBefore - total;
        }
        return shrunk;
    }

    /**
     * Looks at each limit between buckets, from old to new.
     *
     * <p>With {@code n = n0 + n1} values, a cut needs {@code |u0/n0 - u1/n1| > sqrt(2 m v c) + (2/3) c m}, where {@code m >= 1/n0 + 1/n1}.
     * So it needs {@code (u0 n1 - u1 n0)^2 > 2 v c n n0 n1 + ((2/3) c n)^2}: no division and no root, and rarely true where nothing has
     * changed. Only then the exact inequality is evaluated.
     */
    private boolean findCut(double delta, double shortest) {
        double confidence = Math.log(2 * Math.log(width) / delta);
        double variance = deviation / width;
        double slope = 2 * variance * confidence * width * SAFETY;
        double offset = 2.0 / 3 * confidence * width;
        offset = offset * offset * SAFETY;
        double n0 = 0;
        double n1 = width;
        double u0 = 0;
        double u1 = total;
        for (int level = levels - 1; level >= 0; level--) {
            double count = 1L << level;
            int from = level * capacity;
            // The newest value of all has nothing after it to compare with.
            int to = from + sizes[level] - (level == 0 ? 1 : 0);
            for (int slot = from; slot < to; slot++) {
                double sum = totals[slot];
                n0 += count;
                n1 -= count;
                u0 += sum;
                u1 -= sum;
                double left = u0 * n1;
                double right = u1 * n0;
                double apart = Math.abs(left - right) + ROUNDING * (Math.abs(left) + Math.abs(right));
                if (apart * apart > slope * n0 * n1 + offset
                        && n0 >= shortest
                        && n1 >= shortest
                        && isCut(n0, u0, n1, u1, shortest, variance, confidence)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isCut(
            double n0, double u0, double n1, double u1, double shortest, double variance, double confidence) {
        double difference = u0 / n0 - u1 / n1;
        double reciprocals = 1 / (n0 - shortest + 1) + 1 / (n1 - shortest + 1);
        double limit = Math.sqrt(2 * reciprocals * variance * confidence) + 2.0 / 3 * confidence * reciprocals;
        if (!(Math.abs(difference) > limit)) {
            return false;
        }
        gap = Math.abs(difference);
        bound = limit;
        return true;
    }

    private void dropOldest() {
        int level = levels - 1;
        int slot = level * capacity;
        double count = 1L << level;
        double sum = totals[slot];
        width -= count;
        total -= sum;
        double difference = sum / count - total / width;
        deviation -= deviations[slot] + count * width * difference * difference / (count + width);
        // Cancellation may leave a sum of squares just below zero.
        deviation = Math.max(0, deviation);
        drop(level, 1);
        if (sizes[level] == 0) {
            levels--;
        }
    }

    void clear() {
        for (int level = 0; level < levels; level++) {
            sizes[level] = 0;
        }
        levels = 1;
        width = 0;
        total = 0;
        deviation = 0;
        droppedCount = 0;
        droppedTotal = 0;
        gap = 0;
        bound = 0;
    }

    void form(DetectorForm form) {
        levels = (int) form.whole(levels, 1, LEVELS);
        for (int level = 0; level < levels; level++) {
            sizes[level] = (int) form.whole(sizes[level], 0, capacity - 1);
            for (int slot = level * capacity; slot < level * capacity + sizes[level]; slot++) {
                totals[slot] = form.number(totals[slot]);
                deviations[slot] = form.number(deviations[slot]);
            }
        }
        width = form.number(width);
        total = form.number(total);
        deviation = form.number(deviation);
        droppedCount = form.number(droppedCount);
        droppedTotal = form.number(droppedTotal);
        gap = form.number(gap);
        bound = form.number(bound);
    }

    double width() {
        return width;
    }

    double total() {
        return total;
    }

    /** The sum of the squared deviations from the mean. */
    double deviation() {
        return deviation;
    }

    /** Values that the last shrinking dropped. */
    double droppedCount() {
        return droppedCount;
    }

    double droppedMean() {
        return droppedTotal / droppedCount;
    }

    /** How far the means of the two parts were apart at the last cut. */
    double gap() {
        return gap;
    }

    /** What the gap exceeded. */
    double bound() {
        return bound;
    }
}
