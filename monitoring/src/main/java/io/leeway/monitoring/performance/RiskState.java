package io.leeway.monitoring.performance;

import java.util.Optional;

/**
 * The state of a {@link RiskMonitor}, from which another goes on as if it were the same.
 *
 * @param bound the largest loss
 * @param limit the limit of the risk
 * @param alpha the probability of a false alarm
 * @param capital the capital of each bet
 * @param notYetBet the capital that has not been bet
 * @param observations the number of observations
 * @param mean the mean loss as a share of the bound
 * @param squares the sum of squared deviations
 * @param alarm the first alarm
 * @param block the open block
 * @param blockSum the sum of its losses
 * @param blockRows their number
 */
public record RiskState(
        double bound,
        double limit,
        double alpha,
        double[] capital,
        double notYetBet,
        long observations,
        double mean,
        double squares,
        Optional<RiskAlarm> alarm,
        long block,
        double blockSum,
        long blockRows) {}
