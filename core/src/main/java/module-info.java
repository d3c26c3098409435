/** Pipelines, candidates, evaluation gates, model cards, retraining policies, the retrainer and live models. */
module io.leeway.core {
    requires transitive io.leeway.monitoring;
    requires transitive io.leeway.registry;
    requires transitive org.tribuo.core;
    requires transitive org.tribuo.classification.core;
    requires transitive org.tribuo.regression.core;
    requires org.tribuo.classification.sgd;
    requires org.tribuo.regression.sgd;
    requires org.tribuo.common.sgd;
    requires org.tribuo.common.tree;
    requires org.tribuo.math;
    requires org.tribuo.util.onnx;
    requires org.apache.commons.statistics.distribution;
    // Tribuo logs by it.
    requires java.logging;
    requires tools.jackson.databind;
    requires com.google.protobuf;
    requires com.oracle.labs.mlrg.olcut;
    requires com.oracle.labs.mlrg.olcut.config.protobuf;
    requires static transitive org.jspecify;
    // Only for those who bind a registry.
    requires static transitive micrometer.core;

    exports io.leeway.card;
    exports io.leeway.adaptation;
    exports io.leeway.evaluation;
    exports io.leeway.model;
    exports io.leeway.model.tribuo;
    exports io.leeway.online;
    exports io.leeway.pipeline;
    exports io.leeway.retraining;
    exports io.leeway.serving;

    uses io.leeway.model.ModelFormat;

    provides io.leeway.model.ModelFormat with
            io.leeway.model.tribuo.TribuoFormat,
            io.leeway.online.OnlineFormat;
}
