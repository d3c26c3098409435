package io.leeway.monitoring.statistics;

/**
 * Sums over the distinct values of two samples in one ascending order, of which rank statistics are functions: by one walk for all of them.
 *
 * <p>At each distinct value, a numbers of the first sample and b of the second are equal to it, i and j are below it; F and G are the distribution
 * functions in the middle of its tie, (i + a / 2) / n and (j + b / 2) / m.
 *
 * @param n numbers of the first sample, above 0
 * @param m numbers of the second sample, above 0
 * @param size how many distinct values there are
 * @param above the largest excess of the first distribution function over the second, 0 or more
 * @param below the largest excess of the second over the first, 0 or more
 * @param squares the sum of (a + b) (F - G)^2
 * @param weightedSquares the sum of (a + b) (F - G)^2 / w with w = M (n + m - M) / (n + m) - (a + b) / 4 in the middle M of the tie
 * @param excess the sum of a (2 j + b - m): pairs of which the first sample has the greater number, less those of which the second has it
 * @param squaresOfX the sum of a (1 - G)^2
 * @param squaresOfY the sum of b F^2
 * @param cubes the sum of (a + b)^3
 * @param tiesOfX the sum of a (a^2 - 1)
 * @param tiesOfY the sum of b (b^2 - 1)
 * @param tiesOfBoth the sum of a b (a + b)
 * @param area the area between the distribution functions, times the scale
 * @param areaOfSquares the area under their squared difference, times the scale
 */
