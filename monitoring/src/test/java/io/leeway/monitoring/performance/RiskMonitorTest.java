package io.leeway.monitoring.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** The lives here are short; benchmarks' RiskAlarms simulates years. */
class RiskMonitorTest {
    private static final double RISK = 0.2;

    private final Random random = new Random(17);

    @Test
    void aRiskAtItsLimitSeldomAlarmsInAWholeLife() {
        int lives = 300;
        int alarms = 0;
        int outside = 0;
        for (int life = 0; life < lives; life++) {
            RiskMonitor monitor = RiskMonitor.above(RISK, 1, 0.1);
            boolean missed = false;
            for (int row = 0; row < 20_000; row++) {
                monitor.add(loss(RISK));
                missed |= row % 100 == 0 && !monitor.risk().contains(RISK);
            }
            alarms += monitor.alarm().isPresent() ? 1 : 0;
            outside += missed ? 1 : 0;
        }

        // Binomial with 0.1: more than 45 of 300 has a probability of 0.003.
        assertThat(alarms).isBetween(3, 45);
        assertThat(outside).isLessThanOrEqualTo(45);
    }

    @Test
    void daysWithAWeatherOfTheirOwnDeceiveAMonitorOfRowsButNotOneOfDays() {
        int ofRows = 0;
        int ofDays = 0;
        for (int life = 0; life < 100; life++) {
            RiskMonitor rows = RiskMonitor.above(RISK, 1, 0.1);
            RiskMonitor days = RiskMonitor.above(RISK, 1, 0.1);
            for (int day = 0; day < 200; day++) {
                double risk = RISK + 0.04 * random.nextGaussian();
                for (int row = 0; row < 100; row++) {
                    double loss = loss(risk);
                    rows.add(loss);
                    days.add(loss, day);
                }
            }
            ofRows += rows.alarm().isPresent() ? 1 : 0;
            ofDays += days.endBlock() ? 1 : 0;
        }

        assertThat(ofRows).isGreaterThan(25);
        assertThat(ofDays).isLessThanOrEqualTo(18);
    }

    @Test
    void aRiseBeyondTheToleranceIsFoundEvenAfterALongGoodTime() {
        double[] reference =
                DoubleStream.generate(() -> loss(RISK)).limit(5_000).toArray();
        RiskMonitor monitor = RiskMonitor.of(reference, 1, 0.02, 0.05);
        for (int row = 0; row < 50_000; row++) {
            assertThat(monitor.add(loss(RISK))).isFalse();
        }
        int rows = 0;
        while (!monitor.add(loss(RISK + 0.1))) {
            rows++;
            assertThat(rows).as("rows until the alarm").isLessThan(4_000);
        }

        // The mean since the beginning has hardly moved: a bound of it alone would be silent for long.
        assertThat(monitor.risk().lower()).isLessThan(monitor.limit());
        assertThat(monitor.alarm().orElseThrow().observation()).isEqualTo(50_001 + rows);
        assertThat(monitor.toString()).contains("the risk rose above").contains("at most 0.025");
    }

    @Test
    void aRiseWithinTheToleranceRaisesNoAlarm() {
        double[] reference =
                DoubleStream.generate(() -> loss(RISK)).limit(5_000).toArray();
        RiskMonitor monitor = RiskMonitor.of(reference, 1, 0.05, 0.05);
        for (int row = 0; row < 30_000; row++) {
            assertThat(monitor.add(loss(RISK + 0.03))).isFalse();
        }
        assertThat(monitor.toString()).startsWith("no alarm: the risk is 0.2");
    }

    @Test
    void theBoundOfTheReferenceHoldsAndNarrows() {
        int below = 0;
        for (int round = 0; round < 400; round++) {
            double[] reference =
                    DoubleStream.generate(() -> loss(RISK)).limit(300).toArray();
            below += LossBounds.upper(reference, 0.1) < RISK ? 1 : 0;
        }
        // Binomial with 0.1: more than 60 of 400 has a probability of 0.001.
        assertThat(below).isLessThanOrEqualTo(60);
        double[] many = DoubleStream.generate(() -> loss(RISK)).limit(20_000).toArray();
        assertThat(LossBounds.upper(many, 0.025)).isBetween(RISK, RISK + 0.015);
    }

    @Test
    void theBoundOfAReferenceOfDaysKnowsHowDaysDiffer() {
        double[] reference = new double[2_000];
        long[] days = new long[2_000];
        for (int row = 0; row < 2_000; row++) {
            days[row] = row / 100;
            reference[row] = loss(RISK + (days[row] % 2 == 0 ? 0.1 : -0.1));
        }
        assertThat(RiskMonitor.ofBlocks(reference, days, 1, 0, 0.05).limit())
                .isGreaterThan(RiskMonitor.of(reference, 1, 0, 0.05).limit());
    }

    @Test
    void lossesMayHaveAnyBound() {
        RiskMonitor monitor = RiskMonitor.above(30, 120, 0.05);
        for (int row = 0; row < 1_000 && monitor.alarm().isEmpty(); row++) {
            monitor.add(40 + 10 * random.nextDouble());
        }
        assertThat(monitor.alarm().orElseThrow().risk().estimate()).isBetween(40.0, 50.0);
        assertThat(RiskMonitor.above(30, 120, 0.05).risk().upper()).isEqualTo(120);
    }

    @Test
    void whatCannotBeIsRefused() {
        RiskMonitor monitor = RiskMonitor.above(0.3, 1, 0.05);
        assertThatThrownBy(() -> monitor.add(1.5))
                .isInstanceOf(InvalidPredictionException.class)
                .hasMessageContaining("not a loss from 0 to 1.0: 1.5");
        assertThatThrownBy(() -> monitor.add(Double.NaN)).isInstanceOf(InvalidPredictionException.class);
        assertThatThrownBy(() -> RiskMonitor.of(new double[99], 1, 0, 0.05))
                .hasMessageContaining("99 reference losses");
        assertThatThrownBy(() -> RiskMonitor.of(new double[100], 1, -1, 0.05)).hasMessageContaining("tolerance is -1");
        assertThatThrownBy(() -> RiskMonitor.of(new double[100], 1, 1, 0.05))
                .hasMessageContaining("no alarm is possible");
        assertThatThrownBy(() -> RiskMonitor.above(0.2, 1, 0)).hasMessageContaining("such as 0.05");
        assertThatThrownBy(() -> RiskMonitor.ofBlocks(new double[10], new long[10], 1, 0, 0.05))
                .hasMessageContaining("1 blocks; pass at least 5");
    }

    private double loss(double risk) {
        return random.nextDouble() < risk ? 1 : 0;
    }
}
