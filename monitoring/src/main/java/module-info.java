/**
 * Monitors models of any framework: typed schema, rows, mergeable profiles, drift tests, change detectors, data
 * quality, and performance with late labels.
 */
module io.leeway.monitoring {
    requires static transitive org.jspecify;
    requires de.siegmar.fastcsv;
    requires com.dynatrace.hash4j;
    requires commons.math3;
    requires org.apache.commons.statistics.distribution;
    // Only for those who give a client of HTTP to a sink of incidents.
    requires transitive java.net.http;
    // Only for those who show a report in a browser.
    requires static java.desktop;
    // Only for those who bind a registry.
    requires static transitive micrometer.core;
    requires static transitive micrometer.commons;
    requires static transitive micrometer.observation;

    exports io.leeway.monitoring.performance;
    exports io.leeway.monitoring;
    exports io.leeway.feedback;
    exports io.leeway.schema;
    exports io.leeway.data;
    exports io.leeway.monitoring.change;
    exports io.leeway.monitoring.sequential;
    exports io.leeway.monitoring.drift;
    exports io.leeway.monitoring.drift.multivariate;
    exports io.leeway.monitoring.fairness;
    exports io.leeway.monitoring.incident;
    exports io.leeway.monitoring.incident.sink;
    exports io.leeway.monitoring.price;
    exports io.leeway.monitoring.profile;
    exports io.leeway.monitoring.quality;
    exports io.leeway.monitoring.report;
    exports io.leeway.monitoring.signature;
    exports io.leeway.monitoring.variation;
    exports io.leeway.observation;
    exports io.leeway.observation.micrometer;
}
