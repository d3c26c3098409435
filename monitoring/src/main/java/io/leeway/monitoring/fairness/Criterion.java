package io.leeway.monitoring.fairness;

/** What should be equal between groups. */
public enum Criterion {
    /** The share of rows predicted positive (demographic parity, statistical parity). */
    DEMOGRAPHIC_PARITY,
    /** The share of positive rows that are predicted positive (Hardt, Price and Srebro 2016). */
    EQUAL_OPPORTUNITY,
    /** The shares of positive and of negative rows that are predicted positive; the worse of both counts (same source). */
    EQUALISED_ODDS,
    /** The share of positive rows among those predicted positive (Chouldechova 2017). */
    PREDICTIVE_PARITY
}
