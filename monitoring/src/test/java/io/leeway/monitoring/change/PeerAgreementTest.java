package io.leeway.monitoring.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.monitoring.change.Streams.Fixture;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Changes and warnings come at the elements at which River's detectors (MOA's where River has none) report them. */
class PeerAgreementTest {

    private static final Map<String, Function<Map<String, String>, BaseDetector>> RIVER = Map.of(
            "kswin", PeerAgreementTest::kswin,
            "ddm", PeerAgreementTest::ddm,
            "eddm", PeerAgreementTest::eddm,
            "hddm-a", PeerAgreementTest::hddmA,
            "hddm-w", PeerAgreementTest::hddmW,
            "fhddm", PeerAgreementTest::fhddm);

    private static final Map<String, Function<Map<String, String>, BaseDetector>> MOA = Map.of(
            "cusum", PeerAgreementTest::cusum,
            "ecdd", options -> ChangeDetectors.ecdd(),
            "rddm", PeerAgreementTest::rddm,
            "stepd", PeerAgreementTest::stepd,
            "seq-drift2", PeerAgreementTest::seqDrift2,
            "vote", PeerAgreementTest::vote);

    /** MOA's STEPD alarms where two rates are too equal, as they are where nearly all values are the same; ours does not. */
    private static final Set<String> TOO_EQUAL_FOR_STEPD = Set.of(
            "no error",
            "only errors",
            "first error late",
            "one in two hundred",
            "rarely, then often",
            "up to always",
            "half right, all right");

    private static double number(Map<String, String> options, String name, double otherwise) {
        String value = options.get(name);
        return value == null ? otherwise : Double.parseDouble(value);
    }

    private static BaseDetector kswin(Map<String, String> options) {
        return ChangeDetectors.kswin()
                .withAlpha(number(options, "alpha", Kswin.DEFAULT_ALPHA))
                .withWindow((int) number(options, "window_size", 100), (int) number(options, "stat_size", 30));
    }

    private static BaseDetector ddm(Map<String, String> options) {
        return ChangeDetectors.ddm()
                .withMinimumValues((int) number(options, "warm_start", 30) + 1)
                .withLevels(number(options, "warning_threshold", 2), number(options, "drift_threshold", 3));
    }

    private static BaseDetector eddm(Map<String, String> options) {
        return ChangeDetectors.eddm()
                .withMinimumErrors((int) number(options, "warm_start", 30))
                .withLevels(number(options, "alpha", 0.95), number(options, "beta", 0.9));
    }

    private static Direction sides(Map<String, String> options) {
        return options.containsKey("two_sided_test") ? Direction.BOTH : Direction.UP;
    }

    private static BaseDetector hddmA(Map<String, String> options) {
        return ChangeDetectors.hddmA()
                .withConfidence(
                        number(options, "drift_confidence", 0.001), number(options, "warning_confidence", 0.005))
                .withDirection(sides(options));
    }

    private static BaseDetector hddmW(Map<String, String> options) {
        return ChangeDetectors.hddmW()
                .withConfidence(
                        number(options, "drift_confidence", 0.001), number(options, "warning_confidence", 0.005))
                .withWeight(number(options, "lambda_val", 0.05))
                .withDirection(sides(options));
    }

    private static BaseDetector fhddm(Map<String, String> options) {
        Fhddm detector = ChangeDetectors.fhddm()
                .withWindow((int) number(options, "sliding_window_size", 100))
                .withConfidence(number(options, "confidence_level", 1e-6));
        int second = (int) number(options, "short_window_size", 0);
        return second == 0 ? detector : detector.withShortWindow(second);
    }

    private static BaseDetector cusum(Map<String, String> options) {
        return ChangeDetectors.cusum()
                .withDirection(Direction.UP)
                .withThreshold(number(options, "lambda", 50))
                .withDelta(number(options, "delta", 0.005));
    }

    private static BaseDetector rddm(Map<String, String> options) {
        return ChangeDetectors.rddm()
                .withMemory((int) number(options, "maxSizeConcept", 40_000), (int)
                        number(options, "minSizeStableConcept", 7_000))
                .withWarningLimit((int) number(options, "warnLimit", 1_400));
    }

