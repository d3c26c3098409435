package io.leeway.serving;

import io.leeway.model.UnseenCategories;
import io.leeway.schema.Feature;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Counts, by feature, how often a row brought a category that the model answering had not seen in training. */
final class UnseenCounts implements UnseenCategories {

    private final List<String> names;
    private final LongAdder[] byFeature;

    UnseenCounts(List<? extends Feature<?>> features) {
        this.names = features.stream().<String>map(Feature::name).toList();
        this.byFeature = Stream.generate(LongAdder::new).limit(names.size()).toArray(LongAdder[]::new);
    }

    @Override
    public void count(int featureIndex) {
        byFeature[featureIndex].increment();
    }

    /** Counts of one feature, at its place among the schema's features. */
    long of(int featureIndex) {
        return byFeature[featureIndex].sum();
    }

    /** Returns the counts above zero. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        for (int i = 0; i < byFeature.length; i++) {
            long count = byFeature[i].sum();
            if (count > 0) {
                counts.put(names.get(i), count);
            }
        }
        return Collections.unmodifiableMap(counts);
    }
}
