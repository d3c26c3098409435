package io.leeway.examples.observability;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;

/** Writes queries of Prometheus: a meter of a binder, by its constant, as Prometheus names it. */
record Metric(String name) {

    private static final PrometheusNamingConvention NAMES = new PrometheusNamingConvention();

    /** Added to counters when they are shown. */
    private static final String TOTAL = "_total";

    static Metric counter(String meter, String unit) {
        return new Metric(NAMES.name(meter, Meter.Type.COUNTER, unit) + TOTAL);
    }

    static Metric counter(String meter) {
        return new Metric(NAMES.name(meter, Meter.Type.COUNTER, null) + TOTAL);
    }

    static Metric gauge(String meter, String unit) {
        return new Metric(NAMES.name(meter, Meter.Type.GAUGE, unit));
    }

    static Metric gauge(String meter) {
        return new Metric(NAMES.name(meter, Meter.Type.GAUGE, null));
    }

    static Metric timer(String meter) {
        return new Metric(NAMES.name(meter, Meter.Type.TIMER, "seconds"));
    }

    /** The buckets, {@code count} or {@code sum} of a timer. */
    Metric part(String part) {
        return new Metric(name + "_" + part);
    }

    /** The series with these labels, written as in Prometheus: {@code model="$model"}. */
    Metric of(String labels) {
        return new Metric(name + "{" + labels + "}");
    }

    /** The increase of a counter a second. */
    Metric rate() {
        return new Metric("rate(" + name + "[$__rate_interval])");
    }

    /** The increase of a counter over the time shown. */
    Metric increase() {
        return new Metric("increase(" + name + "[$__range])");
    }

    /** The increase of a counter from one point of a chart to the next. */
    Metric steps() {
        return new Metric("increase(" + name + "[$__rate_interval])");
    }

    Metric sumBy(String labels) {
        return new Metric("sum by (" + labels + ") (" + name + ")");
    }

    Metric maxBy(String labels) {
        return new Metric("max by (" + labels + ") (" + name + ")");
    }

    Metric dividedBy(Metric other) {
        return new Metric(name + " / " + other.name);
    }

    /** A quantile of what the buckets of a timer hold. */
    Metric quantile(double quantile) {
        return new Metric("histogram_quantile(" + quantile + ", " + name + ")");
    }

    @Override
    public String toString() {
        return name;
    }
}
