package io.leeway.retraining;

import io.leeway.retraining.Decision.Reason;
import io.leeway.retraining.RetrainingOutcome.Status;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a {@link Retrainer} decided and did, for meters. Safe for use by several threads. */
final class RetrainerCounts {
    final LongAdder listenerFailures = new LongAdder();
    private final Map<Reason, LongAdder> decisions = new EnumMap<>(Reason.class);
    private final Map<Status, LongAdder> outcomes = new EnumMap<>(Status.class);
    private final LongAdder trainings = new LongAdder();
    private final LongAdder trainingNanos = new LongAdder();

    RetrainerCounts() {
        for (Reason reason : Reason.values()) {
            decisions.put(reason, new LongAdder());
        }
        for (Status status : Status.values()) {
            outcomes.put(status, new LongAdder());
        }
    }

    void decision(Reason reason) {
        of(decisions, reason).increment();
    }

    void outcome(Status status) {
        of(outcomes, status).increment();
    }

    void training(long nanos) {
        trainingNanos.add(nanos);
        trainings.increment();
    }

    long decisions(Reason reason) {
        return of(decisions, reason).sum();
    }

    long outcomes(Status status) {
        return of(outcomes, status).sum();
    }

    long trainings() {
        return trainings.sum();
    }

    long trainingNanos() {
        return trainingNanos.sum();
    }

    private static <K extends Enum<K>> LongAdder of(Map<K, LongAdder> counts, K key) {
        // The constructor has put all of them.
        return Objects.requireNonNull(counts.get(key));
    }
}
