package io.leeway.examples.flights;

import static io.leeway.retraining.Conditions.age;
import static io.leeway.retraining.Conditions.metric;

import io.leeway.monitoring.performance.ClassificationMetrics;
import io.leeway.retraining.Condition;
import io.leeway.retraining.Conditions.Metric;
import io.leeway.retraining.Decision;
import io.leeway.retraining.PolicyState;
import io.leeway.retraining.RetrainingPolicy;
import io.leeway.retraining.Signals;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Chooses the numbers of the example's policy on a first part of the year, which is all that it is given.
 *
 * <p>A first part holds few trainings, so one run through it says little. Each policy is therefore started on many days (a rolling
 * origin), each time beside one that trains every 30 days from the same day on, and is judged by its mean difference in log loss.
 */
final class PolicyChoice {

    /** As many labelled rows as the monitor's metrics rest on unless told otherwise. */
    static final int ROWS = 5_000;

    static final Duration EARNED = Duration.ofDays(30);
    private static final int DAYS_BETWEEN_ORIGINS = 4;
    private static final int LAST_ORIGIN = 98;
    private static final Duration PAUSE = Duration.ofDays(7);

    private final DailyModels models;
    private final Map<Integer, Integer> labelsKnown = new HashMap<>();
    private final Map<List<Integer>, Signals> signals = new HashMap<>();

    PolicyChoice(DailyModels models) {
        this.models = models;
    }

    /**
     * A policy and how it did.
     *
     * @param gain mean difference in log loss from training every 30 days; below 0 is better
     * @param trainings over all origins, as a share of those of training every 30 days
     */
    record Judged(RetrainingPolicy policy, double gain, double trainings) {}

    /** Every policy of the grid, the best first. */
    List<Judged> judge() {
        List<Judged> judged = new ArrayList<>();
        for (RetrainingPolicy policy : grid()) {
            judged.add(judge(policy));
        }
        judged.sort(Comparator.comparingDouble(Judged::gain));
        return judged;
    }

    private Judged judge(RetrainingPolicy policy) {
        double gain = 0;
        int origins = 0;
        int trainings = 0;
        int monthly = 0;
        for (int origin = models.firstDay(); origin <= LAST_ORIGIN; origin += DAYS_BETWEEN_ORIGINS) {
            List<Integer> days = days(policy, origin);
            List<Integer> fixed = monthly(origin, models.lastDay());
            gain += logLoss(days) - logLoss(fixed);
            trainings += days.size();
            monthly += fixed.size();
            origins++;
        }
        return new Judged(policy, gain / origins, (double) trainings / monthly);
    }

    static List<Integer> monthly(int origin, int lastDay) {
        List<Integer> days = new ArrayList<>();
        for (int day = origin; day < lastDay; day += (int) EARNED.toDays()) {
            days.add(day);
        }
        return days;
    }

    /** The days on which a policy trains, the first champion's among them. */
    List<Integer> days(RetrainingPolicy policy, int origin) {
        List<Integer> days = new ArrayList<>(List.of(origin));
        PolicyState state = new PolicyState(List.of(Replay.lookOnDay(origin)), new TreeMap<>());
        for (int day = origin + 1; day < models.lastDay(); day++) {
            Decision decision = policy.decide(signals(days.get(days.size() - 1), day), state);
            state = decision.next();
            if (decision.isRetrain()) {
                days.add(day);
            }
        }
        return days;
    }

    double logLoss(List<Integer> days) {
        double sum = 0;
        for (int i = 0; i < days.size(); i++) {
            int end = i + 1 < days.size() ? days.get(i + 1) : models.lastDay();
            sum += models.loss(days.get(i), days.get(i), end);
        }
        return sum / models.flights(days.get(0), models.lastDay());
    }

    /** What the monitor would say at a look: its newest window ends at the midnight before, and only the champion's rows count. */
    private Signals signals(int champion, int day) {
        return signals.computeIfAbsent(List.of(champion, day), key -> {
            Instant now = Replay.lookOnDay(day);
            Instant promoted = Replay.lookOnDay(champion);
            Year year = models.year();
            int known = labelsKnown.computeIfAbsent(day, of -> year.arrivedBy(now.truncatedTo(ChronoUnit.DAYS)));
            double[] scores = new double[ROWS];
            boolean[] late = new boolean[ROWS];
            int rows = 0;
            for (int rank = known - 1; rank >= 0 && rows < ROWS; rank--) {
                Flight flight = year.flight(year.arrival(rank));
                if (flight.arrived().isBefore(promoted)) {
                    break;
                }
                if (!flight.scheduled().isBefore(promoted)) {
                    scores[rows] = models.score(champion, year.arrival(rank));
                    late[rows++] = flight.late();
                }
            }
            ClassificationMetrics found =
                    ClassificationMetrics.of(Arrays.copyOf(scores, rows), Arrays.copyOf(late, rows));
            Map<String, Double> metrics = new HashMap<>(found.values());
            metrics.put("baseRateLogLoss", found.baseRateLogLoss());
            return Signals.at(now)
                    .withLook(day)
                    .withChampionAge(Duration.between(promoted, now))
                    .withMetrics(metrics, rows);
        });
    }

    private static List<RetrainingPolicy> grid() {
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
        List<RetrainingPolicy> policies = new ArrayList<>();
        conditions.forEach((name, condition) -> {
            for (int looks = 1; looks <= 3; looks++) {
                for (int oldest : new int[] {0, 45, 60}) {
                    for (int saved = 2; saved <= 3; saved++) {
                        RetrainingPolicy.Builder policy =
                                RetrainingPolicy.named(name).when(condition.sustainedFor(looks));
                        if (oldest > 0) {
                            policy.or(age().atLeast(Duration.ofDays(oldest)));
                        }
                        policies.add(
                                policy.cooldown(PAUSE).oneEvery(EARNED, saved).build());
                    }
                }
            }
        });
        return policies;
    }
}
