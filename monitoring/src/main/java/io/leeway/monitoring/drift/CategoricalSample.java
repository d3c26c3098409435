package io.leeway.monitoring.drift;

import io.leeway.schema.FeatureType;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A sample of categories: the number of rows of each. */
public final class CategoricalSample implements Sample {

    /** Of a name in a message. */
    private static final int LONGEST_NAME = 80;

    private final SortedMap<String, Long> counts;
    private final long other;
    private final long missing;
    private final long size;

    CategoricalSample(Map<String, Long> counts, long other, long missing) {
        SortedMap<String, Long> copy = new TreeMap<>();
        long sum = other;
        for (Map.Entry<String, Long> entry : counts.entrySet()) {
            long rows = entry.getValue();
            if (rows < 0) {
                throw new IllegalArgumentException(
                        "category '" + shortened(entry.getKey()) + "' has " + rows + " rows");
            }
            if (rows > 0) {
                copy.put(entry.getKey(), rows);
                if (sum > Long.MAX_VALUE - rows) {
                    throw new IllegalArgumentException("the counts of all categories exceed " + Long.MAX_VALUE
                            + " at category '" + shortened(entry.getKey()) + "': divide them by a common number");
                }
                sum += rows;
            }
        }
        this.counts = Collections.unmodifiableSortedMap(copy);
        this.other = other;
        this.missing = missing;
        this.size = sum;
    }

    /** Of a column of codes, of which those below 0 are missing. */
    static CategoricalSample of(int[] codes, List<String> categories) {
        long[] rows = new long[categories.size()];
        long missing = 0;
        for (int code : codes) {
            if (code < 0) {
                missing++;
            } else {
                rows[code]++;
            }
        }
        Map<String, Long> counts = new HashMap<>();
        for (int i = 0; i < rows.length; i++) {
            counts.merge(categories.get(i), rows[i], Long::sum);
        }
        return new CategoricalSample(counts, 0, missing);
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
    }

    /**
     * Returns the number of rows of each category that occurs.
     *
     * @return by category, in the order of their names
     */
    public SortedMap<String, Long> counts() {
        return counts;
    }

    /**
     * Returns the number of rows of all categories that are not counted by name.
     *
     * @return 0 or more
     */
    public long other() {
        return other;
    }

    @Override
    public FeatureType type() {
        return FeatureType.CATEGORICAL;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public long missing() {
        return missing;
    }

    @Override
    public boolean isApproximate() {
        return other > 0;
    }

    @Override
    public String toString() {
        return size + " rows of " + counts.size() + " categories" + (missing > 0 ? ", " + missing + " missing" : "");
    }
}
