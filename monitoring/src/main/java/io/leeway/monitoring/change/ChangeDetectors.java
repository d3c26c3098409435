package io.leeway.monitoring.change;

/**
 * The catalogue of change detectors, to be imported statically. Each call gives a new detector; one that should watch several streams
 * takes the method itself, as in {@code Supplier<ChangeDetector> each = ChangeDetectors::adwin}.
 */
public final class ChangeDetectors {

    private ChangeDetectors() {}

    /**
     * ADWIN: a window that shrinks when its older part no longer has the mean of its newer part.
     *
     * @return a detector with a delta of 0.002, see {@link Adwin} for its other defaults
     */
    public static Adwin adwin() {
        return new Adwin();
    }

    /**
     * The Page-Hinkley test: a cumulative sum of the deviations from the running mean.
     *
     * @return a detector with a threshold of 50 for changes in both directions, see {@link PageHinkley} for its other defaults
     */
    public static PageHinkley pageHinkley() {
        return new PageHinkley();
    }
}
