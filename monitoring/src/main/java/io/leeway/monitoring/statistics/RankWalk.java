package io.leeway.monitoring.statistics;

/**
 * Adds up what {@link RankSums} has, some distinct values at a time. Mutable; for one thread.
 *
 * <p>Every sum has a row of partial sums, to which the terms of a chunk are added place by place, so that the JIT compiler computes several terms at
 * a time.
 */
final class RankWalk {

    /** Distinct values at a time: what a loop reads and writes stays in the first-level cache. */
    static final int CHUNK = 256;

    /** Below this share of the values at a point the weight of the point is a rounding error. */
    private static final double NO_WEIGHT = 1e-18;

    private final double n;
    private final double m;
    private final double scale;
    private final boolean areWhole;
    private final int chunk;

    /** The points of a chunk and the one before each, scaled, and how many values of each sample are at them. */
    private final double[] point;

    private final double[] before;
    private final double[] ofX;
    private final double[] ofY;

    /** The values before each point, or before the middle of its tie, and how far they are apart as shares of the samples, times n m. */
    private final double[] beforeX;

    private final double[] beforeY;
    private final double[] differences;

    private final double[] areas;
    private final double[] areasOfSquares;
    private final double[] squares;
    private final double[] weightedSquares;
    private final double[] excesses;
    private final double[] squaresOfX;
    private final double[] squaresOfY;

    private double last;
    private double inX;
    private double inY;
    private int size;
    private double above;
    private double below;
    private double cubes;
    private double tiesOfX;
    private double tiesOfY;
    private double tiesOfBoth;

    /**
     * Begins a walk.
     *
     * @param n values of the first sample
     * @param m values of the second sample
     * @param scale what points are multiplied by
     * @param points how many points there are at most
     * @param areWhole whether the counts at all points are whole numbers
     */
    RankWalk(double n, double m, double scale, int points, boolean areWhole) {
        this.n = n;
        this.m = m;
        this.scale = scale;
        this.areWhole = areWhole;
        this.chunk = Math.min(CHUNK, points);
        this.beforeX = new double[chunk];
        this.beforeY = new double[chunk];
        this.differences = new double[chunk];
        this.point = new double[chunk];
        this.before = new double[chunk];
        this.ofX = new double[chunk];
        this.ofY = new double[chunk];
        this.areas = new double[chunk];
        this.areasOfSquares = new double[chunk];
        this.squares = new double[chunk];
        this.weightedSquares = new double[chunk];
        this.excesses = new double[chunk];
        this.squaresOfX = new double[chunk];
        this.squaresOfY = new double[chunk];
    }

    /** Adds distinct values that are greater than those before, and how many of each sample are equal to them. */
    void add(double[] points, double[] x, double[] y, int count) {
        for (int done = 0; done < count; done += chunk) {
            addChunk(points, x, y, done, Math.min(chunk, count - done));
        }
    }

    private void addChunk(double[] points, double[] x, double[] y, int from, int count) {
        System.arraycopy(points, from, point, 0, count);
        System.arraycopy(x, from, ofX, 0, count);
        System.arraycopy(y, from, ofY, 0, count);
        if (size == 0) {
            last = point[0] * scale;
        }
        double values = inX + inY;
        countBefore(count);
        if (areWhole && inX + inY - values == count) {
            cubes += count;
        } else {
            addTies(count);
        }
        addDistances(count);
        addRanks(count);
        size += count;
    }

    private void countBefore(int count) {
        double i = inX;
        double j = inY;
        int k = 0;
        // Two at a time: a sum waits for the one before.
        for (; k + 1 < count; k += 2) {
            beforeX[k] = i;
            beforeY[k] = j;
            beforeX[k + 1] = i + ofX[k];
            beforeY[k + 1] = j + ofY[k];
            i += ofX[k] + ofX[k + 1];
            j += ofY[k] + ofY[k + 1];
        }
        if (k < count) {
            beforeX[k] = i;
            beforeY[k] = j;
            i += ofX[k];
            j += ofY[k];
        }
        inX = i;
        inY = j;
    }

