package io.leeway.monitoring.drift;

import io.leeway.schema.FeatureType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The choice of NannyML 0.13.1: the Jensen-Shannon distance for all features, against the mean and 3 standard deviations of the distances of the
 * reference's chunks.
 */
final class NannyMlChoice implements TestChoice {

    private static final double DEVIATIONS = 3;

    private static final ShareDistance JENSEN_SHANNON =
            new ShareDistance("jensen-shannon", 1, 0.1, Binning.doane(), new JensenShannon(JensenShannon.DEFAULT_BASE));

    private final List<? extends Map<String, ? extends Sample>> chunks;

    NannyMlChoice(List<? extends Map<String, ? extends Sample>> chunks) {
        this.chunks = chunks.stream().map(Map::copyOf).toList();
    }

    @Override
    public Chosen of(String feature, Sample reference, Sample current) {
        double[] distances = chunks.stream()
                .map(chunk -> chunk.get(feature))
                .filter(Objects::nonNull)
                .filter(chunk -> chunk.type() == reference.type() && chunk.size() > 0)
                .mapToDouble(chunk -> JENSEN_SHANNON.test(reference, chunk).statistic())
                .toArray();
        if (distances.length == 0) {
            throw new IllegalArgumentException(
                    "no chunk of the reference has feature '" + feature + "'; its limit is that of its chunks");
        }
        double mean = Arrays.stream(distances).sum() / distances.length;
        double squares = Arrays.stream(distances)
                .map(each -> (each - mean) * (each - mean))
                .sum();
        double limit = mean + DEVIATIONS * Math.sqrt(squares / distances.length);
        // Chunks that are all like the reference leave no distance that is not drift.
        DriftTest test = JENSEN_SHANNON.withThreshold(Math.max(Double.MIN_VALUE, limit));
        return Chosen.of(
                test,
                String.format(
                        Locale.ROOT,
                        "%s, limit of %d chunks",
                        reference.type() == FeatureType.NUMERIC ? "Doane's bins" : "categories",
                        distances.length));
    }

    @Override
    public List<DriftTest> all() {
        return List.of(JENSEN_SHANNON);
    }
}
