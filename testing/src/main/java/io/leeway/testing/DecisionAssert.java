package io.leeway.testing;

import io.leeway.retraining.Decision;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions about what a retraining policy decided. A failure shows all that the policy observed. */
public final class DecisionAssert extends AbstractAssert<DecisionAssert, Decision> {

    DecisionAssert(@Nullable Decision actual) {
        super(actual, DecisionAssert.class);
    }

    /**
     * Wants a training.
     *
     * @return this
     */
    public DecisionAssert retrains() {
        return does(Decision.Action.RETRAIN);
    }

    /**
     * Wants nothing to be done.
     *
     * @return this
     */
    public DecisionAssert holds() {
        return does(Decision.Action.HOLD);
    }

    private DecisionAssert does(Decision.Action wanted) {
        isNotNull();
        if (actual.action() != wanted) {
            throw failure(actual.action(), wanted);
        }
        return this;
    }

    /**
     * Wants a rule to have decided.
     *
     * @param reason the rule
     * @return this
     */
    public DecisionAssert isBecause(Decision.Reason reason) {
        isNotNull();
        if (actual.reason() != reason) {
            throw failure(actual.reason(), reason);
        }
        return this;
    }

    /**
     * Wants the decision's sentence to contain a text, such as a signal's name.
     *
     * @param text part of the sentence
     * @return this
     */
    public DecisionAssert says(String text) {
        isNotNull();
        if (!actual.sentence().contains(text)) {
            throw failure(actual.sentence(), text);
        }
        return this;
    }

    private AssertionError failure(Object observed, Object wanted) {
        return failureWithActualExpected(
                observed,
                wanted,
                "%nExpecting%n  %s%nbut was%n  %s%nas follows:%n%s",
                wanted,
                observed,
                actual.details());
    }
}
