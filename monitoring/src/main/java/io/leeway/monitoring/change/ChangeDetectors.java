package io.leeway.monitoring.change;

/**
 * Factories of all change detectors, meant for static import. Each call returns a new detector. Code that needs a
 * detector for each of several streams takes the method as a supplier:
 * {@code Supplier<ChangeDetector> each = ChangeDetectors::adwin}.
 */
public final class ChangeDetectors {

    private ChangeDetectors() {}

    /**
     * Returns an ADWIN detector: a window that shrinks when its older part no longer has the mean of its newer part.
     *
     * @return a detector with a delta of 0.002, see {@link Adwin} for its other defaults
     */
    public static Adwin adwin() {
        return new Adwin();
    }

    /**
     * Returns a Page-Hinkley test: a cumulative sum of the deviations from the running mean.
     *
     * @return a detector with a threshold of 50 for changes in both directions, see {@link PageHinkley} for its other defaults
     */
    public static PageHinkley pageHinkley() {
        return new PageHinkley();
    }
}
