package io.leeway.monitoring.signature;

/**
 * A statistic of a window that lies outside what blocks differ by.
 *
 * @param statistic the statistic
 * @param value its value
 * @param distance how many standard deviations it lies above the blocks' mean, or below it if negative
 */
record Suspicion(Statistic statistic, double value, double distance) {

    double strength() {
        return Math.abs(distance);
    }
}
