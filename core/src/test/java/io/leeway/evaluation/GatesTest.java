package io.leeway.evaluation;

import static io.leeway.evaluation.Gates.accuracy;
import static io.leeway.evaluation.Gates.better;
import static io.leeway.evaluation.Gates.demographicParityDifference;
import static io.leeway.evaluation.Gates.f1;
import static io.leeway.evaluation.Gates.fairness;
import static io.leeway.evaluation.Gates.logLoss;
import static io.leeway.evaluation.Gates.notWorse;
import static io.leeway.evaluation.Gates.rocAuc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.leeway.evaluation.GateResult.Outcome;
import io.leeway.monitoring.fairness.Criterion;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GatesTest {
    private static final Evaluation FOUR =
            Evaluation.ofBinary(new double[] {0.9, 0.4, 0.6, 0.1}, new boolean[] {true, true, false, false});

    @Test
    void aThresholdIsComparedWithWhatWasObserved() {
        GateResult passed = accuracy().atLeast(0.5).check(FOUR, Optional.empty());
        GateResult failed = logLoss().atMost(0.5).check(FOUR, Optional.empty());

        assertThat(passed.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(passed.blocks()).isFalse();
        assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(failed.blocks()).isTrue();
        assertThat(failed.observed()).hasValue(logLoss().value(FOUR));
        assertThat(failed.threshold()).hasValue(0.5);
        assertThat(failed.explanation()).isEqualTo("logLoss is 0.5108 on 4 rows, but must be at most 0.5: failed");
    }

    @Test
    void whatIsNotDefinedDoesNotPass() {
        Evaluation never = Evaluation.ofBinary(new double[] {0.1, 0.2}, new boolean[] {false, false});

        GateResult result = f1("true").atLeast(0.0).check(never, Optional.empty());

        assertThat(result.outcome()).isEqualTo(Outcome.INSUFFICIENT_DATA);
        assertThat(result.blocks()).isTrue();
    }

    @Test
    void withoutAChampionAComparisonDoesNotApply() {
        GateResult result = better().on(logLoss()).check(FOUR, Optional.empty());

        assertThat(result.outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(result.blocks()).isFalse();
        assertThat(better().than("shadow").baseline()).contains("shadow");
    }

    @Test
    void fewRowsAreNotCompared() {
        GateResult result = better().on(logLoss()).check(FOUR, Optional.of(FOUR));

        assertThat(result.outcome()).isEqualTo(Outcome.INSUFFICIENT_DATA);
        assertThat(result.explanation()).contains("4 rows");
    }

    @Test
    void aModelIsNotBetterThanItselfButNotWorse() {
        Evaluation some = Simulated.rows(500, 0.0, 0.0, 3).challenger();

        assertThat(better().on(logLoss()).check(some, Optional.of(some)).outcome())
                .isEqualTo(Outcome.FAILED);
        assertThat(notWorse(0.001).on(rocAuc()).check(some, Optional.of(some)).outcome())
                .isEqualTo(Outcome.PASSED);
    }

    @Test
    void aComparisonExplainsItself() {
        Simulated rows = Simulated.rows(2_000, 0.5, 0.0, 3);

        GateResult result = better().on(logLoss()).check(rows.challenger(), Optional.of(rows.incumbent()));

        assertThat(result.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(result.gate()).isEqualTo("better than champion on logLoss");
        assertThat(result.confidence()).hasValue(0.95);
        assertThat(result.observed().orElseThrow()).isPositive();
        assertThat(result.explanation())
                .matches("logLoss is 0\\.\\d{4} against the champion's 0\\.\\d{4} on 2,000 rows, better by"
                        + " 0\\.\\d{4}; with 95% confidence the gain is above 0\\.\\d{4}, which is above 0\\.0000:"
                        + " passed");
    }

    @Test
    void differentRowsAreNotCompared() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> better().check(FOUR, Optional.of(FOUR.from(1))))
                .withMessageContaining("same rows");
    }

    @Test
    void sharesOfGroupsAreCompared() {
        Evaluation evaluation = groups(100, 30, 50);

        GateResult wide = demographicParityDifference("g").atMost(0.2).check(evaluation, Optional.empty());
        GateResult narrow = demographicParityDifference("g").atMost(0.19).check(evaluation, Optional.empty());

        assertThat(wide.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(wide.observed()).hasValue(0.2);
        assertThat(narrow.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(narrow.explanation()).contains("from 0.3000 (a) to 0.5000 (b)");
    }

    @Test
    void aSmallGroupIsTooLittleDataUnlessItIsLeftOutAndNamed() {
        Evaluation evaluation = groups(29, 10, 10);
        var parity = demographicParityDifference("g");

        assertThat(parity.atMost(1.0).check(evaluation, Optional.empty()).outcome())
                .isEqualTo(Outcome.INSUFFICIENT_DATA);
        assertThat(parity.groupsOfAtLeast(29)
                        .atMost(1.0)
                        .check(evaluation, Optional.empty())
                        .outcome())
                .isEqualTo(Outcome.PASSED);
        Evaluation third = withGroup(groups(100, 30, 50), "c");
        assertThat(parity.atMost(1.0).check(third, Optional.empty()).outcome()).isEqualTo(Outcome.INSUFFICIENT_DATA);
        GateResult without = parity.ignoringSmallGroups().atMost(1.0).check(third, Optional.empty());
        assertThat(without.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(without.explanation()).contains("leaving out the small groups c (1)");
    }

    @Test
    void groupsAreComparedByACriterion() {
        boolean[] actual = new boolean[400];
        double[] score = new double[400];
        String[] groups = new String[400];
        for (int i = 0; i < 400; i++) {
            groups[i] = i % 2 == 0 ? "a" : "b";
            actual[i] = i % 4 < 2;
            // Of the positive rows 80 of 100 are found in a, 60 of 100 in b.
            score[i] = actual[i] && i / 4 < (i % 2 == 0 ? 80 : 60) ? 0.9 : 0.1;
        }
        Evaluation evaluation = Evaluation.ofBinary(score, actual).withGroups("g", groups);
        FairnessGate opportunity = fairness(Criterion.EQUAL_OPPORTUNITY, "g");

        GateResult failed = opportunity.ratioAtLeast(0.8).check(evaluation, Optional.empty());
        assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(failed.observed().orElseThrow()).isCloseTo(0.75, within(1e-12));
        assertThat(failed.gate()).isEqualTo("equal opportunity by g: ratio at least 0.8");
        assertThat(failed.explanation()).contains("lowest b, highest a: failed");
        assertThat(opportunity
                        .differenceAtMost(0.21)
                        .check(evaluation, Optional.empty())
                        .outcome())
                .isEqualTo(Outcome.PASSED);
        assertThat(fairness(Criterion.EQUALISED_ODDS, "g")
                        .differenceAtMost(0.21)
                        .check(evaluation, Optional.empty())
                        .observed()
                        .orElseThrow())
                .isCloseTo(0.2, within(1e-12));
        assertThat(opportunity
                        .groupsOfAtLeast(150)
                        .differenceAtMost(1)
                        .check(evaluation, Optional.empty())
                        .outcome())
                .isEqualTo(Outcome.INSUFFICIENT_DATA);
        Evaluation third = withGroup(evaluation, "c");
        assertThat(opportunity
                        .differenceAtMost(1)
                        .check(third, Optional.empty())
                        .outcome())
                .isEqualTo(Outcome.INSUFFICIENT_DATA);
        assertThat(opportunity
                        .ignoringSmallGroups()
                        .differenceAtMost(1)
                        .check(third, Optional.empty())
                        .outcome())
                .isEqualTo(Outcome.PASSED);
        assertThatIllegalArgumentException().isThrownBy(() -> opportunity.ratioAtLeast(1.1));
    }

    private static Evaluation withGroup(Evaluation evaluation, String last) {
        String[] groups = new String[evaluation.rows()];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = evaluation.group("g", i);
        }
        groups[groups.length - 1] = last;
        return evaluation.withGroups("g", groups);
    }

    /** Two groups, with so many rows of each predicted as positive. */
    private static Evaluation groups(int rowsEach, int positivesOfA, int positivesOfB) {
        double[] probability = new double[2 * rowsEach];
        String[] groups = new String[2 * rowsEach];
        Arrays.fill(groups, 0, rowsEach, "a");
        Arrays.fill(groups, rowsEach, 2 * rowsEach, "b");
        Arrays.fill(probability, 0, positivesOfA, 0.9);
        Arrays.fill(probability, rowsEach, rowsEach + positivesOfB, 0.9);
        return Evaluation.ofBinary(probability, new boolean[2 * rowsEach]).withGroups("g", groups);
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> better().withConfidence(0.5));
        assertThatIllegalArgumentException().isThrownBy(() -> better().withConfidence(1.0));
        assertThatIllegalArgumentException().isThrownBy(() -> notWorse(0.0));
        assertThatIllegalArgumentException().isThrownBy(() -> logLoss().atMost(Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> demographicParityDifference("g").atMost(1.1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> demographicParityDifference("g").groupsOfAtLeast(0));
    }
}
