package io.leeway.monitoring.drift;

/** Checks the options that several tests share. */
final class Options {

    private Options() {}

    static double level(double alpha) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("a level lies between 0 and 1, was " + alpha);
        }
        return alpha;
    }

    static double limit(double threshold) {
        if (!(threshold > 0)) {
            throw new IllegalArgumentException("the limit of a statistic is above 0, was " + threshold);
        }
        return threshold;
    }

    static double base(double logarithm) {
        if (!(logarithm > 1 && logarithm <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("the base of a logarithm is a finite number above 1, was " + logarithm);
        }
        return logarithm;
    }

    static int bins(int count) {
        if (count < 2) {
            throw new IllegalArgumentException("numbers need at least 2 bins, was " + count);
        }
        return count;
    }

    static double effect(double size, double most) {
        if (!(size > 0 && size <= most)) {
            throw new IllegalArgumentException("an effect to be found is above none"
                    + (most == Double.MAX_VALUE ? "" : " and at most " + most + " away from it") + ", was " + size);
        }
        return size;
    }

    static void power(double alpha, double power) {
        level(alpha);
        if (!(power > alpha && power < 1)) {
            throw new IllegalArgumentException("a power lies between the level " + alpha + " and 1, was " + power);
        }
    }
}
