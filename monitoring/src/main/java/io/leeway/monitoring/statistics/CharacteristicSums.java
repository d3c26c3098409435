package io.leeway.monitoring.statistics;

import java.util.Arrays;

/**
 * Sums of the cosines and sines of an angle of each number and of its double, triple and quadruple: the empirical characteristic function at four
 * points.
 *
 * <p>Each cosine and sine is within 1e-14 of its value; angles of more than a million are computed one by one. Four nanoseconds a number.
 */
public final class CharacteristicSums {

    private static final int MULTIPLES = 4;
    private static final int CHUNK = 128;
    /** The largest angle whose turns are subtracted without an error. */
    private static final double LARGEST = 1e6;

    private static final double TURNS = 1 / (2 * Math.PI);
    /** Added to a number below 2^51 and subtracted again, it rounds to the next whole one. */
    private static final double ROUND = 0x1.8p52;

    /** A turn in three parts, of which the first two have few digits. */
    private static final double TURN_HIGH = 0x1.921fb54p2;

    private static final double TURN_MIDDLE = 0x1.10b46118p-28;
    private static final double TURN_LOW = 0x1.313198a2e037p-59;

    private final double[] cosines = new double[MULTIPLES];
    private final double[] sines = new double[MULTIPLES];
    private final double[] angles = new double[CHUNK];
    private final double[] quarters = new double[CHUNK];
    private final double[] cosine = new double[CHUNK];
    private final double[] sine = new double[CHUNK];
    /** Partial sums of s, s^2, s^3, s^4, c, c s, c s^2 and c s^3, where c and s are the cosine and the sine of the angle. */
    private final double[][] sums = new double[2 * MULTIPLES][CHUNK];

    private final int rows;

    private CharacteristicSums(int rows) {
        this.rows = rows;
    }

