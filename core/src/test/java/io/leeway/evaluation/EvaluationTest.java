package io.leeway.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.leeway.monitoring.performance.ClassificationMetrics;
import io.leeway.monitoring.performance.Interval;
import io.leeway.monitoring.performance.RegressionMetrics;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    @Test
    void metricsOfFourRowsByHand() {
        Evaluation evaluation =
                Evaluation.ofBinary(new double[] {0.9, 0.4, 0.6, 0.1}, new boolean[] {true, true, false, false});

        assertThat(Gates.accuracy().value(evaluation)).isEqualTo(0.5);
        assertThat(Gates.precision("true").value(evaluation)).isEqualTo(0.5);
        assertThat(Gates.recall("true").value(evaluation)).isEqualTo(0.5);
        assertThat(Gates.f1("true").value(evaluation)).isEqualTo(0.5);
        assertThat(Gates.f1("false").value(evaluation)).isEqualTo(0.5);
        assertThat(Gates.rocAuc().value(evaluation)).isEqualTo(0.75);
        assertThat(Gates.brier().value(evaluation)).isCloseTo((0.01 + 0.36 + 0.36 + 0.01) / 4, within(1e-15));
        assertThat(Gates.logLoss().value(evaluation))
                .isCloseTo(-(Math.log(0.9) + Math.log(0.4) + Math.log(0.4) + Math.log(0.9)) / 4, within(1e-15));
    }

    @Test
    void twoClassesAreMeasuredAsTheMonitorMeasuresThem() {
        Random random = new Random(1);
        double[] probability = random.doubles(2_000).toArray();
        boolean[] actual = new boolean[probability.length];
        for (int i = 0; i < actual.length; i++) {
            actual[i] = random.nextDouble() < probability[i] * probability[i];
        }
        probability[0] = 0.5;
        probability[1] = 0.0;
        actual[1] = true;

        var mine = Evaluation.ofBinary(probability, actual).metrics();

        ClassificationMetrics theirs = ClassificationMetrics.of(probability, actual);
        assertThat(mine.get("logLoss")).isCloseTo(theirs.logLoss(), within(1e-12));
        assertThat(mine.get("brier")).isCloseTo(theirs.brier(), within(1e-12));
        assertThat(mine.get("accuracy")).isCloseTo(theirs.accuracy(), within(1e-12));
        assertThat(mine.get("f1")).isCloseTo(theirs.f1(), within(1e-12));
        assertThat(mine.get("rocAuc")).isEqualTo(theirs.rocAuc());
        assertThat(mine.get("calibrationError")).isEqualTo(theirs.calibrationError());
        assertThat(mine).containsKeys("logLoss", "rocAuc", "brier", "calibrationError", "accuracy", "f1");
    }

    @Test
    void numbersAreMeasuredAsTheMonitorMeasuresThem() {
        double[] predicted = {1, 2, 3.5, 4};
        double[] actual = {1.5, 2, 3, 5};

        var mine = Evaluation.ofRegression(predicted, actual).metrics();

        RegressionMetrics theirs = RegressionMetrics.of(predicted, actual);
        assertThat(mine.get("rmse")).isCloseTo(theirs.rmse(), within(1e-12));
        assertThat(mine.get("mae")).isCloseTo(theirs.mae(), within(1e-12));
        assertThat(mine.get("r2")).isCloseTo(theirs.r2(), within(1e-12));
    }

    @Test
    void anIntervalOfNinetyFivePercentContainsTheTrueValueInAboutNinetyFiveOfAHundredSamples() {
        int contained = 0;
        for (int sample = 0; sample < 400; sample++) {
            contained += rightIn(0.8, 900, sample)
                            .interval(Gates.accuracy(), 0.95)
                            .orElseThrow()
                            .contains(0.8)
                    ? 1
                    : 0;
        }

        assertThat(contained / 400.0).isBetween(0.92, 0.98);
    }

    @Test
    void anIntervalOfAMeanIsThatOfTheMeansOfItsBlocks() {
        Evaluation evaluation = rightIn(0.8, 900, 1);
        double[] blocks = new double[30];
        for (int row = 0; row < 900; row++) {
            blocks[row / 30] += evaluation.predictedClass(row) == evaluation.target(row) ? 1 / 30.0 : 0;
        }
        double mean = Arrays.stream(blocks).average().orElseThrow();
        double variance =
                Arrays.stream(blocks).map(each -> (each - mean) * (each - mean)).sum() / 29;
        // Student's t with 29 degrees of freedom at 0.975, from a table.
        double half = 2.045 * Math.sqrt(variance / 30);

        Interval interval = evaluation.interval(Gates.accuracy(), 0.95).orElseThrow();

        assertThat(interval.estimate()).isEqualTo(Gates.accuracy().value(evaluation));
        assertThat(interval.upper() - interval.estimate()).isCloseTo(half, within(1e-4));
        assertThat(interval.estimate() - interval.lower()).isCloseTo(half, within(1e-4));
    }

    @Test
    void aFewRowsHaveNoInterval() {
        assertThat(rightIn(0.8, 79, 1).interval(Gates.accuracy(), 0.95)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rightIn(0.8, 100, 1).interval(Gates.accuracy(), 1.0))
                .withMessageContaining("must be above 0 and below 1");
    }

    @Test
    void aMetricThatNoBlockChangesHasNoIntervalForThatWouldClaimCertainty() {
        double[] low = new double[900];
        boolean[] actual = new boolean[900];
        for (int row = 0; row < 900; row++) {
            actual[row] = row % 7 == 0;
        }
        Evaluation evaluation = Evaluation.ofBinary(low, actual);

        assertThat(Gates.recall().value(evaluation)).isZero();
        assertThat(evaluation.interval(Gates.recall(), 0.95)).isEmpty();
        assertThat(evaluation.interval(Gates.accuracy(), 0.95)).isPresent();
    }

    @Test
    void metricsAreFoundByTheNameThatGatesGiveThem() {
        Evaluation evaluation = rightIn(0.8, 100, 1);

        assertThat(evaluation.metric("recall(false)").orElseThrow().value(evaluation))
                .isEqualTo(Gates.recall("false").value(evaluation));
        assertThat(evaluation.metric("precision").orElseThrow().value(evaluation))
                .isEqualTo(Gates.precision("true").value(evaluation));
        assertThat(evaluation.metric("rmse")).isEmpty();
        assertThat(evaluation.metric("profit")).isEmpty();
    }

    private static Evaluation rightIn(double share, int rows, long seed) {
        Random random = new Random(seed);
        double[] probability = new double[rows];
        boolean[] actual = new boolean[rows];
        for (int row = 0; row < rows; row++) {
            actual[row] = random.nextBoolean();
            probability[row] = actual[row] == random.nextDouble() < share ? 0.9 : 0.1;
        }
        return Evaluation.ofBinary(probability, actual);
    }

    @Test
    void whatIsNotDefinedIsNotANumber() {
        Evaluation oneClass = Evaluation.ofBinary(new double[] {0.1, 0.2}, new boolean[] {false, false});

        assertThat(Gates.rocAuc().value(oneClass)).isNaN();
        assertThat(Gates.f1("true").value(oneClass)).isNaN();
        assertThat(Gates.r2().value(Evaluation.ofRegression(new double[] {1, 2}, new double[] {3, 3})))
                .isNaN();
        assertThat(Gates.logLoss().value(oneClass.from(2))).isNaN();
    }

    @Test
    void aMetricOfTheOtherKindIsRefused() {
        Evaluation numbers = Evaluation.ofRegression(new double[] {1}, new double[] {1});

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gates.logLoss().value(numbers))
                .withMessageContaining("regression");
    }

    @Test
    void wrongInputIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Evaluation.ofBinary(new double[] {0.5}, new boolean[] {true, false}))
                .withMessageContaining("1 predictions");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Evaluation.ofBinary(new double[] {Double.NaN}, new boolean[] {true}))
                .withMessageContaining("row 0");
        Evaluation fine = Evaluation.ofBinary(new double[] {0.5}, new boolean[] {true});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gates.f1("late").value(fine))
                .withMessageContaining("[false, true]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fine.group("carrier", 0))
                .withMessageContaining("sensitive(\"carrier\")");
    }

    @Test
    void leavingOutRowsKeepsTheOthersAsTheyWere() {
        Evaluation all = Evaluation.ofBinary(
                        new double[] {0.1, 0.2, 0.3, 0.4}, new boolean[] {false, true, false, true})
                .withGroups("g", new String[] {"a", "b", "c", "d"});

        Evaluation some = all.without(1, 3);

        assertThat(some.rows()).isEqualTo(2);
        assertThat(some.score(1)).isEqualTo(0.4);
        assertThat(some.target(1)).isEqualTo(1.0);
        assertThat(some.group("g", 1)).isEqualTo("d");
        assertThat(all.from(3).score(0)).isEqualTo(0.4);
    }
}
