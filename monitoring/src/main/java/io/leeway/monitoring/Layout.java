package io.leeway.monitoring;

import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/** Which columns a row is taken apart into, and how each is read. */
final class Layout<R> {
    final Schema<R> schema;
    final List<Feature<R>> numeric = new ArrayList<>();
    final List<Feature<R>> categorical = new ArrayList<>();
    final boolean hasId;
    final boolean hasTime;

    Layout(Schema<R> schema) {
        this.schema = schema;
        for (Feature<R> feature : schema.features()) {
            (feature.type() == FeatureType.NUMERIC ? numeric : categorical).add(feature);
        }
        hasId = schema.hasId();
        hasTime = schema.hasTime();
    }
}
