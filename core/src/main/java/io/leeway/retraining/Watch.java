package io.leeway.retraining;

import io.leeway.monitoring.profile.Profile;

/** What a retrainer needs of whatever watches the served model. */
interface Watch {

    /** Adds what is known to signals that hold the time. */
    Signals observe(Signals at);

    /** How many labels found their prediction so far. */
    long labels();

    /** Another model answers from now on: compare with its training data, and forget what was seen of the old one. */
    void rebase(Profile reference);
}
