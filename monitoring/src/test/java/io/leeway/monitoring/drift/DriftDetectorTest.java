package io.leeway.monitoring.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DriftDetectorTest {

    private final Random random = new Random(1);

    private double[] normal(int n, double mean) {
        return random.doubles(n).map(u -> random.nextGaussian() + mean).toArray();
    }

    @Test
    void aShiftedFeatureDriftsAndAnUnchangedOneDoesNot() {
        Map<String, Sample> before = Map.of("same", Sample.of(normal(5_000, 0)), "moved", Sample.of(normal(5_000, 0)));
        Map<String, Sample> now = Map.of("same", Sample.of(normal(2_000, 0)), "moved", Sample.of(normal(2_000, 1)));

        DriftReport report = DriftDetector.of(DriftTests.psi(), DriftTests.ks())
                .withAlpha(0.001)
                .compare(before, now);

        assertThat(report.feature("same").orElseThrow().verdict()).isEqualTo(Verdict.STABLE);
        assertThat(report.feature("moved").orElseThrow().verdict()).isEqualTo(Verdict.DRIFT);
        assertThat(report.driftShare()).isEqualTo(0.5);
        assertThat(report.toString().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void tooFewRowsAreAVerdictOfTheirOwn() {
        Map<String, Sample> few = Map.of("a", Sample.of(1, 2, 3));

        DriftReport report = DriftDetector.of(DriftTests.psi(), DriftTests.ks()).compare(few, few);

        assertThat(report.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(report.driftShare()).isNaN();
        assertThat(report.summary()).isEqualTo("0 of 1 features drifted, 1 undecided");
    }

    @Test
    void aFeatureThatNoTestTakesStaysInTheTable() {
        Map<String, Sample> carriers = Map.of("carrier", Sample.ofCounts(Map.of("north", 500L, "east", 500L)));

        DriftReport report = DriftDetector.of(DriftTests.ks()).compare(carriers, carriers);

        assertThat(report.toString()).containsPattern("carrier +none takes it +INSUFFICIENT_DATA");
        assertThat(report.features().get(0)).hasToString("carrier: no test takes a feature that is CATEGORICAL");
    }

    @Test
    void aFeaturePrintsWhatEachTestFound() {
        Map<String, Sample> before = Map.of("carrier", Sample.ofCounts(Map.of("north", 500L, "east", 500L)));
        Map<String, Sample> now = Map.of("carrier", Sample.ofCounts(Map.of("north", 900L, "east", 100L)));

        DriftReport report =
                DriftDetector.of(DriftTests.psi(), DriftTests.jensenShannon()).compare(before, now);

        assertThat(report.features().get(0).toString())
                .startsWith("carrier: psi is 0.8789, the limit is 0.2000: drift; jensen-shannon is ")
                .endsWith(": drift");
    }

    private Sample sparse(int rows, double shift) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (int i = 0; i < rows; i++) {
            int category = (int) Math.rint(3 * random.nextGaussian() + shift);
            counts.merge("c" + category, 1L, Long::sum);
        }
        return Sample.ofCounts(counts);
    }

    @ParameterizedTest
    @EnumSource(Correction.class)
    void aSimulationThatStopsWhereALevelIsDecidedDecidesAsALongerOne(Correction correction) {
        DriftDetector psi = DriftDetector.of(DriftTests.psi());
        Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
        for (int trial = 0; trial < 3; trial++) {
            Map<String, Sample> before = new LinkedHashMap<>();
            Map<String, Sample> now = new LinkedHashMap<>();
            for (int i = 0; i < 6; i++) {
                before.put("f" + i, sparse(600, 0));
                now.put("f" + i, sparse(150, 0.5 * i));
            }

            DriftReport whole = psi.compare(before, now).judgedBy(0.05, correction);
            DriftReport stopped = psi.withAlpha(0.05).withCorrection(correction).compare(before, now);
            DriftReport later =
                    psi.judgedLater(0.05, correction, 3).compare(before, now).judgedBy(0.05, correction);

            assertThat(stopped.features()).extracting(FeatureDrift::verdict).isEqualTo(verdicts(whole));
            assertThat(later.features()).extracting(FeatureDrift::verdict).isEqualTo(verdicts(whole));
            verdicts.addAll(verdicts(whole));
        }
        assertThat(verdicts).containsExactlyInAnyOrder(Verdict.STABLE, Verdict.DRIFT);
    }

    private static List<Verdict> verdicts(DriftReport report) {
        return report.features().stream().map(FeatureDrift::verdict).toList();
    }

    @Test
    void aPValueThatIsJudgedByALevelNeedsNoMoreDrawsThanDecide() {
        Map<String, Sample> before = Map.of("f", sparse(600, 0));
        DriftDetector psi = DriftDetector.of(DriftTests.psi());
        int small = 0;
        for (double shift = 0.5; shift < 1.5; shift += 0.1) {
            Map<String, Sample> now = Map.of("f", sparse(150, shift));
            double whole = pValue(psi.compare(before, now));
            if (whole > 1e-5 && whole < 4e-4) {
                assertThat(pValue(psi.withAlpha(0.01).compare(before, now))).isBetween(1 / 2_001.0, 0.01);
                small++;
            }
        }
        assertThat(small).isPositive();
    }

    private static double pValue(DriftReport report) {
        return report.features().get(0).results().get(0).pValue().orElseThrow();
    }

    @Test
    void psiFollowsItsDefinitionOnCategories() {
        Sample before = Sample.ofCounts(Map.of("a", 500L, "b", 500L));
        Sample now = Sample.ofCounts(Map.of("a", 300L, "b", 100L));

        DriftResult result = DriftTests.psi().test(before, now);

        double expected = (0.75 - 0.5) * Math.log(0.75 / 0.5) + (0.25 - 0.5) * Math.log(0.25 / 0.5);
        assertThat(result.statistic()).isCloseTo(expected, within(1e-15));
        assertThat(result.verdict()).isEqualTo(Verdict.DRIFT);
        assertThat(result.explanation()).contains("psi is", "limit is 0.2", "drift");
    }

    @Test
    void anExecutorGivesTheSameReport() {
        Map<String, Sample> before = features(0);
        Map<String, Sample> now = features(0.1);
        DriftDetector alone =
                DriftDetector.of(DriftTests.ks(), DriftTests.psi()).withAlpha(0.01);

        assertThat(alone.withExecutor(ForkJoinPool.commonPool()).compare(before, now))
                .isEqualTo(alone.compare(before, now));
    }

    @Test
    void anExecutorThatNeverComesToItOrRejectsDelaysNothing() {
        Map<String, Sample> before = features(0);
        DriftDetector alone = DriftDetector.of(DriftTests.ks());
        DriftReport expected = alone.compare(before, before);

        assertThat(alone.withExecutor(task -> {}).compare(before, before)).isEqualTo(expected);
        assertThat(alone.withExecutor(task -> {
                            throw new RejectedExecutionException("full");
                        })
                        .compare(before, before))
                .isEqualTo(expected);
    }

    @Test
    void whatATestThrowsOnAnotherThreadReachesTheCaller() {
        Map<String, Sample> numbers = Map.of("a", Sample.of(1, 2), "b", Sample.of(1, 2));
        Map<String, Sample> mixed = Map.of("a", Sample.of(1, 2), "b", Sample.ofCounts(Map.of("x", 1L)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DriftDetector.of(DriftTests.ks())
                        .withExecutor(ForkJoinPool.commonPool())
                        .compare(numbers, mixed))
                .withMessageContaining("feature 'b' is NUMERIC in the reference and CATEGORICAL");
    }

    private Map<String, Sample> features(double shift) {
        Map<String, Sample> features = new LinkedHashMap<>();
        for (int i = 0; i < 9; i++) {
            features.put("feature " + i, Sample.of(normal(5_000, shift)));
        }
        return features;
    }
}
