package io.leeway.retraining;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds conditions that can never be met, and reasons that a veto always silences, by the intervals that thresholds on the
 * same quantity leave. Exact for conjunctions of thresholds, which is what people write; silent about the rest.
 */
final class Contradictions {

    private Contradictions() {}

    static void check(String policy, List<Condition> reasons, List<Condition> vetoes) {
        reasons.forEach(reason -> requirePossible(policy, reason));
        vetoes.forEach(veto -> requirePossible(policy, veto));
        for (Condition reason : reasons) {
            for (Condition veto : vetoes) {
                if (implies(reason, veto)) {
                    throw new PolicyException(
                            policy,
                            "'" + reason.describe() + "' can never act, because unless '" + veto.describe()
                                    + "' always stands against it; remove or change one of them",
                            reason.describe(),
                            veto.describe());
                }
            }
        }
    }

    private static void requirePossible(String policy, Condition condition) {
        if (condition instanceof Combinations.AnyOf any) {
            any.parts().forEach(part -> requirePossible(policy, part));
            return;
        }
        if (condition instanceof Combinations.Sustained sustained) {
            requirePossible(policy, sustained.part());
            return;
        }
        List<Condition> parts = conjuncts(condition);
        boolean empty = intervals(parts).values().stream().anyMatch(Interval::isEmpty);
        boolean denied = parts.stream().anyMatch(part -> parts.contains(part.not()));
        if (empty || denied) {
            throw new PolicyException(
                    policy,
                    "'" + condition.describe() + "' can never be met, because its parts contradict each other",
                    parts.stream().map(Condition::describe).toArray(String[]::new));
        }
    }

    /** True where whenever the reason is met the veto is met too. */
    private static boolean implies(Condition reason, Condition veto) {
        if (reason.equals(veto) || reason.describe().equals(veto.describe())) {
            return true;
        }
        if (reason instanceof Combinations.Sustained sustained && implies(sustained.part(), veto)) {
            return true;
        }
        if (veto instanceof Combinations.AnyOf any) {
            return any.parts().stream().anyMatch(part -> implies(reason, part));
        }
        if (reason instanceof Combinations.AnyOf any) {
            return any.parts().stream().allMatch(part -> implies(part, veto));
        }
        List<Condition> given = conjuncts(reason);
        Map<Quantity, Interval> left = intervals(given);
        return conjuncts(veto).stream().allMatch(part -> given.contains(part) || holds(part, left));
    }

    private static boolean holds(Condition part, Map<Quantity, Interval> left) {
        return part instanceof Threshold threshold
                && left.containsKey(threshold.quantity())
                && left.getOrDefault(threshold.quantity(), Interval.ALL).within(threshold.interval());
    }

    /** The parts of a conjunction, all the way down. */
    private static List<Condition> conjuncts(Condition condition) {
        if (condition instanceof Combinations.AllOf all) {
            List<Condition> parts = new ArrayList<>();
            all.parts().forEach(part -> parts.addAll(conjuncts(part)));
            return parts;
        }
        return List.of(condition);
    }

    private static Map<Quantity, Interval> intervals(List<Condition> parts) {
        Map<Quantity, Interval> left = new HashMap<>();
        for (Condition part : parts) {
            Condition bare = part instanceof Combinations.Sustained sustained ? sustained.part() : part;
            if (bare instanceof Threshold threshold) {
                left.merge(threshold.quantity(), threshold.interval(), Interval::intersect);
            }
        }
        return left;
    }
}
