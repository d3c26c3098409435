package io.leeway.monitoring.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leeway.monitoring.change.contract.ChangeDetectorContract;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChangeDetectorsTest {

    abstract static class Each extends ChangeDetectorContract {
        private final Supplier<ChangeDetector> supplier;
        private final Direction direction;
        private final boolean forgets;
        private final int falseAlarms;

        Each(Supplier<ChangeDetector> supplier, Direction direction, boolean forgets, int falseAlarms) {
            this.supplier = supplier;
            this.direction = direction;
            this.forgets = forgets;
            this.falseAlarms = falseAlarms;
        }

        @Override
        protected ChangeDetector detector() {
            return supplier.get();
        }

        @Override
        protected Direction direction() {
            return direction;
        }

        @Override
        protected boolean forgetsAtAChange() {
            return forgets;
        }

        @Override
        protected int mostFalseAlarms() {
            return falseAlarms;
        }
    }

    @Nested
    class OfKswin extends Each {
        OfKswin() {
            super(ChangeDetectors::kswin, Direction.BOTH, true, 200);
        }
    }

    @Nested
    class OfCusum extends Each {
        OfCusum() {
            super(ChangeDetectors::cusum, Direction.BOTH, true, 10);
        }
    }

    @Nested
    class OfEcdd extends Each {
        OfEcdd() {
            super(ChangeDetectors::ecdd, Direction.UP, true, 400);
        }
    }

    @Nested
    class OfDdm extends Each {
        OfDdm() {
            super(ChangeDetectors::ddm, Direction.UP, true, 50);
        }
    }

    @Nested
    class OfEddm extends Each {
        OfEddm() {
            super(() -> ChangeDetectors.eddm().withLevels(0.7, 0.6), Direction.UP, true, 500);
        }
    }

    @Nested
    class OfRddm extends Each {
        OfRddm() {
            super(ChangeDetectors::rddm, Direction.UP, false, 100);
        }
    }

    @Nested
    class OfHddmA extends Each {
        OfHddmA() {
            super(ChangeDetectors::hddmA, Direction.UP, true, 10);
        }
    }

    @Nested
    class OfHddmAInBothDirections extends Each {
        OfHddmAInBothDirections() {
            super(() -> ChangeDetectors.hddmA().withDirection(Direction.BOTH), Direction.BOTH, true, 10);
        }
    }

    @Nested
    class OfHddmW extends Each {
        OfHddmW() {
            super(ChangeDetectors::hddmW, Direction.UP, true, 30);
        }
    }

    @Nested
    class OfHddmWDownwards extends Each {
        OfHddmWDownwards() {
            super(() -> ChangeDetectors.hddmW().withDirection(Direction.DOWN), Direction.DOWN, true, 30);
        }
    }

    @Nested
    class OfFhddm extends Each {
        OfFhddm() {
            super(ChangeDetectors::fhddm, Direction.UP, true, 10);
        }
    }

    @Nested
    class OfFhddmWithAShortWindow extends Each {
        OfFhddmWithAShortWindow() {
            super(() -> ChangeDetectors.fhddm().withShortWindow(25), Direction.UP, true, 10);
        }
    }

    @Nested
    class OfStepd extends Each {
        OfStepd() {
            super(ChangeDetectors::stepd, Direction.BOTH, true, 300);
        }
    }

    @Nested
    class OfSeqDrift2 extends Each {
        OfSeqDrift2() {
            super(ChangeDetectors::seqDrift2, Direction.BOTH, false, 10);
        }
    }

    @Nested
    class OfEDetector extends Each {
        OfEDetector() {
            super(() -> ChangeDetectors.eDetector(0.25), Direction.UP, true, 10);
        }

        /** Values that are all 1 are above every baseline. */
        @Override
        protected double[] constants() {
            return new double[] {0, 0.1};
        }
    }

    @Nested
    class OfShiryaevRoberts extends Each {
        OfShiryaevRoberts() {
            super(ChangeDetectors::shiryaevRoberts, Direction.UP, false, 15);
        }
    }

    @Nested
    class OfVote extends Each {
        OfVote() {
            super(
                    () -> ChangeDetectors.vote(
                            2, ChangeDetectors.adwin(), ChangeDetectors.hddmA(), ChangeDetectors.fhddm()),
                    Direction.UP,
                    true,
                    10);
        }
    }

    @Test
    void whatWasKnownBeforeAFalseAlarmIsKept() {
        ShiryaevRoberts detector = ChangeDetectors.shiryaevRoberts();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 5_000; i++) {
            detector.update(random.nextDouble() < 0.1 ? 1 : 0);
        }
        int bad = 0;
        while (detector.update(1) != ChangeState.CHANGE) {
            bad++;
        }
        assertThat(bad).isLessThan(10);
        for (int i = 0; i < 50; i++) {
            detector.update(i % 10 == 0 ? 1 : 0);
        }
        assertThat(detector.explanation()).contains("of all 50").doesNotContain("of all 50 values");
    }

    static List<String> names() {
        return List.copyOf(ChangeDetectors.names());
    }

    @ParameterizedTest
    @MethodSource("names")
    void aDetectorIsFoundByItsName(String name) {
        assertThat(ChangeDetectors.named(name).name()).isEqualTo(name);
    }

    @Test
    void theListHoldsEachFactoryWithoutArguments() {
        long factories = Arrays.stream(ChangeDetectors.class.getMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()) && method.getParameterCount() == 0)
                .map(Method::getReturnType)
                .filter(BaseDetector.class::isAssignableFrom)
                .count();
        assertThat(ChangeDetectors.names()).hasSize((int) factories);
    }

    @Test
    void anUnknownNameIsAnsweredByTheKnownOnes() {
        assertThatThrownBy(() -> ChangeDetectors.named("madwin"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("madwin")
                .hasMessageContaining("adwin, kswin");
    }

    @Test
    void bytesOfADetectorWithOtherOptionsAreRefused() {
        byte[] bytes = ChangeDetectors.adwin().toBytes();
        assertThatThrownBy(() -> ChangeDetectors.adwin().withDelta(0.01).restore(bytes))
                .isInstanceOf(DetectorFormatException.class)
                .hasMessage(
                        "the bytes are the state of adwin with delta 0.002, and cannot restore one with delta 0.01");
    }

    /** {@code scipy.stats.ks_2samp(range(30), [i + d - 0.5 for i in range(30)], method="exact").pvalue} of scipy 1.15. */
    @ParameterizedTest
    @CsvSource({
        "5, 0.8079631540901643",
        "8, 0.23907300248018645",
        "12, 0.015643390496754332",
        "13, 0.006548396368058784",
        "14, 0.0025300622362698397",
        "20, 1.2750060342394341e-06"
    })
    void aPValueOfTwoSamplesIsThatOfScipy(int difference, double pValue) {
        assertThat(Kswin.pValue(difference, 30)).isCloseTo(pValue, within(1e-12));
    }

    static List<ThrowingCallable> senseless() {
        return List.of(
                () -> ChangeDetectors.kswin().withAlpha(0),
                () -> ChangeDetectors.kswin().withWindow(59, 30),
                () -> ChangeDetectors.kswin().withWindow(10_001, 30),
                () -> ChangeDetectors.kswin().withWindow(100, 1),
                () -> ChangeDetectors.cusum().withThreshold(0),
                () -> ChangeDetectors.cusum().withDelta(-1),
                () -> ChangeDetectors.cusum().withMinimumValues(1),
                () -> ChangeDetectors.ecdd().withMinimumValues(1),
                () -> ChangeDetectors.ddm().withLevels(0, 3),
                () -> ChangeDetectors.ddm().withLevels(2, Double.NaN),
                () -> ChangeDetectors.eddm().withLevels(1, 0.9),
                () -> ChangeDetectors.eddm().withMinimumErrors(0),
                () -> ChangeDetectors.rddm().withMemory(0, 10),
                () -> ChangeDetectors.rddm().withMemory(10, 1_000_001),
                () -> ChangeDetectors.rddm().withWarningLimit(0),
                () -> ChangeDetectors.hddmA().withConfidence(0, 0.1),
                () -> ChangeDetectors.hddmW().withConfidence(0.1, 1),
                () -> ChangeDetectors.hddmW().withWeight(1),
                () -> ChangeDetectors.fhddm().withWindow(1),
                () -> ChangeDetectors.fhddm().withShortWindow(100),
                () -> ChangeDetectors.fhddm().withConfidence(2),
                () -> ChangeDetectors.stepd().withWindow(1),
                () -> ChangeDetectors.stepd().withLevels(0, 0.1),
                () -> ChangeDetectors.seqDrift2().withBlock(99),
                () -> ChangeDetectors.seqDrift2().withDelta(0),
                () -> ChangeDetectors.eDetector(0),
                () -> ChangeDetectors.eDetector(0.2).withMeanTime(9),
                () -> ChangeDetectors.shiryaevRoberts().withMeanTime(9),
                () -> ChangeDetectors.shiryaevRoberts().withMinimumValues(1),
                () -> ChangeDetectors.vote(0, ChangeDetectors.ddm()),
                () -> ChangeDetectors.vote(2, ChangeDetectors.ddm()),
                () -> ChangeDetectors.vote(1, ChangeDetectors.ddm()).within(0));
    }

    @ParameterizedTest
    @MethodSource("senseless")
    void senselessOptionsAreRefused(ThrowingCallable option) {
        assertThatThrownBy(option).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("was ");
    }
}
