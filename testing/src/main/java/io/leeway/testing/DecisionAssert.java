package io.leeway.testing;

import io.leeway.retraining.Decision;
import io.leeway.testing.Figure.Subject;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about the decision of a retraining policy. A failure message shows everything that the policy observed.
 */
public final class DecisionAssert extends AbstractAssert<DecisionAssert, Decision> {

    DecisionAssert(@Nullable Decision actual) {
        super(actual, DecisionAssert.class);
    }

    /**
     * Verifies that the policy decided to retrain.
     *
     * @return this
     */
    public DecisionAssert retrains() {
        return does(Decision.Action.RETRAIN);
    }

    /**
     * Verifies that the policy decided not to retrain.
     *
     * @return this
     */
    public DecisionAssert holds() {
        return does(Decision.Action.HOLD);
    }

    private DecisionAssert does(Decision.Action wanted) {
        isNotNull();
        record("decision", actual.action(), wanted);
        if (actual.action() != wanted) {
            throw failure(actual.action(), wanted);
        }
        return this;
    }

    /**
     * Verifies which rule led to the decision.
     *
     * @param reason the rule
     * @return this
     */
    public DecisionAssert isBecause(Decision.Reason reason) {
        isNotNull();
        record("reason", actual.reason(), reason);
        if (actual.reason() != reason) {
            throw failure(actual.reason(), reason);
        }
        return this;
    }

    /**
     * Verifies that the decision's sentence contains a text, such as the name of a signal.
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

    private void record(String what, Enum<?> observed, Enum<?> wanted) {
        Recording.note(Figure.state(
                new Subject("the decision", descriptionText(), "", null, ""),
                what + "(" + actual.policy() + ")",
                observed.name(),
                wanted.name(),
                observed == wanted,
                actual.sentence()));
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
