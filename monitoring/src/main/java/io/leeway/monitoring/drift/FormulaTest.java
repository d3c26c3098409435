package io.leeway.monitoring.drift;

import io.leeway.schema.FeatureType;
import java.util.Set;

/** What all tests of the catalogue have in common; each of the four families adds its threshold and asks its formula. */
abstract sealed class FormulaTest implements DriftTest permits NumericTest, CountTest, NumericDistance, ShareDistance {

    private final String name;
    private final int minimumRows;
    private final Set<FeatureType> types;

    FormulaTest(String name, int minimumRows, Set<FeatureType> types) {
        this.name = name;
        this.minimumRows = minimumRows;
        this.types = types;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final boolean supports(FeatureType type) {
        return types.contains(type);
    }

    /**
     * Returns the least number of rows of each sample; with fewer the result is {@link Verdict#INSUFFICIENT_DATA}.
     *
     * @return at least 1
     */
    public final int minimumRows() {
        return minimumRows;
    }

    final Set<FeatureType> types() {
        return types;
    }

    @Override
    public final DriftResult test(Sample reference, Sample current) {
        return test(reference, current, 0);
    }

    /** Tests where the p-value is compared with no level below this one; 0 if it may be compared with any. */
    final DriftResult test(Sample reference, Sample current, double least) {
        if (reference.type() != current.type() || !supports(reference.type())) {
            throw new IllegalArgumentException(name + " compares "
                    + (types.size() > 1
                            ? "samples of one type"
                            : types.iterator().next()) + ", not " + reference.type() + " with " + current.type());
        }
        if (Math.min(reference.size(), current.size()) < minimumRows) {
            return insufficient(reference, current);
        }
        return reference instanceof BinnedSample before && current instanceof BinnedSample now
                ? compare(before.noFinerThan(now), now.noFinerThan(before), least)
                : compare(reference, current, least);
    }

    abstract DriftResult insufficient(Sample reference, Sample current);

    /** Compares samples of a type that is supported and with enough rows. */
    abstract DriftResult compare(Sample reference, Sample current, double least);
}
