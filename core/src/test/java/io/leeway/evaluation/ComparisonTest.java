package io.leeway.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leeway.evaluation.GateResult.Outcome;
import io.leeway.monitoring.performance.Interval;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How often a comparison is wrong, by simulation. */
class ComparisonTest {
    /** With 2,000 simulations of 900 rows each, all of these shares were within 0.024 of 0.05. */
    @ParameterizedTest
    @CsvSource({"logLoss, 0.0, 800", "logLoss, 0.9, 800", "f1, 0.0, 800", "f1, 0.9, 800", "rocAuc, 0.9, 400"})
    void aModelThatIsNoBetterPassesInOneOfTwentyCases(String metric, double memory, int simulations) {
        double share = shareThatPasses(metric(metric), 450, 0.0, memory, simulations);

        double fourStandardErrors = 4 * Math.sqrt(0.05 * 0.95 / simulations);
        assertThat(share).isCloseTo(0.05, within(fourStandardErrors));
    }

    /** With 1,000 simulations by {@code ClusterCoverage} in benchmarks; days of 50 to 250 rows share an effect. */
    @ParameterizedTest
    @ValueSource(ints = {5, 10, 20})
    void intervalsOfDaysKeepTheirLevelWithFewDays(int days) {
        Random random = new Random(days);
        int covered = 0;
        int rounds = 300;
        for (int round = 0; round < rounds; round++) {
            int[] sizes = random.ints(days, 50, 250).toArray();
            int rows = Arrays.stream(sizes).sum();
            double[] predicted = new double[rows];
            double[] actual = new double[rows];
            long[] day = new long[rows];
            for (int d = 0, row = 0; d < days; d++) {
                double effect = random.nextGaussian();
                for (int i = 0; i < sizes[d]; i++, row++) {
                    day[row] = d;
                    actual[row] = effect + random.nextGaussian();
                }
            }
            Interval bias = Evaluation.ofRegression(predicted, actual)
                    .withDays(day)
                    .interval(new MeanError(), 0.95)
                    .orElseThrow();
            covered += bias.contains(0) ? 1 : 0;
        }
        // Three standard errors of the share, and CR3 is a little too wide with few days.
        assertThat((double) covered / rounds).isBetween(0.912, 0.995);
    }

    private record MeanError() implements Metric {
        @Override
        public String name() {
            return "meanError";
        }

        @Override
        public boolean higherIsBetter() {
            return false;
        }

        @Override
        public double value(Evaluation evaluation) {
            return IntStream.range(0, evaluation.rows())
                    .mapToDouble(row -> evaluation.score(row) - evaluation.target(row))
                    .average()
                    .orElse(Double.NaN);
        }
    }

    @Test
    void aModelThatIsClearlyBetterPasses() {
        assertThat(shareThatPasses(Gates.logLoss(), 1_500, 0.5, 0.0, 50)).isGreaterThan(0.9);
    }

    @Test
    void forAMeanThePseudoValuesAreTheMeansOfTheBlocks() {
        Simulated rows = Simulated.rows(307, 0.2, 0.0, 11);

        BlockJackknife gain = BlockJackknife.gain(rows.challenger(), rows.incumbent(), Gates.logLoss());

        double sum = 0.0;
        double[] means = new double[30];
        for (int block = 0; block < 30; block++) {
            int from = 307 * block / 30;
            int to = 307 * (block + 1) / 30;
            means[block] = Gates.logLoss()
                            .value(rows.incumbent().without(to, 307).from(from))
                    - Gates.logLoss().value(rows.challenger().without(to, 307).from(from));
            sum += means[block];
        }
        double mean = sum / 30;
        double squares = 0.0;
        for (double each : means) {
            squares += (each - mean) * (each - mean);
        }
        assertThat(gain.mean()).isCloseTo(mean, within(1e-12));
        assertThat(gain.standardError()).isCloseTo(Math.sqrt(squares / 29 / 30), within(1e-12));
    }

    private static Metric metric(String name) {
        return switch (name) {
            case "logLoss" -> Gates.logLoss();
            case "rocAuc" -> Gates.rocAuc();
            default -> Gates.f1("true");
        };
    }

    private static double shareThatPasses(Metric metric, int rows, double advantage, double memory, int simulations) {
        Gate gate = Gates.better().on(metric);
        int passed = 0;
        for (int i = 0; i < simulations; i++) {
            Simulated drawn = Simulated.rows(rows, advantage, memory, 1_000L + i);
            GateResult result = gate.check(drawn.challenger(), Optional.of(drawn.incumbent()));
            passed += result.outcome() == Outcome.PASSED ? 1 : 0;
        }
        return (double) passed / simulations;
    }
}
