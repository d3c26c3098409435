package io.leeway.retraining;

import io.leeway.adaptation.Adaptation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * One way to keep a model true, for {@link PolicyBacktest} to replay: when to retrain, on which rows, and whether to learn between trainings.
 *
 * <pre>{@code
 * Strategy.of(policy).window(Duration.ofDays(60)).adapted(Adaptation.standard()).named("policy + adaptation")
 * }</pre>
 *
 * <p>Immutable: each option returns a new value.
 */
public final class Strategy {
    /** The default training window: the rows of 60 days. */
    public static final Duration DEFAULT_WINDOW = Duration.ofDays(60);

    private final String name;
    private final Optional<RetrainingPolicy> policy;
    private final NavigableSet<Instant> moments;
    private final Duration window;
    private final Optional<Adaptation> adaptation;

    private Strategy(
            String name,
            Optional<RetrainingPolicy> policy,
            NavigableSet<Instant> moments,
            Duration window,
            Optional<Adaptation> adaptation) {
        if (name.isBlank()) {
            throw new PolicyException("", "a strategy has a name; this one is blank");
        }
        this.name = name;
        this.policy = policy;
        this.moments = moments;
        this.window = window;
        this.adaptation = adaptation;
    }

    /**
     * Trains the first champion and never again.
     *
     * @return the strategy, named {@code never}
     */
    public static Strategy never() {
        return at("never", List.of());
    }

    /**
     * Retrains when a policy decides to.
     *
     * @param policy the policy
     * @return the strategy, named as the policy
     */
    public static Strategy of(RetrainingPolicy policy) {
        return new Strategy(policy.name(), Optional.of(policy), new TreeSet<>(), DEFAULT_WINDOW, Optional.empty());
    }

    /**
     * Retrains at given evaluations, whatever the signals, such as the best ones in hindsight.
     *
     * @param name the name
     * @param moments the times of the evaluations; those that are none have no effect
     * @return the strategy
     */
    public static Strategy at(String name, Iterable<Instant> moments) {
        NavigableSet<Instant> all = new TreeSet<>();
        moments.forEach(all::add);
        return new Strategy(name, Optional.empty(), all, DEFAULT_WINDOW, Optional.empty());
    }

    /**
     * Sets the name in tables.
     *
     * @param newName not blank
     * @return a new value
     * @throws PolicyException if the name is blank
     */
    public Strategy named(String newName) {
        return new Strategy(newName, policy, moments, window, adaptation);
    }

    /**
     * Sets the training window; the default is {@link #DEFAULT_WINDOW}.
     *
     * @param time how far the rows of a training reach back, above zero
     * @return a new value
     * @throws PolicyException if the time is zero or negative
     */
    public Strategy window(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new PolicyException("", "a training window is above zero, not " + time);
        }
        return new Strategy(name, policy, moments, time, adaptation);
    }

    /**
     * Adds an adaptation, which learns from each label when it becomes known. By default the champion answers alone.
     *
     * @param layer the adaptation
     * @return a new value
     */
    public Strategy adapted(Adaptation layer) {
        return new Strategy(name, policy, moments, window, Optional.of(layer));
    }

    /**
     * Returns the name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Returns the policy.
     *
     * @return the policy; empty if trainings do not depend on signals
     */
    public Optional<RetrainingPolicy> policy() {
        return policy;
    }

    Duration window() {
        return window;
    }

    Optional<Adaptation> adaptation() {
        return adaptation;
    }

    boolean isAt(Instant moment) {
        return moments.contains(moment);
    }

    @Override
    public String toString() {
        String when = policy.map(RetrainingPolicy::toString)
                .orElse(moments.isEmpty() ? "never" : "at " + moments.size() + " moments");
        return name + ": " + when + ", on " + Words.exact(window)
                + adaptation.map(each -> ", " + each).orElse("");
    }
}
