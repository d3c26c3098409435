package io.leeway.monitoring.incident;

/** How much an incident matters, in ascending order. */
public enum Severity {
    /** Something changed; that it costs the model anything is not known, or it costs little. */
    NOTICE,
    /** The model's answers changed, the data is not as it was declared to be, or the price is considerable. */
    WARNING,
    /** The model is measurably worse than its limit allows, or the price is high. Passes quiet hours. */
    CRITICAL
}
