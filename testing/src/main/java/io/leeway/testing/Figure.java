package io.leeway.testing;

import io.leeway.monitoring.performance.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What one assertion observed.
 *
 * @param subject what was observed, as far as it is known
 * @param metric the name of what was measured
 * @param value the number that was measured, null if there is none
 * @param observed the same for readers, or what was seen instead of a number
 * @param interval the confidence interval of the number, null if there is none
 * @param limit what was asked for, such as {@code at least 0.35}
 * @param threshold the number in the limit, null if there is none
 * @param passed whether the assertion held
 * @param explanation one sentence
 * @param handled whether the test passed although the assertion did not hold: it expected that, or asked again later
 */
record Figure(
        Subject subject,
        String metric,
        @Nullable Double value,
        String observed,
        @Nullable Interval interval,
        String limit,
        @Nullable Double threshold,
        boolean passed,
        String explanation,
        boolean handled) {

    /**
     * What a figure is about.
     *
     * @param text how failure messages call it
     * @param description the text given by {@code as(...)}, empty if none was
     * @param model the name of the model, empty if it is not known
     * @param version its version, null if it is not known
     * @param candidate the name of the candidate in its pipeline, empty if it is none
     */
    record Subject(
            String text,
            String description,
            String model,
            @Nullable Integer version,
            String candidate) {
        static final Subject UNKNOWN = new Subject("the model", "", "", null, "");

        static Subject called(String text) {
            return new Subject(text, "", "", null, "");
        }

        static Subject model(String name, @Nullable Integer version) {
            return new Subject(name, "", name, version, "");
        }

        Subject as(String other) {
            return new Subject(text, other, model, version, candidate);
        }

        /** The name and the version, for readers. */
        String modelAndVersion() {
            return model
                    + (version == null ? "" : " v" + version)
                    + (candidate.isEmpty() ? "" : " (" + candidate + ")");
        }
    }

    static Figure of(
            Subject subject,
            String metric,
            OptionalDouble value,
            String limit,
            OptionalDouble threshold,
            boolean passed,
            String explanation) {
        return new Figure(
                subject,
                metric,
                value.isPresent() ? value.getAsDouble() : null,
                value.isPresent() ? number(value.getAsDouble()) : "undefined",
                null,
                limit,
                threshold.isPresent() ? threshold.getAsDouble() : null,
                passed,
                explanation,
                false);
    }

    /** A figure without a number. */
    static Figure state(
            Subject subject, String metric, String observed, String limit, boolean passed, String explanation) {
        return new Figure(subject, metric, null, observed, null, limit, null, passed, explanation, false);
    }

    Figure within(@Nullable Interval range) {
        return new Figure(subject, metric, value, observed, range, limit, threshold, passed, explanation, handled);
    }

    Figure withVerdict(boolean held) {
        return new Figure(subject, metric, value, observed, interval, limit, threshold, held, explanation, handled);
    }

    /** The figure of a test that passed. */
    Figure ofAPassedTest() {
        return passed
                ? this
                : new Figure(subject, metric, value, observed, interval, limit, threshold, false, explanation, true);
    }

    String verdict() {
        return passed ? "passed" : handled ? "failed, which the test handled" : "failed";
    }

    /** A number with 6 significant digits, so that a last bit that differs between machines is no change. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros();
        return Math.abs(value) < 1e-4 || Math.abs(value) >= 1e15 ? rounded.toString() : rounded.toPlainString();
    }
}
