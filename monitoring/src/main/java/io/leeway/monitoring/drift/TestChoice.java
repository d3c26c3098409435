package io.leeway.monitoring.drift;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;

/** Chooses the tests of a feature by its samples. */
interface TestChoice {

    /**
     * What was chosen.
     *
     * @param tests the tests
     * @param reason why, in a few words; empty if there was no choice
     */
    record Chosen(List<DriftTest> tests, String reason) {
        static Chosen of(DriftTest test, String reason) {
            return new Chosen(List.of(test), reason);
        }
    }

    /** Chooses for two samples of one type. */
    Chosen of(String feature, Sample reference, Sample current);

    /** All tests that may be chosen. */
    List<DriftTest> all();

    /** The tests that support the type, always. */
    static TestChoice always(List<DriftTest> tests) {
        return new TestChoice() {
            @Override
            public Chosen of(String feature, Sample reference, Sample current) {
                return new Chosen(
                        tests.stream()
                                .filter(test -> test.supports(reference.type()))
                                .toList(),
                        "");
            }

            @Override
            public List<DriftTest> all() {
                return tests;
            }
        };
    }

    /** Whether both samples together have no more distinct values; those of a profile are its buckets. */
    static boolean haveAtMost(int most, Sample reference, Sample current) {
        if (reference instanceof CategoricalSample before && current instanceof CategoricalSample now) {
            Set<String> names = new HashSet<>(before.counts().keySet());
            names.addAll(now.counts().keySet());
            return names.size() + (before.other() + now.other() > 0 ? 1 : 0) <= most;
        }
        NumericSample before = (NumericSample) reference;
        NumericSample now = (NumericSample) current;
        return before.hasAtMost(most)
                && now.hasAtMost(most)
                && (reference.isApproximate()
                        || current.isApproximate()
                        || DoubleStream.concat(Arrays.stream(before.support()), Arrays.stream(now.support()))
                                        .distinct()
                                        .count()
                                <= most);
    }
}
