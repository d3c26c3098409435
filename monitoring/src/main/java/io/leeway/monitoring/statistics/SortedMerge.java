package io.leeway.monitoring.statistics;

/** Merges two ascending samples, some distinct values at a time. Mutable; for one thread. */
final class SortedMerge {

    /** Points that are merged before they are added up: they stay in the first-level cache. */
    private static final int CHUNK = RankWalk.CHUNK;

    private final double[] x;
    private final double[] y;
    private final double[] points = new double[CHUNK];
    private final double[] ofX = new double[CHUNK];
    private final double[] ofY = new double[CHUNK];
    private int i;
    private int j;
    private int size;

    SortedMerge(double[] x, double[] y) {
        this.x = x;
        this.y = y;
    }

    /** Adds all to the sums. */
    void addTo(RankWalk walk) {
        while (next() > 0) {
            walk.add(points, ofX, ofY, size);
        }
    }

    /** Finds the next distinct values and returns how many there are. */
    private int next() {
        size = 0;
        int nextOfX = i;
        int nextOfY = j;
        int found = 0;
        while (found < CHUNK && nextOfX < x.length && nextOfY < y.length) {
            // Without a branch that a processor would have to guess.
            double first = x[nextOfX];
            double second = y[nextOfY];
            double at = Math.min(first, second);
            int a = first <= second ? 1 : 0;
            int b = second <= first ? 1 : 0;
            while (nextOfX + a < x.length && x[nextOfX + a] == at) {
                a++;
            }
            while (nextOfY + b < y.length && y[nextOfY + b] == at) {
                b++;
            }
            nextOfX += a;
            nextOfY += b;
            points[found] = at;
            ofX[found] = a;
            ofY[found++] = b;
        }
        size = found;
        i = nextOfX;
        j = nextOfY;
        if (j == y.length) {
            i = addRest(x, i, ofX, ofY);
        } else if (i == x.length) {
            j = addRest(y, j, ofY, ofX);
        }
        return size;
    }

    /** Goes on with one sample where the other has ended. */
    private int addRest(double[] ascending, int from, double[] counts, double[] others) {
        int to = from;
        for (; size < CHUNK && to < ascending.length; size++) {
            int begin = to;
            points[size] = ascending[to];
            while (to < ascending.length && ascending[to] == points[size]) {
                to++;
            }
            counts[size] = to - begin;
            others[size] = 0;
        }
        return to;
    }
}
