package io.leeway.monitoring.change;

/** The catalogue of change detectors, to be imported statically. Each call gives a new detector with defaults. */
public final class ChangeDetectors {

    private ChangeDetectors() {}

    /**
     * ADWIN: a window that grows while its mean is steady and is cut where two parts of it differ.
     *
     * @return a detector with a confidence of 0.002
     */
    public static Adwin adwin() {
        return Adwin.withDefaults();
    }

    /**
     * Page-Hinkley: the distance of a running sum of deviations from its extreme.
     *
     * @return a detector with a threshold of 50, both directions
     */
    public static PageHinkley pageHinkley() {
        return PageHinkley.withDefaults();
    }

    static double requireFinite(String detector, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    detector + " reads finite numbers, was given " + value + "; leave missing values out");
        }
        return value;
    }
}
