package io.leeway.retraining;

import io.leeway.retraining.Observation.Outcome;
import io.leeway.retraining.Observation.Streak;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Conditions made of conditions. Every part is asked at every look, so that each keeps its own count of looks. */
final class Combinations {

    private Combinations() {}

    record AllOf(List<Condition> parts) implements Condition {

        @Override
        public Observation observe(Signals signals, Map<String, Streak> streaks) {
            List<Observation> seen = askAll(parts, signals, streaks);
            Outcome outcome = seen.stream().anyMatch(is(Outcome.NOT_MET))
                    ? Outcome.NOT_MET
                    : seen.stream().allMatch(is(Outcome.MET)) ? Outcome.MET : Outcome.INSUFFICIENT_DATA;
            // Where the whole is not met, only the parts that stand in the way explain it.
            return new Observation(describe(), outcome, sentences(seen, is(outcome), " and "), remembered(seen));
        }

        @Override
        public String describe() {
            return descriptions(parts, " and ");
        }
    }

    record AnyOf(List<Condition> parts) implements Condition {

        @Override
        public Observation observe(Signals signals, Map<String, Streak> streaks) {
            List<Observation> seen = askAll(parts, signals, streaks);
            Outcome outcome = seen.stream().anyMatch(is(Outcome.MET))
                    ? Outcome.MET
                    : seen.stream().allMatch(is(Outcome.NOT_MET)) ? Outcome.NOT_MET : Outcome.INSUFFICIENT_DATA;
            return new Observation(describe(), outcome, sentences(seen, is(outcome), " and "), remembered(seen));
        }

        @Override
        public String describe() {
            return descriptions(parts, " or ");
        }
    }

    record Not(Condition part) implements Condition {

        @Override
        public Observation observe(Signals signals, Map<String, Streak> streaks) {
            Observation seen = part.observe(signals, streaks);
            Outcome outcome =
                    switch (seen.outcome()) {
                        case MET -> Outcome.NOT_MET;
                        case NOT_MET -> Outcome.MET;
                        case INSUFFICIENT_DATA -> Outcome.INSUFFICIENT_DATA;
                    };
            return new Observation(describe(), outcome, seen.sentence() + ", negated", seen.streaks());
        }

        @Override
        public String describe() {
            return "not (" + part.describe() + ")";
        }

        @Override
        public Condition not() {
            return part;
        }
    }

    record Sustained(Condition part, int looks) implements Condition {

        Sustained {
            if (looks < 1) {
                throw new PolicyException(
                        "", "sustainedFor(" + looks + ") requires no evaluation; require at least 1", part.describe());
            }
        }

        @Override
        public Observation observe(Signals signals, Map<String, Streak> streaks) {
            Observation seen = part.observe(signals, streaks);
            Streak streak = next(streaks.getOrDefault(describe(), new Streak(0, -1)), seen, signals);
            Outcome outcome = seen.isMet() && streak.looks() < looks ? Outcome.NOT_MET : seen.outcome();
            String sentence = seen.isMet()
                    ? seen.sentence() + ", at " + streak.looks() + " of " + looks + (looks == 1 ? " look" : " looks")
                            + " in a row"
                    : seen.sentence();
            Map<String, Streak> memory = new HashMap<>(seen.streaks());
            memory.put(describe(), streak);
            return new Observation(describe(), outcome, sentence, memory);
        }

        private Streak next(Streak before, Observation seen, Signals signals) {
            long look = signals.look().orElse(-1);
            if (!seen.isMet()) {
                return new Streak(0, look);
            }
            boolean sameLook = look >= 0 && look == before.lastLook();
            int count = sameLook ? Math.max(1, before.looks()) : before.looks() + 1;
            return new Streak(Math.min(count, looks), look);
        }

        @Override
        public String describe() {
            return grouped(part) + " for " + looks + (looks == 1 ? " look" : " looks");
        }
    }

    private static List<Observation> askAll(List<Condition> parts, Signals signals, Map<String, Streak> streaks) {
        return parts.stream().map(part -> part.observe(signals, streaks)).toList();
    }

    private static Predicate<Observation> is(Outcome outcome) {
        return seen -> seen.outcome() == outcome;
    }

    private static String sentences(List<Observation> seen, Predicate<Observation> which, String between) {
        return seen.stream().filter(which).map(Observation::sentence).collect(Collectors.joining(between));
    }

    private static String descriptions(List<Condition> parts, String between) {
        return parts.stream().map(Combinations::grouped).collect(Collectors.joining(between));
    }

    private static String grouped(Condition part) {
        return part instanceof AllOf || part instanceof AnyOf ? "(" + part.describe() + ")" : part.describe();
    }

    private static Map<String, Streak> remembered(List<Observation> seen) {
        Map<String, Streak> all = new HashMap<>();
        seen.forEach(one -> all.putAll(one.streaks()));
        return all;
    }
}
