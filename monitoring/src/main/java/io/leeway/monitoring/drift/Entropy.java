package io.leeway.monitoring.drift;

/** A distance that is made of logarithms. */
sealed interface Entropy extends ShareDistance.Formula permits JensenShannon, KullbackLeibler {

    /** The same distance with another base of its logarithm. */
    Entropy withBase(double logarithm);
}