    private void addDistances(int count) {
        times(point, scale, count);
        before[0] = last;
        System.arraycopy(point, 0, before, 1, count - 1);
        last = point[count - 1];
        differences(beforeX, beforeY, n, m, differences, count);
        addAreas(differences, 1 / (n * m), point, before, areas, areasOfSquares, count);
        double most = above;
        double least = -below;
        for (int k = 0; k < count; k++) {
            // New extremes are rare, so that a processor guesses these branches rightly.
            if (differences[k] > most) {
                most = differences[k];
            }
            if (differences[k] < least) {
                least = differences[k];
            }
        }
        above = most;
        below = -least;
    }

    private void addRanks(int count) {
        middle(beforeX, ofX, count);
        middle(beforeY, ofY, count);
        addExcess(ofX, beforeY, m, excesses, squaresOfX, count);
        addSquaresOfY(ofY, beforeX, squaresOfY, count);
        differences(beforeX, beforeY, n, m, differences, count);
        weigh(beforeX, beforeY, ofX, ofY, n + m, count);
        addSquares(differences, 1 / (n * m), ofX, ofY, squares, weightedSquares, count);
    }

    private static void times(double[] values, double factor, int count) {
        for (int k = 0; k < count; k++) {
            values[k] *= factor;
        }
    }

    private static void differences(double[] x, double[] y, double n, double m, double[] into, int count) {
        for (int k = 0; k < count; k++) {
            into[k] = x[k] * m - y[k] * n;
        }
    }

    private static void addAreas(
            double[] differences,
            double ofPair,
            double[] to,
            double[] from,
            double[] areas,
            double[] areasOfSquares,
            int count) {
        for (int k = 0; k < count; k++) {
            double height = differences[k] * ofPair;
            double width = to[k] - from[k];
            areas[k] += Math.abs(height) * width;
            areasOfSquares[k] += height * height * width;
        }
    }

    /** Turns the numbers of values before ties to those in the middle of ties. */
    private static void middle(double[] before, double[] ties, int count) {
        for (int k = 0; k < count; k++) {
            before[k] += ties[k] * 0.5;
        }
    }

    private static void addExcess(
            double[] ties, double[] middle, double m, double[] excesses, double[] squares, int count) {
        for (int k = 0; k < count; k++) {
            double above = m - middle[k];
            excesses[k] += ties[k] * (middle[k] - above);
            squares[k] += ties[k] * above * above;
        }
    }

    private static void addSquaresOfY(double[] ties, double[] middle, double[] squares, int count) {
        for (int k = 0; k < count; k++) {
            squares[k] += ties[k] * middle[k] * middle[k];
        }
    }

    /** Puts the values at each point in place of those of the first sample, and the weight of the point in place of those of the second. */
    private static void weigh(
            double[] middleOfX, double[] middleOfY, double[] ofX, double[] ofY, double all, int count) {
        double ofAll = 1 / all;
        for (int k = 0; k < count; k++) {
            ofX[k] += ofY[k];
        }
        for (int k = 0; k < count; k++) {
            double middle = middleOfX[k] + middleOfY[k];
            ofY[k] = Math.max(middle * (all - middle) * ofAll - ofX[k] * 0.25, ofX[k] * NO_WEIGHT);
        }
    }

    private static void addSquares(
            double[] differences,
            double ofPair,
            double[] values,
            double[] weights,
            double[] squares,
            double[] weightedSquares,
            int count) {
        for (int k = 0; k < count; k++) {
            double off = differences[k] * ofPair;
            double square = values[k] * off * off;
            squares[k] += square;
            weightedSquares[k] += square / weights[k];
        }
    }

    private void addTies(int count) {
        for (int k = 0; k < count; k++) {
            double a = ofX[k];
            double b = ofY[k];
            if (a + b == 1 && a * b == 0) {
                cubes++;
            } else {
                cubes += (a + b) * (a + b) * (a + b);
                tiesOfX += a * (a * a - 1);
                tiesOfY += b * (b * b - 1);
                tiesOfBoth += a * b * (a + b);
            }
        }
    }

    RankSums sums() {
        return new RankSums(
                n,
                m,
                size,
                above / (n * m),
                below / (n * m),
                sum(squares),
                sum(weightedSquares),
                sum(excesses),
                sum(squaresOfX) / (m * m),
                sum(squaresOfY) / (n * n),
                cubes,
                tiesOfX,
                tiesOfY,
                tiesOfBoth,
                sum(areas),
                sum(areasOfSquares));
    }

    private static double sum(double[] terms) {
        double sum = 0;
        for (double term : terms) {
            sum += term;
        }
        return sum;
    }
}
