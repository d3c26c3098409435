package io.leeway.retraining;

import io.leeway.retraining.Decision.Action;
import io.leeway.retraining.Decision.Reason;
import io.leeway.retraining.Observation.Streak;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides when to retrain, by reasons to retrain, reasons not to, a pause after each training, and a budget.
 *
 * <pre>{@code
 * RetrainingPolicy policy = RetrainingPolicy.named("flights")
 *     .when(driftShare().atLeast(0.3).sustainedFor(2))
 *     .or(metric("f1").dropsBy(0.05))
 *     .or(age().atLeast(Duration.ofDays(30)))
 *     .unless(dataQuality().failing())
 *     .cooldown(Duration.ofDays(3)).atMost(4, Duration.ofDays(30))
 *     .build();
 * }</pre>
 *
 * <p>{@link #decide} is a pure function, so that a policy can be tested, replayed and explained. It checks in this
 * order: whether a reason is met, whether there is a veto, whether the pause is over, and whether the budget allows a
 * training. An unknown signal is never a reason and never a veto. A decision to retrain counts for the pause and the
 * budget whether or not the training succeeds.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class RetrainingPolicy {
    /** The default pause after a training: none. */
    public static final Duration DEFAULT_COOLDOWN = Duration.ZERO;

    private final String name;
    private final List<Condition> reasons;
    private final List<Condition> vetoes;
    private final Duration cooldown;
    private final Optional<Budget> budget;
    private final Optional<Allowance> allowance;

    private RetrainingPolicy(Builder builder) {
        this.name = builder.name;
        this.reasons = List.copyOf(builder.reasons);
        this.vetoes = List.copyOf(builder.vetoes);
        this.cooldown = builder.cooldown;
        this.budget = builder.budget;
        this.allowance = builder.allowance;
    }

    /**
     * Starts building a policy.
     *
     * @param name the name of the policy in its decisions, not blank
     * @return a builder; {@link Builder#when(Condition)} is required
     * @throws PolicyException if the name is blank
     */
    public static Builder named(String name) {
        if (name.isBlank()) {
            throw new PolicyException("", "a policy has a name; this one is blank");
        }
        return new Builder(name);
    }

    /**
     * Reads the text form of a policy, as {@link #toText()} writes it; lines that begin with # are comments.
     *
     * <pre>
     * policy flights
     * when drift share at least 0.3 for 2 looks
     * unless data quality failing
     * </pre>
     *
     * @param text the statements, one a line, in the words by which conditions describe themselves
     * @return the policy
     * @throws PolicyFormatException if a line is invalid; the message contains its place
     * @throws PolicyException if its parts contradict each other, see {@link Builder#build()}
     */
    public static RetrainingPolicy parse(String text) {
        return PolicyText.read(text);
    }

    /**
     * Writes the policy as text, to be stored, reviewed and replayed.
     *
     * @return the statements, one a line
     * @throws PolicyException if a condition is the application's own and has no text form
     */
    public String toText() {
        return PolicyText.write(this);
    }

    /**
     * Returns the policy's name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    List<Condition> reasons() {
        return reasons;
    }

    List<Condition> vetoes() {
        return vetoes;
    }

    Duration cooldown() {
        return cooldown;
    }

    Optional<Budget> budget() {
        return budget;
    }

    Optional<Allowance> allowance() {
        return allowance;
    }

    /**
     * Decides whether to retrain.
     *
     * @param signals the current signals
     * @param state the state after the previous decision, or {@link PolicyState#none()}
     * @return the decision, the same for the same arguments
     */
    public Decision decide(Signals signals, PolicyState state) {
        List<Observation> why = observe(reasons, signals, state);
        List<Observation> whyNot = observe(vetoes, signals, state);
        List<Observation> all = Stream.concat(why.stream(), whyNot.stream()).toList();
        Map<String, Streak> streaks = new HashMap<>();
        all.forEach(seen -> streaks.putAll(seen.streaks()));
        PolicyState watched = state.withStreaks(streaks);

        String met = joined(why);
        if (met.isEmpty()) {
            return hold(signals, Reason.NONE_MET, "no condition is met: " + all(why), all, watched);
        }
        Instant now = signals.now();
        String vetoed = joined(whyNot);
        if (!vetoed.isEmpty()) {
            return hold(signals, Reason.VETOED, met + "; but " + vetoed, all, watched);
        }
        Optional<String> pause = pausedUntil(now, state);
        if (pause.isPresent()) {
            return hold(signals, Reason.COOLDOWN, met + "; but " + pause.get(), all, watched);
        }
        Optional<String> spent = budgetSpent(now, state);
        if (spent.isPresent()) {
            return hold(signals, Reason.BUDGET, met + "; but " + spent.get(), all, watched);
        }
        PolicyState next = watched.withTraining(now, trainingsToRemember());
        return new Decision(
                now, name, Action.RETRAIN, Reason.CONDITION_MET, "retrain: " + met + ".", all, signals, next);
    }

    private static List<Observation> observe(List<Condition> conditions, Signals signals, PolicyState state) {
        return conditions.stream()
                .map(condition -> condition.observe(signals, state.streaks()))
                .toList();
    }

    private int trainingsToRemember() {
        return Math.max(
                budget.map(Budget::trainings).orElse(1),
                allowance.map(most -> 10 * most.saved()).orElse(1));
    }

    /**
     * Returns the decisions that the policy would have made on a series of signals, starting from an empty state.
     *
     * @param signals the signals of each evaluation, in the order of time
     * @return the decisions in the same order
     */
    public List<Decision> replay(Iterable<Signals> signals) {
        List<Decision> decisions = new ArrayList<>();
        PolicyState state = PolicyState.none();
        for (Signals look : signals) {
            Decision decision = decide(look, state);
            decisions.add(decision);
            state = decision.next();
        }
        return List.copyOf(decisions);
    }

    private Decision hold(Signals signals, Reason reason, String why, List<Observation> all, PolicyState next) {
        return new Decision(signals.now(), name, Action.HOLD, reason, "hold: " + why + ".", all, signals, next);
    }

    // A clock that steps back leaves trainings in the future: they count as recent, never as absent.
    private Optional<String> pausedUntil(Instant now, PolicyState state) {
        if (cooldown.isZero() || state.trainings().isEmpty()) {
            return Optional.empty();
        }
        Instant last = state.trainings().get(state.trainings().size() - 1);
        Instant free = last.plus(cooldown);
        return now.isBefore(free)
                ? Optional.of("the last training was at " + last + " and the pause of " + Words.exact(cooldown)
                        + " ends at " + free)
                : Optional.empty();
    }

    private Optional<String> budgetSpent(Instant now, PolicyState state) {
        Optional<String> unpaid = allowance.flatMap(most ->
                most.paidFrom(now, state.trainings()).map(free -> "with " + most + " the next is earned at " + free));
        if (unpaid.isPresent() || budget.isEmpty()) {
            return unpaid;
        }
        Duration period = budget.get().period();
        List<Instant> recent = state.trainings().stream()
                .filter(at -> at.plus(period).isAfter(now))
                .toList();
        int most = budget.get().trainings();
        if (recent.size() < most) {
            return Optional.empty();
        }
        Instant free = recent.get(recent.size() - most).plus(period);
        return Optional.of("the budget of " + budget.get() + " is used up until " + free);
    }

    private static String joined(List<Observation> seen) {
        return seen.stream()
                .filter(Observation::isMet)
                .map(Observation::sentence)
                .collect(Collectors.joining(", and "));
    }

    private static String all(List<Observation> seen) {
        return seen.stream().map(Observation::sentence).collect(Collectors.joining("; "));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("policy '").append(name).append("': when ");
        text.append(reasons.stream().map(Condition::describe).collect(Collectors.joining(" or ")));
        if (!vetoes.isEmpty()) {
            text.append(" unless ")
                    .append(vetoes.stream().map(Condition::describe).collect(Collectors.joining(" or ")));
        }
        if (!cooldown.isZero()) {
            text.append(", pause ").append(Words.exact(cooldown));
        }
        budget.ifPresent(most -> text.append(", at most ").append(most));
        allowance.ifPresent(most -> text.append(", ").append(most));
        return text.toString();
    }

    /** Configures a policy. Not safe for use by several threads. */
    public static final class Builder {
        private final String name;
        private final List<Condition> reasons = new ArrayList<>();
        private final List<Condition> vetoes = new ArrayList<>();
        private Duration cooldown = DEFAULT_COOLDOWN;
        private Optional<Budget> budget = Optional.empty();
        private Optional<Allowance> allowance = Optional.empty();

        private Builder(String name) {
            this.name = name;
        }

        /**
         * Adds a reason to retrain.
         *
         * @param reason the condition
         * @return this builder
         */
        public Builder when(Condition reason) {
            reasons.add(reason);
            return this;
        }

        /**
         * Adds another reason to retrain. One reason that is met is sufficient.
         *
         * @param reason the condition
         * @return this builder
         * @throws PolicyException if {@link #when(Condition)} was not called before
         */
        public Builder or(Condition reason) {
            if (reasons.isEmpty()) {
                throw new PolicyException(name, "or(...) follows when(...), which was not said", reason.describe());
            }
            reasons.add(reason);
            return this;
        }

        /**
         * Adds a veto: a reason not to retrain, whatever the other reasons. One veto that is met is sufficient.
         *
         * @param veto the condition
         * @return this builder
         */
        public Builder unless(Condition veto) {
            vetoes.add(veto);
            return this;
        }

        /**
         * Sets the pause after each training; the default is {@link #DEFAULT_COOLDOWN}. A training is allowed again as
         * soon as the pause is over.
         *
         * @param pause zero for none
         * @return this builder
         * @throws PolicyException if the pause is negative
         */
        public Builder cooldown(Duration pause) {
            if (pause.isNegative()) {
                throw new PolicyException(name, "the cooldown is negative: " + pause, "cooldown " + pause);
            }
            this.cooldown = pause;
            return this;
        }

        /**
         * Sets an allowance of one training for each period, counted from the first training, of which unused ones can
         * be saved. At no time has the policy trained more often than a fixed schedule with that period, but it trains
         * when necessary. By default there is no limit. Can be combined with {@link #atMost}.
         *
         * <p>A limit such as {@code atMost(12, Duration.ofDays(365))} may be used up early in the year, after which no
         * training is possible; an allowance prevents that.
         *
         * @param period the period of one training, above zero
         * @param saved the maximum number of saved trainings, at least 1
         * @return this builder
         * @throws PolicyException if the period is zero or negative or the number is less than 1
         */
        public Builder oneEvery(Duration period, int saved) {
            if (period.isNegative() || period.isZero()) {
                throw new PolicyException(
                        name, "a training is earned in a period above zero, not " + period, "one every " + period);
            }
            if (saved < 1) {
                throw new PolicyException(
                        name, "with " + saved + " trainings saved there would never be one", "saved " + saved);
            }
            this.allowance = Optional.of(new Allowance(period, saved));
            return this;
        }

        /**
         * Sets a budget: the maximum number of trainings in any period of a given length, wherever it starts. By
         * default there is no limit. A period includes its start and excludes its end.
         *
         * @param trainings at least 1
         * @param period above zero
         * @return this builder
         * @throws PolicyException if the count is less than 1 or the period is zero or negative
         */
        public Builder atMost(int trainings, Duration period) {
            if (trainings < 1) {
                throw new PolicyException(
                        name,
                        "atMost(" + trainings + ", ...) would never train; a policy that never trains is no policy",
                        "at most " + trainings);
            }
            if (period.isNegative() || period.isZero()) {
                throw new PolicyException(name, "the budget's period is above zero, not " + period, "period " + period);
            }
            this.budget = Optional.of(new Budget(trainings, period));
            return this;
        }

        /**
         * Validates the configuration and builds the policy.
         *
         * @return the policy
         * @throws PolicyException if there is no reason to retrain; if a condition can never be met, such as above 0.5
         *     and below 0.4; if a veto always prevents a reason; or if the cooldown is so long that the budget can
         *     never be used up
         */
        public RetrainingPolicy build() {
            if (reasons.isEmpty()) {
                throw new PolicyException(name, "there is no reason to train; say when(...) at least once");
            }
            Contradictions.check(name, reasons, vetoes);
            budget.ifPresent(this::requireReachable);
            return new RetrainingPolicy(this);
        }

        // Trainings at least one cooldown apart: a half-open period holds ceil(period / cooldown) of them at the most.
        private void requireReachable(Budget most) {
            if (most.trainings() > 1
                    && cooldown.multipliedBy(most.trainings() - 1L).compareTo(most.period()) >= 0) {
                throw new PolicyException(
                        name,
                        "with a cooldown of " + Words.exact(cooldown) + " there can never be " + most
                                + "; shorten the cooldown or lower the budget",
                        "cooldown " + Words.exact(cooldown),
                        "at most " + most);
            }
        }
    }
}
