package io.leeway.benchmarks;

import io.leeway.monitoring.drift.AlarmBudget;
import io.leeway.monitoring.drift.Correction;
import io.leeway.monitoring.drift.DriftTest;
import io.leeway.monitoring.drift.PValueMethod;
import io.leeway.monitoring.drift.Sample;
import io.leeway.monitoring.profile.NumericProfile;
import io.leeway.schema.FeatureType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A year of 52 weeks of twelve features that never change beside one reference, all drawn anew, and the weeks in which each test alarms.
 *
 * <p>P-values that cannot matter are not computed: those of which a quick one, mostly the asymptotic, is more than {@value #RATIO} times the largest level that any
 * correction leaves for it. One year of {@value #CHECKED} is computed without that, and fails if it made a difference. Asymptotic
 * p-values of some tests of ties and of rare categories are many times too large: those of ties are all computed, and the quick ones of categories are simulated.
 */
final class ValidityYear {
    private static final int WEEKS = 52;
    private static final int REFERENCE_ROWS = 1_000;
    private static final double RATIO = 5;
    private static final int CHECKED = 100;
    private static final Set<String> FAR_OFF_FOR_TIES = Set.of("kuiper", "epps-singleton");
    private static final double ALPHA =
            AlarmBudget.of(1, Duration.ofDays(7 * WEEKS)).alphaFor(Duration.ofDays(7));

    /** A test of a feature. */
    private record Hypothesis(DriftTest test, DriftTest quick, DriftFeature feature) {

        double pValue(List<Sample> reference, List<Sample> current) {
            return pValue(test, reference, current);
        }

        double quickPValue(List<Sample> reference, List<Sample> current) {
            return isScreened() ? pValue(quick, reference, current) : 0;
        }

        private boolean isScreened() {
            return !feature.isTied() || !FAR_OFF_FOR_TIES.contains(test.name());
        }

        private double pValue(DriftTest by, List<Sample> reference, List<Sample> current) {
            int place = feature.ordinal();
            return by.test(reference.get(place), current.get(place)).pValue().orElse(1);
        }
    }

    private final List<Hypothesis> hypotheses = new ArrayList<>();
    private final Map<String, int[]> parts = new TreeMap<>();
    private final int rows;
    private final boolean areProfiles;

    /** Simulates one test. */
    ValidityYear(DriftTest test, int rows, boolean areProfiles) {
        this(List.of(test), test.name(), rows, areProfiles);
    }

    /** Simulates these tests, and all of them together by a name. */
    ValidityYear(List<DriftTest> tests, String together, int rows, boolean areProfiles) {
        this.rows = rows;
        this.areProfiles = areProfiles;
        for (DriftTest test : tests) {
            int from = hypotheses.size();
            for (DriftFeature feature : DriftFeature.values()) {
                if (test.supports(feature.type())) {
                    hypotheses.add(new Hypothesis(test, quick(test, feature), feature));
                }
            }
            parts.put(test.name(), new int[] {from, hypotheses.size()});
        }
        parts.put(together, new int[] {0, hypotheses.size()});
    }

    private static DriftTest quick(DriftTest test, DriftFeature feature) {
        boolean areSparse =
                feature.type() == FeatureType.CATEGORICAL && !test.name().equals("proportions");
        return areSparse ? DriftValidity.with(test, PValueMethod.MONTE_CARLO) : DriftValidity.asymptotic(test);
    }

    /** The tests, and all together. */
    Set<String> names() {
        return parts.keySet();
    }

    /** Alarmed weeks of a year, by test, and of all together. */
    Map<String, Integer> alarms(int year) {
        Map<String, Integer> alarms = new TreeMap<>();
        SplittableRandom random = new SplittableRandom(1_000_003L * rows + year);
        List<Sample> reference = week(REFERENCE_ROWS, random);
        for (int i = 0; i < WEEKS; i++) {
            Week week = new Week(reference, week(rows, random));
            parts.forEach((name, part) -> {
                boolean isAlarm = week.isAlarm(part[0], part[1]);
                if (year % CHECKED == 0 && week.isAlarmOfAll(part[0], part[1]) != isAlarm) {
                    throw new IllegalStateException(
                            "the p-values of " + name + " that were left out matter in year " + year);
                }
                alarms.merge(name, isAlarm ? 1 : 0, Integer::sum);
            });
        }
        return alarms;
    }

    /** Twelve features: two normal, two log-normal, four tied, one skewed, and three of categories, two of them rare. */
    private List<Sample> week(int size, SplittableRandom random) {
        List<Sample> week = new ArrayList<>();
        for (DriftFeature feature : DriftFeature.values()) {
            if (feature.type() == FeatureType.CATEGORICAL) {
                week.add(feature.counts(size, random));
            } else {
                double[] values = feature.numbers(size, random);
                week.add(areProfiles ? Sample.of(NumericProfile.of(values)) : Sample.of(values));
            }
        }
        return week;
    }

    private final class Week {
        private final List<Sample> reference;
        private final List<Sample> current;
        private final double[] quick;
        private final double[] exact;

        Week(List<Sample> reference, List<Sample> current) {
            this.reference = reference;
            this.current = current;
            quick = hypotheses.stream()
                    .mapToDouble(each -> each.quickPValue(reference, current))
                    .toArray();
            exact = new double[quick.length];
            Arrays.fill(exact, Double.NaN);
        }

        /** Whether hypotheses are rejected, of those that the quick p-values leave. */
        boolean isAlarm(int from, int to) {
            return isAlarm(from, to, relevant(Arrays.copyOfRange(quick, from, to)));
        }

        boolean isAlarmOfAll(int from, int to) {
            return isAlarm(from, to, 1);
        }

        private boolean isAlarm(int from, int to, double relevant) {
            double[] pValues = new double[to - from];
            for (int i = from; i < to; i++) {
                pValues[i - from] = quick[i] <= relevant ? exact(i) : 1;
            }
            return Arrays.stream(Correction.BENJAMINI_HOCHBERG.adjust(pValues)).anyMatch(p -> p <= ALPHA);
        }

        /** The largest quick p-value that can matter: Benjamini and Hochberg's k-th smallest is rejected up to k / m of the level. */
        private double relevant(double[] pValues) {
            Arrays.sort(pValues);
            for (int k = pValues.length; k > 0; k--) {
                double most = RATIO * ALPHA * k / pValues.length;
                if (pValues[k - 1] <= most) {
                    return most;
                }
            }
            return -1;
        }

        private double exact(int hypothesis) {
            if (Double.isNaN(exact[hypothesis])) {
                exact[hypothesis] = hypotheses.get(hypothesis).pValue(reference, current);
            }
            return exact[hypothesis];
        }
    }
}
