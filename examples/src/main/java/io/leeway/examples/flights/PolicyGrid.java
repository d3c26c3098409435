package io.leeway.examples.flights;

import static io.leeway.retraining.Conditions.age;
import static io.leeway.retraining.Conditions.metric;

import io.leeway.retraining.Condition;
import io.leeway.retraining.Conditions.Metric;
import io.leeway.retraining.RetrainingPolicy;
import io.leeway.retraining.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The policies that the example's own was chosen from. */
final class PolicyGrid {

    /** As many labelled rows as the monitor's metrics rest on unless told otherwise. */
    private static final int ROWS = 5_000;

    private static final Duration EARNED = Duration.ofDays(30);
    private static final Duration PAUSE = Duration.ofDays(7);

    private PolicyGrid() {}

    static List<Strategy> strategies() {
        Map<String, Condition> conditions = new LinkedHashMap<>();
        Metric bias = metric("calibrationBias").onAtLeast(ROWS);
        for (double limit : new double[] {0.04, 0.06, 0.08, 0.10, 0.12}) {
            conditions.put("bias below -" + limit, bias.below(-limit));
            conditions.put("|bias| above " + limit, bias.magnitudeAbove(limit));
        }
        for (double margin : new double[] {-0.04, -0.02, 0.0, 0.02, 0.04}) {
            conditions.put(
                    "log loss above base rate's " + margin,
                    metric("logLoss").onAtLeast(ROWS).exceeds("baseRateLogLoss", margin));
        }
        List<Strategy> strategies = new ArrayList<>();
        conditions.forEach((name, condition) -> {
            for (int looks = 1; looks <= 3; looks++) {
                for (int oldest : new int[] {0, 45, 60}) {
                    for (int saved = 2; saved <= 3; saved++) {
                        RetrainingPolicy.Builder policy =
                                RetrainingPolicy.named(name).when(condition.sustainedFor(looks));
                        if (oldest > 0) {
                            policy.or(age().atLeast(Duration.ofDays(oldest)));
                        }
                        strategies.add(Strategy.of(policy.cooldown(PAUSE)
                                        .oneEvery(EARNED, saved)
                                        .build())
                                .window(FlightsLoop.TRAINED_ON));
                    }
                }
            }
        });
        return strategies;
    }
}
