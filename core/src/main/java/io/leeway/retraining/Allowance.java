package io.leeway.retraining;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Trainings that are earned as time passes and can be saved, as in a token bucket. Nothing is saved at the first training, so that at any
 * moment there were no more trainings than a fixed schedule of the same period would have had.
 *
 * @param every time in which one training is earned
 * @param saved how many can be saved
 */
record Allowance(Duration every, int saved) {

    /** When the next training is paid for, or empty where one is paid for now. */
    Optional<Instant> paidFrom(Instant now, List<Instant> trainings) {
        if (trainings.isEmpty()) {
            return Optional.empty();
        }
        Duration most = every.multipliedBy(saved);
        Duration credit = Duration.ZERO;
        Instant last = trainings.get(0);
        for (Instant training : trainings.subList(1, trainings.size())) {
            credit = earned(credit, last, training, most).minus(every);
            last = training;
        }
        if (now.isBefore(last)) {
            // The clock stepped back: nothing is earned in a time that was already paid for.
            return Optional.of(last);
        }
        Duration missing = every.minus(earned(credit, last, now, most));
        return missing.isNegative() || missing.isZero() ? Optional.empty() : Optional.of(now.plus(missing));
    }

    private static Duration earned(Duration credit, Instant from, Instant to, Duration most) {
        Duration passed = Duration.between(from, to);
        Duration sum = credit.plus(passed.isNegative() ? Duration.ZERO : passed);
        return sum.compareTo(most) > 0 ? most : sum;
    }

    @Override
    public String toString() {
        return "one every " + Words.exact(every) + (saved > 1 ? " with up to " + saved + " saved" : "");
    }
}