    private static BaseDetector stepd(Map<String, String> options) {
        return ChangeDetectors.stepd()
                .withWindow((int) number(options, "windowSize", 30))
                .withLevels(number(options, "alphaDrift", 0.003), number(options, "alphaWarning", 0.05));
    }

    private static BaseDetector seqDrift2(Map<String, String> options) {
        return ChangeDetectors.seqDrift2()
                .withBlock((int) number(options, "blockSeqDrift2Option", 200))
                .withDelta(number(options, "deltaSeq2Drift", 0.01))
                .withSeed((long) number(options, "seed", 1));
    }

    /** MOA's DDM differs from River's by one value, so that the members are those that agree. */
    private static BaseDetector vote(Map<String, String> options) {
        return ChangeDetectors.vote(
                (int) number(options, "needed", 2),
                ChangeDetectors.ecdd(),
                ChangeDetectors.rddm(),
                ChangeDetectors.cusum().withDirection(Direction.UP).withThreshold(20));
    }

    private static Stream<Arguments> fixtures(Map<String, Function<Map<String, String>, BaseDetector>> detectors) {
        return detectors.entrySet().stream().flatMap(detector -> Streams.read(detector.getKey() + ".csv").stream()
                .filter(fixture -> !detector.getKey().equals("stepd") || !TOO_EQUAL_FOR_STEPD.contains(fixture.name()))
                .map(fixture -> Arguments.of(
                        detector.getKey(), fixture, detector.getValue().apply(fixture.options()))));
    }

    static Stream<Arguments> river() {
        return fixtures(RIVER);
    }

    static Stream<Arguments> moa() {
        return fixtures(MOA);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("river")
    void changesComeWhereRiverReportsThem(String name, Fixture fixture, BaseDetector detector) {
        agrees(fixture, detector);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("moa")
    void changesComeWhereMoaReportsThem(String name, Fixture fixture, BaseDetector detector) {
        agrees(fixture, detector);
    }

    private static void agrees(Fixture fixture, BaseDetector detector) {
        IntStream.Builder changes = IntStream.builder();
        long warnings = 0;
        long places = 0;
        for (int i = 0; i < fixture.values().length; i++) {
            ChangeState state = detector.update(fixture.values()[i]);
            if (state == ChangeState.CHANGE) {
                changes.add(i);
                if (detector instanceof DetectorVote) {
                    // After the first change MOA's members go on, ours start again.
                    break;
                }
            } else if (state == ChangeState.WARNING) {
                warnings++;
                places += i;
            }
        }
        assertThat(changes.build().toArray()).isEqualTo(fixture.changes());
        // MOA's ECDD may warn one value before it may detect a change.
        if (!fixture.rest().isEmpty() && !(detector instanceof Ecdd)) {
            assertThat(List.of(warnings, places)).isEqualTo(List.of((long) fixture.rest(0), (long) fixture.rest(1)));
        }
    }

    @Test
    void stepdOfMoaAlarmsWhereNoErrorEverHappened() {
        Fixture fixture = Streams.read("stepd.csv").get(0);
        assertThat(fixture.values()).containsOnly(0);
        assertThat(fixture.changes()).hasSizeGreaterThan(40);
        Stepd detector = ChangeDetectors.stepd();
        assertThat(Arrays.stream(fixture.values()).mapToObj(detector::update)).doesNotContain(ChangeState.CHANGE);
    }

    @Test
    void thereAreAtLeastTwentyStreamsForEachDetector() {
        assertThat(Stream.concat(river(), moa())
                        .collect(Collectors.groupingBy(
                                each -> each.get()[0],
                                Collectors.mapping(each -> ((Fixture) each.get()[1]).name(), Collectors.toSet()))))
                .hasSize(RIVER.size() + MOA.size())
                .allSatisfy((name, streams) -> assertThat(streams).hasSizeGreaterThanOrEqualTo(20));
    }
}
