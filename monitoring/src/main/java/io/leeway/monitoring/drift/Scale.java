package io.leeway.monitoring.drift;

/** Powers of two that bring numbers near 1, so that their differences and squares neither overflow nor vanish. */
final class Scale {

    private static final int LARGEST_EXPONENT = 1_000;

    private Scale() {}

    /** The scale of two samples; 1 unless a difference of their numbers could overflow or vanish. */
    static double ifExtreme(NumericSample x, NumericSample y) {
        double scale = of(x, y);
        return scale > 0x1p-1000 && scale < 0x1p1000 ? 1 : scale;
    }

    /** The scale of two samples with at least one number each. */
    static double of(NumericSample x, NumericSample y) {
        double largest = Math.max(largest(x), largest(y));
        return Math.scalb(1.0, -Math.max(-LARGEST_EXPONENT, Math.min(LARGEST_EXPONENT, Math.getExponent(largest))));
    }

    private static double largest(NumericSample sample) {
        return sample instanceof ExactSample exact
                ? Math.max(Math.abs(exact.least()), Math.abs(exact.greatest()))
                : Math.max(Math.abs(sample.quantile(0.0)), Math.abs(sample.quantile(1.0)));
    }
}
