package io.leeway.retraining;

import java.time.Duration;

/**
 * The most trainings in any period of a length.
 *
 * @param trainings how many
 * @param period how long
 */
record Budget(int trainings, Duration period) {

    @Override
    public String toString() {
        return trainings + " in " + Words.exact(period);
    }
}