    /**
     * Adds up a sample.
     *
     * @param values finite, at least one
     * @param scale a power of two that all numbers are multiplied by first
     * @param origin what is subtracted from each, in the scale
     * @param frequency the angle of a difference of 1
     * @return the sums
     */
    public static CharacteristicSums of(double[] values, double scale, double origin, double frequency) {
        CharacteristicSums sums = new CharacteristicSums(values.length);
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            System.arraycopy(values, from, sums.angles, 0, count);
            turn(sums.angles, scale, origin, frequency);
            sums.add(count);
        }
        sums.finish();
        return sums;
    }

    private static void turn(double[] values, double scale, double origin, double frequency) {
        for (int k = 0; k < CHUNK; k++) {
            values[k] = (values[k] * scale - origin) * frequency;
        }
    }

    private void add(int count) {
        if (areSmall(count)) {
            rotate();
        } else {
            for (int k = 0; k < count; k++) {
                double angle = Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, angles[k]));
                cosine[k] = Math.cos(angle);
                sine[k] = Math.sin(angle);
            }
        }
        addTerms(count);
    }

    private boolean areSmall(int count) {
        boolean areSmall = true;
        for (int k = 0; k < count; k++) {
            areSmall &= Math.abs(angles[k]) <= LARGEST;
        }
        return areSmall;
    }

    /**
     * The cosines and sines of the angles: of a quarter of what is left of each without whole turns by Taylor's series, and from there by doubling
     * twice. Without branches and in short loops, so that the JIT compiler computes several numbers at a time.
     */
    private void rotate() {
        quarter(angles, quarters);
        sineOfQuarter(quarters, sine);
        cosineOfQuarter(quarters, cosine);
        doubleAngles(cosine, sine);
        doubleAngles(cosine, sine);
    }

    private static void quarter(double[] angles, double[] quarters) {
        for (int k = 0; k < CHUNK; k++) {
            double turns = angles[k] * TURNS + ROUND - ROUND;
            quarters[k] = (angles[k] - turns * TURN_HIGH - turns * TURN_MIDDLE - turns * TURN_LOW) * 0.25;
        }
    }

    private static void sineOfQuarter(double[] quarters, double[] sine) {
        for (int k = 0; k < CHUNK; k++) {
            double square = quarters[k] * quarters[k];
            double s = square * (-1.0 / 1_307_674_368_000.0) + 1.0 / 6_227_020_800.0;
            s = s * square - 1.0 / 39_916_800;
            s = s * square + 1.0 / 362_880;
            s = s * square - 1.0 / 5_040;
            s = s * square + 1.0 / 120;
            sine[k] = s * square - 1.0 / 6;
        }
        for (int k = 0; k < CHUNK; k++) {
            sine[k] = quarters[k] + quarters[k] * quarters[k] * quarters[k] * sine[k];
        }
    }

    private static void cosineOfQuarter(double[] quarters, double[] cosine) {
        for (int k = 0; k < CHUNK; k++) {
            double square = quarters[k] * quarters[k];
            double c = square * (1.0 / 20_922_789_888_000.0) - 1.0 / 87_178_291_200.0;
            c = c * square + 1.0 / 479_001_600;
            c = c * square - 1.0 / 3_628_800;
            c = c * square + 1.0 / 40_320;
            c = c * square - 1.0 / 720;
            cosine[k] = c * square + 1.0 / 24;
        }
        for (int k = 0; k < CHUNK; k++) {
            double square = quarters[k] * quarters[k];
            cosine[k] = 1 - (0.5 * square - square * square * cosine[k]);
        }
    }

    /** Of angles those of twice as much. */
    private static void doubleAngles(double[] cosine, double[] sine) {
        for (int k = 0; k < CHUNK; k++) {
            double c = cosine[k];
            double s = sine[k];
            sine[k] = 2 * s * c;
            cosine[k] = 1 - 2 * s * s;
        }
    }

    /**
     * Adds the terms to the partial sums. Those of multiples of the angle follow from them: cos 2a = 1 - 2 s^2, cos 3a = c - 4 c s^2, cos 4a = 1 - 8 s^2 + 8
     * s^4, sin 2a = 2 s c, sin 3a = 3 s - 4 s^3, sin 4a = 4 s c - 8 s^3 c.
     */
    private void addTerms(int count) {
        addPowers(sine, sums[0], sums[1], sums[2], sums[3], count);
        addProducts(cosine, sine, sums[4], sums[5], sums[6], sums[7], count);
    }

    private static void addPowers(
            double[] sine, double[] first, double[] second, double[] third, double[] fourth, int count) {
        for (int k = 0; k < count; k++) {
            double square = sine[k] * sine[k];
            first[k] += sine[k];
            second[k] += square;
            third[k] += square * sine[k];
            fourth[k] += square * square;
        }
    }

    private static void addProducts(
            double[] cosine,
            double[] sine,
            double[] first,
            double[] second,
            double[] third,
            double[] fourth,
            int count) {
        for (int k = 0; k < count; k++) {
            double product = cosine[k] * sine[k];
            double cubic = product * sine[k];
            first[k] += cosine[k];
            second[k] += product;
            third[k] += cubic;
            fourth[k] += cubic * sine[k];
        }
    }

    private void finish() {
        double[] total = new double[sums.length];
        for (int i = 0; i < sums.length; i++) {
            total[i] = Arrays.stream(sums[i]).sum();
        }
        cosines[0] = total[4];
        cosines[1] = rows - 2 * total[1];
        cosines[2] = total[4] - 4 * total[6];
        cosines[3] = rows - 8 * total[1] + 8 * total[3];
        sines[0] = total[0];
        sines[1] = 2 * total[5];
        sines[2] = 3 * total[0] - 4 * total[2];
        sines[3] = 4 * total[5] - 8 * total[7];
    }

    /**
     * Returns the sum of the cosines.
     *
     * @param multiple of the angle, from 1 to 4
     * @return the sum
     */
    public double cosines(int multiple) {
        return cosines[multiple - 1];
    }

    /**
     * Returns the sum of the sines.
     *
     * @param multiple of the angle, from 1 to 4
     * @return the sum
     */
    public double sines(int multiple) {
        return sines[multiple - 1];
    }
}
