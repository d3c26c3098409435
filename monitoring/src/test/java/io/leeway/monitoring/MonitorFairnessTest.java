package io.leeway.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.leeway.feedback.FeedbackLog;
import io.leeway.feedback.RowId;
import io.leeway.monitoring.fairness.Criterion;
import io.leeway.monitoring.fairness.FairnessReport;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Monitors that compare how groups are treated, from one window to the next. */
class MonitorFairnessTest {
    private static ModelMonitorBuilder<Applicant> monitor() {
        return ModelMonitor.of(Applicant.SCHEMA)
                .window(Duration.ofDays(5))
                .rowsAhead(Duration.ofDays(4_000))
                .fairness(0.15, "sex");
    }

    private static void run(ModelMonitor<Applicant> monitor, List<Applicant> rows, ToDoubleFunction<Applicant> score) {
        for (Applicant row : rows) {
            monitor.record(row, score.applyAsDouble(row));
            monitor.label(RowId.of(row.id()), row.repaid() ? 1 : 0, row.at());
        }
    }

    private static FairnessReport report(MonitoringSnapshot window) {
        return window.performance().fairness().get(0);
    }

    @Test
    void groupsThatAreTreatedAlikeRaiseNoAlert() {
        ModelMonitor<Applicant> monitor =
                monitor().alarmBudget(1, Duration.ofDays(365)).build();

        run(monitor, Applicant.days(0, 26, 0, 1), Applicant::score);

        assertThat(monitor.history()).hasSize(5).allSatisfy(window -> {
            assertThat(window.alerts()).isEmpty();
            assertThat(report(window).disparities()).hasSize(4);
            assertThat(report(window).groups())
                    .extracting(group -> group.group())
                    .containsExactly("f", "m");
        });
    }

    @Test
    void aGroupThatIsSelectedLessThanTheToleranceAllowsRaisesAnAlertWithItsPrice() {
        ModelMonitor<Applicant> monitor = monitor().build();

        run(monitor, Applicant.days(0, 11, 0, 1), row -> row.sex().equals("f") ? row.score() / 1.8 : row.score());

        MonitoringSnapshot window = monitor.snapshot();
        assertThat(window.alerts()).extracting(Alert::kind).containsOnly(Alert.Kind.FAIRNESS);
        assertThat(window.alerts().get(0).message())
                .startsWith("demographic parity by sex: the difference is ")
                .contains("above the tolerance of 0.15: f is lowest, m highest; at its rate ")
                .contains("rows of f would be predicted positive");
        assertThat(monitor.incidents()).isNotEmpty();
    }

    @Test
    void aDifferenceThatGrewSinceTheBeginningIsADriftOfItsOwn() {
        ModelMonitor<Applicant> monitor = ModelMonitor.of(Applicant.SCHEMA)
                .window(Duration.ofDays(5))
                .rowsAhead(Duration.ofDays(4_000))
                .fairness(0.8, "sex")
                .labelsWaiting(1_000)
                .build();
        run(monitor, Applicant.days(1, 7, 0, 1), Applicant::score);

        run(monitor, Applicant.days(7, 22, 0, 2), row -> row.sex().equals("f") ? row.score() / 1.6 : row.score());

        assertThat(monitor.snapshot().alerts())
                .anySatisfy(alert -> assertThat(alert.message()).contains("above that at first, "));
    }

    @Test
    void labelsThatComeLaterCountForTheCriteriaThatNeedThem() {
        ModelMonitor<Applicant> monitor = monitor().build();
        List<Applicant> early = Applicant.days(0, 6, 0, 1);
        early.forEach(row -> monitor.record(row, row.score()));
        FairnessReport without = report(monitor.snapshot());
        early.forEach(row -> monitor.label(RowId.of(row.id()), row.repaid() ? 1 : 0, row.at()));
        Applicant.days(6, 11, 0, 2).forEach(row -> monitor.record(row, row.score()));

        assertThat(without.disparity(Criterion.DEMOGRAPHIC_PARITY)).isPresent();
        assertThat(without.disparity(Criterion.EQUAL_OPPORTUNITY)).isEmpty();
        assertThat(report(monitor.snapshot()).disparity(Criterion.EQUAL_OPPORTUNITY))
                .isPresent();
    }

    @Test
    void attributesAreReadFromTheCellsOfALogToo() {
        FeedbackLog<Applicant> log = FeedbackLog.inMemory(Applicant.SCHEMA);
        ModelMonitor<Applicant> monitor = monitor().build();
        monitor.resume(log);

        Applicant.days(0, 6, 0, 1).forEach(row -> {
            log.record(row, row.score(), 1);
            log.label(RowId.of(row.id()), row.repaid());
        });

        assertThat(report(monitor.snapshot()).groups()).hasSize(2).allSatisfy(group -> assertThat(group.labelled())
                .isPositive());
    }

    @Test
    void attributesThatAreNotDeclaredSensitiveAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> monitor().fairness(0.15, "region").build())
                .withMessageContaining("\"region\" is not declared sensitive");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> monitor().fairness(0.2, "sex"))
                .withMessageContaining("give one tolerance");
    }
}
