package io.leeway.monitoring.profile;

import java.util.Arrays;

/**
 * Sums numbers and their squares exactly, several at a time: a number is the sum of three or four slices of few bits, and doubles hold the
 * sums of slices and of products of slices without rounding (after Rump, Ogita and Oishi, "Accurate floating-point summation", 2008, and
 * Ozaki, Ogita, Oishi and Rump, "Error-free transformations of matrix multiplication", 2012). Mutable; for one thread.
 *
 * <p>The slices of all numbers end at the same places, below the greatest exponent there can be. All are in one array, at constant
 * distances, and the loops have few statements: so the JIT knows that the places differ, and compiles the loops to vector instructions.
 */
final class SlicedSums {
    /** The bits of a slice; those of the second and of later ones include the sign, since the one before is rounded to nearest. */
    private static final int SLICE = 23;

    private static final int SLICES = 4;
    private static final int MANTISSA_BITS = 52;

    /** The numbers of a block: each is added to sums of its own. */
    private static final int BLOCK = 128;

    /**
     * The most blocks until {@link #drainTo}. The greatest of the sums, that of two products of the first and the third slice and of the square
     * of the second, grows by at most 1.25 * 2^46 units with each block: four of them are below 2^53 units after so many.
     */
    private static final int MOST_BLOCKS = 24;

    /** The greatest distance of exponents; so the last slice ends below the last bit of every number. */
    private static final int WIDEST = SLICES * SLICE - MANTISSA_BITS - 1;

    /** The greatest distance at which three slices are enough. */
    static final int NARROW = WIDEST - SLICE;

    /** Exponents, with their bias, at which neither the squares nor their last bits are beyond normal doubles. */
    private static final int LEAST = 620;

    private static final int GREATEST = 1_500;

    private static final int B = BLOCK;
    private static final int C = 2 * BLOCK;
    private static final int D = 3 * BLOCK;
    private static final int SUMS = 4 * BLOCK;
    private static final int PRODUCTS = 6 * BLOCK;
    private static final int PLACES = 7;

    /**
     * The slices of a block of numbers; the sums of the first two of them and of the others, which are below 2^46 units so; and the sums of their products by
     * the place of the last bit.
     */
    private double[] work = new double[0];

    /** The greatest exponent there can be, with its bias. */
    private int greatest;

    private int blocks;

    /** Whether a block was cut into four slices. */
    private boolean four;

    /** Whether numbers of these exponents, which have a bias, can be added. */
    static boolean canHold(int least, int greatest) {
        return least >= LEAST && greatest <= GREATEST && greatest - least <= WIDEST;
    }

    /** Adds numbers between two exponents for which {@link #canHold} is true; now and then the sums enter those of a state. */
    void add(NumericAccumulator state, double[] numbers, int from, int size, int least, int greatestExponent) {
        if (greatestExponent != greatest) {
            drainTo(state);
            greatest = greatestExponent;
        }
        if (work.length == 0) {
            work = new double[PRODUCTS + PLACES * BLOCK];
        }
        double round = Math.scalb(1.5, unit(0) + MANTISSA_BITS);
        double roundB = Math.scalb(1.5, unit(1) + MANTISSA_BITS);
        double roundC = Math.scalb(1.5, unit(2) + MANTISSA_BITS);
        for (int start = 0; start < size; start += BLOCK) {
            int n = Math.min(BLOCK, size - start);
            System.arraycopy(numbers, from + start, work, 0, n);
            Arrays.fill(work, n, BLOCK, 0);
            if (greatest - least <= NARROW) {
                addThree(work, round, roundB);
            } else {
                four = true;
                addFour(work, round, roundB, roundC);
            }
            blocks++;
            if (blocks == MOST_BLOCKS) {
                drainTo(state);
            }
        }
    }

    /** The exponent of the last bit of a slice. */
    private int unit(int slice) {
        return greatest - Double.MAX_EXPONENT + 1 - (slice + 1) * SLICE;
    }

    private static void addThree(double[] work, double round, double roundB) {
        for (int i = 0; i < BLOCK; i++) {
            double number = work[i];
            double a = number + round - round;
            double afterA = number - a;
            double b = afterA + roundB - roundB;
            double c = afterA - b;
            work[i + SUMS] += a + b;
            work[i + SUMS + BLOCK] += c;
            work[i + PRODUCTS] += a * a;
            work[i + PRODUCTS + BLOCK] += a * b;
            work[i + PRODUCTS + 2 * BLOCK] += 2 * a * c + b * b;
            work[i + PRODUCTS + 3 * BLOCK] += b * c;
            work[i + PRODUCTS + 4 * BLOCK] += c * c;
        }
    }

    // In one method, which is too long to be inlined: within other loops the JIT compiled these to code that took twice
    // the time.

    private static void addFour(double[] work, double round, double roundB, double roundC) {
        for (int i = 0; i < BLOCK; i++) {
            double number = work[i];
            double a = number + round - round;
            double afterA = number - a;
            double b = afterA + roundB - roundB;
            double afterB = afterA - b;
            double c = afterB + roundC - roundC;
            double d = afterB - c;
            work[i] = a;
            work[i + B] = b;
            work[i + C] = c;
            work[i + D] = d;
            work[i + SUMS] += a + b;
            work[i + SUMS + BLOCK] += afterB;
        }
        for (int i = 0; i < BLOCK; i++) {
            double a = work[i];
            double b = work[i + B];
            double c = work[i + C];
            work[i + PRODUCTS] += a * a;
            work[i + PRODUCTS + BLOCK] += a * b;
            work[i + PRODUCTS + 2 * BLOCK] += 2 * a * c + b * b;
        }
        for (int i = 0; i < BLOCK; i++) {
            double a = work[i];
            double b = work[i + B];
            double c = work[i + C];
            double d = work[i + D];
            work[i + PRODUCTS + 3 * BLOCK] += a * d + b * c;
            work[i + PRODUCTS + 4 * BLOCK] += 2 * b * d + c * c;
            work[i + PRODUCTS + 5 * BLOCK] += c * d;
            work[i + PRODUCTS + 6 * BLOCK] += d * d;
        }
    }

    /** Moves the sums to those of a state. */
    void drainTo(NumericAccumulator state) {
        if (blocks == 0) {
            return;
        }
        state.sum.add(take(SUMS, unit(1)), unit(1));
        state.sum.add(take(SUMS + BLOCK, unit(SLICES - 1)), unit(SLICES - 1));
        for (int place = 0; place < (four ? PLACES : PLACES - 2); place++) {
            // The products of two different slices count twice; in even places the work has done so.
            int exponent = 2 * unit(0) - place * SLICE;
            state.squares.add(take(PRODUCTS + place * BLOCK, exponent), exponent + (place & 1));
        }
        blocks = 0;
        four = false;
    }

    /** Takes the sums of a block out; they are multiples of 2 to a power. */
    private long take(int start, int exponent) {
        double perUnit = Math.scalb(1.0, -exponent);
        long total = 0;
        for (int i = start; i < start + BLOCK; i += 4) {
            total += (long) ((work[i] + work[i + 1] + (work[i + 2] + work[i + 3])) * perUnit);
        }
        Arrays.fill(work, start, start + BLOCK, 0);
        return total;
    }
}