public record RankSums(
        double n,
        double m,
        int size,
        double above,
        double below,
        double squares,
        double weightedSquares,
        double excess,
        double squaresOfX,
        double squaresOfY,
        double cubes,
        double tiesOfX,
        double tiesOfY,
        double tiesOfBoth,
        double area,
        double areaOfSquares) {

    /** Points that are merged before they are added up: they stay in the first-level cache. */
    private static final int CHUNK = 512;

    /**
     * Walks through two samples.
     *
     * @param x ascending, at least one number
     * @param y ascending, at least one number
     * @param scale a power of two that the numbers are multiplied by before their differences are taken
     * @return the sums
     */
    public static RankSums of(double[] x, double[] y, double scale) {
        Walk walk = new Walk(x.length, y.length, scale, Math.min(x[0], y[0]));
        Merge merge = new Merge(x, y);
        while (merge.next() > 0) {
            walk.add(merge.points, merge.ofX, merge.ofY, merge.size, merge.isWithoutTies);
        }
        return walk.sums();
    }

    /**
     * Walks through two samples.
     *
     * @param samples both in one order
     * @param scale a power of two that the numbers are multiplied by before their differences are taken
     * @return the sums
     */
    public static RankSums of(TiedSamples samples, double scale) {
        Walk walk = new Walk(samples.n(), samples.m(), scale, samples.points()[0]);
        walk.add(samples.points(), samples.x(), samples.y(), samples.size(), samples.isWithoutTies());
        return walk.sums();
    }

    /**
     * Returns the largest distance between the distribution functions.
     *
     * @return in [0, 1]
     */
    public double largest() {
        return Math.max(above, below);
    }

    /**
     * Returns whether no two values are equal.
     *
     * @return whether each value occurs once
     */
    public boolean isWithoutTies() {
        return size == n + m;
    }

    /** Two ascending samples, some distinct values at a time. */
    private static final class Merge {
        private final double[] x;
        private final double[] y;
        private final double[] points = new double[CHUNK];
        private final double[] ofX = new double[CHUNK];
        private final double[] ofY = new double[CHUNK];
        private int i;
        private int j;
        private int size;
        private boolean isWithoutTies;

        Merge(double[] x, double[] y) {
            this.x = x;
            this.y = y;
        }

        /** Finds the next distinct values and returns how many there are. */
        int next() {
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
            int before = i + j;
            i = nextOfX;
            j = nextOfY;
            if (j == y.length) {
                i = addRest(x, i, ofX, ofY);
            } else if (i == x.length) {
                j = addRest(y, j, ofY, ofX);
            }
            isWithoutTies = i + j - before == size;
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

    /** The sums so far. Each loop keeps its sums in registers. */
    private static final class Walk {
        private final double n;
        private final double m;
        private final double scale;
        private double last;
        private double i;
        private double j;
        private int size;
        private double above;
        private double below;
        private double squares;
        private double weightedSquares;
        private double excess;
        private double squaresOfX;
        private double squaresOfY;
        private double cubes;
        private double tiesOfX;
        private double tiesOfY;
        private double tiesOfBoth;
        private double area;
        private double areaOfSquares;

        Walk(double n, double m, double scale, double first) {
            this.n = n;
            this.m = m;
            this.scale = scale;
            this.last = first * scale;
        }

        void add(double[] points, double[] x, double[] y, int count, boolean isWithoutTies) {
            addDistances(points, x, y, count);
            addRanks(x, y, count);
            if (isWithoutTies) {
                cubes += count;
            } else {
                addTies(x, y, count);
            }
            size += count;
            last = points[count - 1] * scale;
            for (int k = 0; k < count; k++) {
                i += x[k];
                j += y[k];
            }
        }

        private void addDistances(double[] points, double[] x, double[] y, int count) {
            double ofPair = 1 / (n * m);
            double inX = i;
            double inY = j;
            double from = last;
            double difference = inX * m - inY * n;
            double most = above;
            double least = -below;
            double sum = 0;
            double sumOfSquares = 0;
            for (int k = 0; k < count; k++) {
                double to = points[k] * scale;
                double height = difference * ofPair;
                sum += Math.abs(height) * (to - from);
                sumOfSquares += height * height * (to - from);
                from = to;
                inX += x[k];
                inY += y[k];
                difference = inX * m - inY * n;
                // New extremes are rare, so that a processor guesses these branches rightly.
                if (difference > most) {
                    most = difference;
                }
                if (difference < least) {
                    least = difference;
                }
            }
            above = most;
            below = -least;
            area += sum;
            areaOfSquares += sumOfSquares;
        }

        private void addRanks(double[] x, double[] y, int count) {
            double all = n + m;
            double ofPair = 1 / (n * m);
            double ofAll = 1 / all;
            double inX = i;
            double inY = j;
            double sumOfSquares = 0;
            double sumOfWeighted = 0;
            double sumOfExcess = 0;
            double sumOfX = 0;
            double sumOfY = 0;
            for (int k = 0; k < count; k++) {
                double a = x[k];
                double b = y[k];
                double middleOfX = inX + a / 2;
                double middleOfY = inY + b / 2;
                inX += a;
                inY += b;
                sumOfExcess += a * (2 * middleOfY - m);
                sumOfX += a * (m - middleOfY) * (m - middleOfY);
                sumOfY += b * middleOfX * middleOfX;
                double off = (middleOfX * m - middleOfY * n) * ofPair;
                double square = (a + b) * off * off;
                double middle = middleOfX + middleOfY;
                double weight = middle * (all - middle) * ofAll - (a + b) / 4;
                sumOfSquares += square;
                sumOfWeighted += weight > 0 ? square / weight : 0;
            }
            squares += sumOfSquares;
            weightedSquares += sumOfWeighted;
            excess += sumOfExcess;
            squaresOfX += sumOfX;
            squaresOfY += sumOfY;
        }

        private void addTies(double[] x, double[] y, int count) {
            for (int k = 0; k < count; k++) {
                double a = x[k];
                double b = y[k];
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
                    squares,
                    weightedSquares,
                    excess,
                    squaresOfX / (m * m),
                    squaresOfY / (n * n),
                    cubes,
                    tiesOfX,
                    tiesOfY,
                    tiesOfBoth,
                    area,
                    areaOfSquares);
        }
    }
}
