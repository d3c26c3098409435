package io.leeway.monitoring.statistics;

import java.util.SplittableRandom;
import org.apache.commons.math3.special.Gamma;

/**
 * Draws how many of some that are taken by chance belong to a part: the hypergeometric distribution, and Pólya's, in which each that is taken makes its
 * part larger by one. The latter is the former with negative sizes.
 *
 * <p>Not safe for use by several threads. Cost: about a hundred nanoseconds.
 */
final class RandomCount {

    /** Up to so many in a part each is drawn alone. */
    static final int FEW = 6;

    /** The variance up to which inversion takes less than rejection. */
    private static final double SMALL_VARIANCE = 10;

    /** The variance from which a count is drawn from the normal distribution, whose error is below one in a thousand of a step. */
    private static final double LARGE_VARIANCE = 250_000;

    /** The largest population whose logarithms of factorials are precise. */
    static final double MOST_ROWS = 1e10;

    /** Beyond it each logarithm is computed anew. */
    private static final double[] LOG_FACTORIALS = logFactorials(1 << 16);

    private static final double HALF_LOG_OF_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    /** 2 sqrt(2 / e) and 3 - 2 sqrt(3 / e). */
    private static final double WIDTH = 2 * Math.sqrt(2 / Math.E);

    private static final double WIDTH_OF_STEP = 3 - 2 * Math.sqrt(3 / Math.E);

    private final SplittableRandom random;

    RandomCount(SplittableRandom random) {
        this.random = random;
    }

    /** How many of {@code wanted} that are drawn from a population belong to a part of it. */
    double drawn(double part, double population, double wanted) {
        if (part <= FEW) {
            double found = 0;
            for (int i = 0; i < part; i++) {
                found += random.nextDouble() * (population - i) < wanted - found ? 1 : 0;
            }
            return found;
        }
        double share = part / population;
        double least = Math.max(0, wanted - (population - part));
        double most = Math.min(part, wanted);
        double variance = wanted * share * (1 - share) * ((population - wanted) / Math.max(1, population - 1));
        if (variance <= SMALL_VARIANCE || population > MOST_ROWS && variance <= LARGE_VARIANCE) {
            double mode = mode(part, population, wanted, least, most);
            return byInversion(
                    part, population, wanted, least, most, mode, Math.exp(logOfMode(part, population, wanted, mode)));
        }
        return population > MOST_ROWS
                ? Math.max(
                        least, Math.min(most, Math.rint(wanted * share + Math.sqrt(variance) * random.nextGaussian())))
                : byRejection(part, population, wanted, least, most, variance);
    }

    /** How many of {@code members} that take places one after the other, and each add a place beside theirs, are among some of all places. */
    double placed(double places, double allPlaces, double members) {
        double mode = allPlaces > 2 ? mode(-places, -allPlaces, members, 0, members) : 0;
        double rest = allPlaces - places;
        double logOfMode = logChoose(places + mode - 1, mode)
                + logChoose(rest + members - mode - 1, members - mode)
                - logChoose(allPlaces + members - 1, members);
        return byInversion(-places, -allPlaces, members, 0, members, mode, Math.exp(logOfMode));
    }

    private static double mode(double part, double population, double wanted, double least, double most) {
        double mode = Math.floor((wanted + 1) * (part + 1) / (population + 2));
        return Math.max(least, Math.min(most, mode));
    }

    /** Starts at the mode and goes outwards, so that few probabilities are added up. */
    private double byInversion(
            double part, double population, double wanted, double least, double most, double mode, double atMode) {
        double rest = population - part;
        double u = random.nextDouble() - atMode;
        double above = atMode;
        double below = atMode;
        double up = mode;
        double down = mode;
        while (u >= 0 && (up < most || down > least)) {
            if (up < most) {
                above *= (part - up) * (wanted - up) / ((up + 1) * (rest - wanted + up + 1));
                up++;
                u -= above;
                if (u < 0) {
                    return up;
                }
            }
            if (down > least) {
                below *= down * (rest - wanted + down) / ((part - down + 1) * (wanted - down + 1));
                down--;
                u -= below;
                if (u < 0) {
                    return down;
                }
            }
        }
        return mode;
    }

    /** By the ratio of uniforms (Stadlober, "The ratio of uniforms approach for generating discrete random variates", 1990). */
    private double byRejection(
            double part, double population, double wanted, double least, double most, double variance) {
        double rest = population - part - wanted;
        double mode = mode(part, population, wanted, least, most);
        double atMode = logOfProduct(part, rest, wanted, mode);
        double centre = wanted * (part / population) + 0.5;
        double width = WIDTH * Math.sqrt(variance + 0.5) + WIDTH_OF_STEP;
        while (true) {
            double u = random.nextDouble();
            double count = Math.floor(centre + width * (random.nextDouble() - 0.5) / u);
            if (count < least || count > most) {
                continue;
            }
            double log = atMode - logOfProduct(part, rest, wanted, count);
            if (u * (4 - u) - 3 <= log || u * (u - log) < 1 && 2 * Math.log(u) <= log) {
                return count;
            }
        }
    }

    private static double logOfProduct(double part, double rest, double wanted, double count) {
        return logFactorial(count)
                + logFactorial(part - count)
                + logFactorial(wanted - count)
                + logFactorial(rest + count);
    }

    /** The logarithm of a probability; that of the binomial distribution where logarithms of factorials have lost their digits. */
    private static double logOfMode(double part, double population, double wanted, double mode) {
        if (population <= MOST_ROWS) {
            return logChoose(part, mode) + logChoose(population - part, wanted - mode) - logChoose(population, wanted);
        }
        double few = Math.min(part, wanted);
        double share = Math.max(part, wanted) / population;
        return logChoose(few, mode) + mode * Math.log(share) + (few - mode) * Math.log1p(-share);
    }

    static double logChoose(double n, double k) {
        return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
    }

    /** Beyond a table by Stirling's series, whose next term is below 1e-26. */
    static double logFactorial(double n) {
        if (n < LOG_FACTORIALS.length) {
            return LOG_FACTORIALS[(int) n];
        }
        double inverse = 1 / n;
        return (n + 0.5) * Math.log(n) - n + HALF_LOG_OF_TWO_PI + inverse / 12 * (1 - inverse * inverse / 30);
    }

    private static double[] logFactorials(int size) {
        double[] logs = new double[size];
        for (int i = 2; i < size; i++) {
            logs[i] = Gamma.logGamma(i + 1.0);
        }
        return logs;
    }
}
