package io.leeway.monitoring.statistics;

import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The p-value of the difference of two means of large samples if chance alone decides which rows are those of which sample, as {@link ResampledMoments}
 * simulates it, without dealing all rows.
 *
 * <p>Only rows far from the mean are dealt one by one. The sum of all others is taken to be normal with its exact mean, variance and covariance with
 * the sum of squares, given how many of the far rows a sample has, and corrected by its skewness; so each draw gives not whether but with
 * which probability the statistic is at least as large. Draws are made where that happens (importance sampling by exponential tilting, Siegmund 1976,
 * once for each sign of the difference) and weighted by how much more often they occur there; the weights are those of the hypergeometric distribution.
 *
 * <p>Far is what the fourth cumulant of the sum of the others, in units of the variance of all, forbids to be among them: {@value #LARGEST_KURTOSIS}. By
 * Chebyshev's inequality at most 500 rows are, of samples of equal size, whatever the numbers. A p-value has a standard error of {@value #ACCURACY} of itself by
 * the draws; at 1e-4 it is within about a twentieth of that of dealing all rows. There is none too small to be found.
 *
 * <p>Cost: some hundred to {@value #MOST_DRAWS} draws for each sign, of some nanoseconds for each far row: about a millisecond for samples of equal size, up to
 * 0.15 s for 5,000 rows beside a million, of which thousands may be far.
 */
public final class LargeMeans {

    /** The excess kurtosis that the rows that are not dealt may give the sum of all. */
    private static final double LARGEST_KURTOSIS = 0.004;

    /** The fewest rows of the smaller sample. */
    private static final int LEAST_ROWS = 5_000;

    /** Draws between two looks at the error. */
    private static final int BATCH = 250;

    private static final int MOST_DRAWS = 5_000;

    /** The standard error of the p-value, as a share of it, at which draws end. */
    private static final double ACCURACY = 0.03;

    private static final int BISECTIONS = 20;

    private static final int DOUBLINGS = 12;

    /** Statistics and sums that differ by less are equal. */
    private static final double ROUNDING = 1e-9;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final double[] far;
    /** The number of rows in all, and of the smaller sample. */
    private final double all;

    private final double n;
    /** What a variance of the smaller sample's rows, and of the larger one's, adds to the square of the difference's error. */
    private final double errorOfX;

    private final double errorOfY;
    private final double observed;
    private final Rest[] rests;
    private final double slope;
    private final double squares;
    private final double mean;

    /** The rows that are not dealt, given how many rows of the smaller sample are: the logarithm of the probability of these being dealt as they are. */
    private record Rest(double logProbability, double rows, double deviation, double skewness, double ofSquares) {}

    private LargeMeans(double[] far, CentralMoments rest, double n, double errorOfX, double errorOfY, double observed) {
        this.far = far;
        this.all = far.length + rest.rows();
        this.n = n;
        this.errorOfX = errorOfX;
        this.errorOfY = errorOfY;
        this.observed = observed * (1 - ROUNDING);
        double covariance = rest.third() + 2 * rest.mean() * rest.second();
        this.mean = rest.mean();
        this.slope = rest.second() > 0 ? covariance / rest.second() : 0;
        this.squares = rest.second() + rest.mean() * rest.mean();
        double variance = rest.fourth()
                + 4 * rest.mean() * covariance
                - 4 * rest.mean() * rest.mean() * rest.second()
                - rest.second() * rest.second();
        this.rests = rests(rest, Math.max(0, variance - slope * covariance));
    }

    private Rest[] rests(CentralMoments rest, double variance) {
        Rest[] given = new Rest[far.length + 1];
        double b = rest.rows();
        double log = 0;
        for (int i = 0; i < far.length; i++) {
            log += Math.log((all - n - i) / (all - i));
        }
        double skewness = rest.skewness();
        for (int k = 0; k < given.length; k++) {
            double j = n - k;
            double spread = j * (b - j) / (b - 1);
            given[k] = new Rest(
                    log,
                    j,
                    Math.sqrt(spread * rest.second()),
                    skewness * (b - 2 * j) / (b - 2) / Math.sqrt(spread),
                    Math.sqrt(spread * variance));
            log += Math.log(j / (b - j + 1));
        }
        return given;
    }

    /**
     * Returns how many standard deviations a row is at most from the mean that is not dealt by itself.
     *
     * @param n rows of one sample
     * @param m rows of the other
     * @return above 4
     */
    public static double limit(double n, double m) {
        double share = n / (n + m);
        double each = share * (1 - share);
        return Math.sqrt(LARGEST_KURTOSIS * (n + m) / Math.max(2, Math.abs(1 / each - 6)));
    }

    /**
     * Returns whether samples are so large that the p-value is near that of dealing all rows.
     *
     * @param n rows of one sample
     * @param m rows of the other
     * @return whether each has at least {@value #LEAST_ROWS}
     */
    public static boolean areLarge(double n, double m) {
        return Math.min(n, m) >= LEAST_ROWS;
    }

    /**
     * Returns the p-value of a statistic: the square of the difference of the means by the sum of both samples' sums of squares around their means, each
     * times a factor.
     *
     * @param rows the rows of both samples, of which those beyond the {@linkplain #limit limit} are far
     * @param n rows of the first sample, of which there are not more than of the second
     * @param factorOfX of the sum of squares of the first sample
     * @param factorOfY of the sum of squares of the second sample
     * @param observed the statistic, above 0
     * @return a number in [0, 1]
     */
    public static double pValue(OutlyingRows rows, double n, double factorOfX, double factorOfY, double observed) {
        return new LargeMeans(rows.found(), rows.rest(), n, factorOfX, factorOfY, observed).pValue();
    }

    private double pValue() {
        SplittableRandom random = MonteCarlo.random(new double[] {far.length, n, all});
        return Math.min(1, probability(1, random) + probability(-1, random));
    }

    /** Of a statistic at least as large and a difference with this sign. */
    private double probability(int sign, SplittableRandom random) {
        double tilt = sign * tilt(sign);
        double logit = Math.log(n / (all - n));
        double[] shares = new double[far.length];
        double logOfNone = 0;
        for (int i = 0; i < shares.length; i++) {
            double odds = logit + tilt * (far[i] - mean);
            shares[i] = 1 / (1 + Math.exp(-odds));
            logOfNone -= odds > 0 ? odds + Math.log1p(Math.exp(-odds)) : Math.log1p(Math.exp(odds));
        }
        double sum = 0;
        double sumOfSquares = 0;
        for (int draws = 1; draws <= MOST_DRAWS; draws++) {
            int dealt = 0;
            double sumOfFar = 0;
            double squaresOfFar = 0;
            for (int i = 0; i < shares.length; i++) {
                if (random.nextDouble() < shares[i]) {
                    dealt++;
                    sumOfFar += far[i];
                    squaresOfFar += far[i] * far[i];
                }
            }
            double drawn = 0;
            if (dealt <= n && rests[dealt].logProbability > Double.NEGATIVE_INFINITY) {
                double logOfDraw = logOfNone + dealt * logit + tilt * (sumOfFar - dealt * mean);
                drawn = Math.exp(rests[dealt].logProbability - logOfDraw)
                        * given(rests[dealt], sumOfFar, squaresOfFar, sign, random.nextGaussian());
            }
            sum += drawn;
            sumOfSquares += drawn * drawn;
            if (draws % BATCH == 0 && sumOfSquares - sum * sum / draws <= Math.pow(ACCURACY * sum, 2)) {
                return sum / draws;
            }
        }
        return sum / MOST_DRAWS;
    }

    /** The probability given the far rows of the smaller sample, and where the sum of squares of its others is beyond what their sum makes of it. */
    private double given(Rest rest, double sumOfFar, double squaresOfFar, int sign, double gaussian) {
        double centre = sumOfFar + rest.rows * mean;
        double squareSum = squaresOfFar + rest.rows * squares + gaussian * rest.ofSquares;
        // The statistic is at least as large where a s^2 - b s - c >= 0, with the sum s of the smaller sample.
        double a = Math.pow(all / n / (all - n), 2) + observed * (errorOfX / n + errorOfY / (all - n));
        double b = observed * (errorOfX - errorOfY) * slope;
        double c = observed * ((errorOfX - errorOfY) * squareSum + errorOfY * all) - b * centre;
        double root = Math.sqrt(Math.max(0, b * b + 4 * a * c));
        double from = Math.max(0, (root + sign * b) / (2 * a));
        double off = from - sign * centre;
        if (rest.deviation == 0) {
            return off <= ROUNDING * Math.max(1, from) ? 1 : 0;
        }
        return survival(off / rest.deviation, sign * rest.skewness);
    }

    /** Of a nearly normal variable, by the first terms of Cornish and Fisher (1938). */
    private static double survival(double x, double skewness) {
        double third = skewness / 3;
        if (Math.abs(third) < 1e-9) {
            return NORMAL.survivalProbability(x);
        }
        double square = 1 + 2 * third * (x + third / 2);
        if (square <= 0) {
            return third > 0 ? 1 : 0;
        }
        return NORMAL.survivalProbability((Math.sqrt(square) - 1) / third);
    }

    /** The least tilt at which the means of the dealt sums have such a statistic, or the one at which it is largest. */
    private double tilt(int sign) {
        double unit = Math.sqrt(n * (all - n) / all);
        double low = 0;
        double high = 1 / unit;
        double largest = statistic(0, sign);
        for (int i = 0; i < DOUBLINGS && statistic(high, sign) < observed && statistic(high, sign) > largest; i++) {
            largest = statistic(high, sign);
            low = high;
            high *= 2;
        }
        if (statistic(high, sign) < observed) {
            return low;
        }
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (statistic(middle, sign) < observed) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Of the mean sums if rows are dealt in proportion to a tilt; 0 if the difference has the other sign. */
    private double statistic(double tilt, int sign) {
        double logit = Math.log(n / (all - n));
        double sum = 0;
        double squareSum = 0;
        double dealt = 0;
        for (double row : far) {
            double share = 1 / (1 + Math.exp(-logit - sign * tilt * (row - mean)));
            dealt += share;
            sum += share * row;
            squareSum += share * row * row;
        }
        Rest rest = rests[(int) Math.min(far.length, Math.min(n, Math.rint(dealt)))];
        double shift = sign * tilt * rest.deviation * rest.deviation;
        sum += rest.rows * mean + shift;
        squareSum += rest.rows * squares + slope * shift;
        double difference = sum * all / n / (all - n);
        double error = errorOfX * (squareSum - sum * sum / n) + errorOfY * (all - squareSum - sum * sum / (all - n));
        return sign * sum <= 0 ? 0 : difference * difference / Math.max(error, Double.MIN_NORMAL);
    }
}
