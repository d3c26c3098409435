package io.leeway.testing;

import static io.leeway.evaluation.Gates.recall;
import static io.leeway.evaluation.Gates.rocAuc;
import static io.leeway.monitoring.quality.Expectations.expect;
import static io.leeway.testing.LeewayAssertions.assertThat;
import static io.leeway.testing.LeewayAssertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.leeway.evaluation.Evaluation;
import io.leeway.pipeline.PipelineRun;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.testing.Trips.Trip;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.classification.Label;

/** Test classes that {@link CiReportsTest} runs; nobody else does. */
final class Checked {
    private Checked() {}

    /** An evaluation of 1,000 rows whose accuracy is about this share. */
    static Evaluation rightIn(double share) {
        Random random = new Random(7);
        double[] probability = new double[1_000];
        boolean[] actual = new boolean[1_000];
        for (int row = 0; row < actual.length; row++) {
            actual[row] = random.nextBoolean();
            boolean right = random.nextDouble() < share;
            probability[row] = actual[row] == right ? 0.9 : 0.1;
        }
        return Evaluation.ofBinary(probability, actual);
    }

    static class Models {
        @Test
        void isGood() {
            assertThat(rightIn(0.8)).hasAccuracyAtLeast(0.7).hasRowsAtLeast(1_000);
        }

        @Test
        void isTooBad() {
            assertThat(rightIn(0.6)).as("February").hasAccuracyAtLeast(0.7);
        }

        @Test
        void isKnownToBeBad() {
            assertThatThrownBy(() -> assertThat(rightIn(0.6)).hasAccuracyAtLeast(0.95))
                    .isInstanceOf(AssertionError.class);
        }

        @Test
        void isAskedTwice() {
            assertThat(rightIn(0.8)).hasAccuracyAtLeast(0.7);
            assertThat(rightIn(0.9)).hasAccuracyAtLeast(0.8);
        }

        @ParameterizedTest
        @ValueSource(ints = {70, 80, 90})
        void isGoodAt(int percent) {
            assertThat(rightIn(percent / 100.0)).hasAccuracyAtLeast(0.6);
        }

        @RepeatedTest(2)
        void isGoodAgain() {
            assertThat(rightIn(0.8)).hasAccuracyAtLeast(0.7);
        }

        @TestFactory
        Stream<DynamicTest> isGoodDynamically() {
            return Stream.of("a", "b")
                    .map(each ->
                            dynamicTest(each, () -> assertThat(rightIn(0.8)).hasAccuracyAtLeast(0.7)));
        }

        @Test
        @Disabled("not today")
        void isSkipped() {
            assertThat(rightIn(0.1)).hasAccuracyAtLeast(0.7);
        }

        @Nested
        class AtNight {
            @Test
            void isGood() {
                assertThat(rightIn(0.75)).hasAccuracyAtLeast(0.7);
            }
        }
    }

    static class Softly {
        @Test
        void allAreAsked() {
            SoftAssertions softly = new SoftAssertions();
            softly.check(() -> assertThat(rightIn(0.6)).hasAccuracyAtLeast(0.7));
            softly.check(() -> assertThat(rightIn(0.6)).hasBrierAtMost(0.9));
            softly.assertAll();
        }

        @Test
        void allOfJupiterAreAskedToo() {
            assertAll(() -> assertThat(rightIn(0.6)).hasAccuracyAtLeast(0.7), () -> assertThat(rightIn(0.6))
                    .hasBrierAtMost(0.9));
        }
    }

    static class Kinds {
        @Test
        void aRun() {
            PipelineRun<Trip, Label> run = Trips.pipeline()
                    .objective("fewer missed | delays")
                    .success(recall().atLeast(0.3))
                    .owner("data", "Ann")
                    .gate(rocAuc().atLeast(0.7))
                    .register(MemoryRegistry.create())
                    .build()
                    .run(Trips.calm(1_000, 1));
            assertThat(run).isPromotable().challenger().hasLogLossAtMost(0.6);
        }

        @Test
        void drift() {
            assertThat(Trips.stormy(1_000, 1), Trips.SCHEMA).hasNoDriftAgainst(Trips.calm(1_000, 2));
        }

        @Test
        void quality() {
            assertThat(Trips.calm(500, 1), Trips.SCHEMA)
                    .meets(expect("distance").between(0, 6_000), expect("wind").between(0, 20));
        }
    }

    static class Strange {
        @Test
        void namesAndMessages() {
            assertThat(rightIn(0.6)).as("<b>a|b</b> \"C#\" \\ `x`\n_y_ $z$").hasAccuracyAtLeast(0.7);
        }

        @Test
        void controlCharacters() {
            throw new IllegalStateException("bell \u0007, half a pair \uD800, ]]> and <tag>");
        }
    }

    static class InOtherThreads {
        private static final ExecutorService POOL = Executors.newFixedThreadPool(1);

        @BeforeAll
        static void trainOnce() {
            assertThat(rightIn(0.9)).as("before all").hasAccuracyAtLeast(0.8);
            CompletableFuture.runAsync(() -> {}, POOL).join();
        }

        @AfterAll
        static void close() {
            POOL.shutdown();
        }

        @Test
        void inAThreadOfItsOwn() throws InterruptedException {
            Thread thread = new Thread(() -> assertThat(rightIn(0.8)).as("own").hasAccuracyAtLeast(0.7));
            thread.start();
            thread.join();
        }

        @Test
        void inAPool() {
            CompletableFuture.runAsync(() -> assertThat(rightIn(0.8)).as("pool").hasAccuracyAtLeast(0.7), POOL)
                    .join();
        }
    }

    static class ManyAtOnce {
        static final int TESTS = 40;

        @TestFactory
        Stream<DynamicTest> many() {
            return Stream.iterate(1, each -> each <= TESTS, each -> each + 1)
                    .map(each -> dynamicTest("rows " + each, () -> {
                        assertThat(rightIn(0.8).from(1_000 - each)).hasRowsAtLeast(1);
                    }));
        }

        @ParameterizedTest
        @ValueSource(ints = {101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116})
        void parametrised(int rows) {
            assertThat(rightIn(0.8).from(1_000 - rows)).hasRowsAtLeast(1);
        }
    }

    static class FirstFork {
        @Test
        void isGood() {
            assertThat(rightIn(0.8)).hasAccuracyAtLeast(0.7);
        }
    }

    static class SecondFork {
        @Test
        void isGood() {
            assertThat(rightIn(0.85)).hasAccuracyAtLeast(0.7);
        }
    }

    static class Quiet {
        @Test
        void assertsNothingOfModels() {
            assertThat(List.of(1)).hasSize(1);
        }
    }
}
