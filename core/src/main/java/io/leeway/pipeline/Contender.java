package io.leeway.pipeline;

import java.time.Instant;
import java.util.Optional;
import org.tribuo.Output;

/**
 * A candidate with what a run needs to register it.
 *
 * @param candidate the candidate
 * @param recipe how it comes by its model
 * @param trained its model with what is known of its training
 */
record Contender<R, T extends Output<T>>(Candidate<R, T> candidate, Recipe<T> recipe, Trained<R, T> trained) {

    /** The model to register: trained again on all rows where the pipeline says so. */
    Trained<R, T> toRegister(Plan<R, T> plan, Split<R> split, Optional<String> positive, Instant now) {
        return plan.refit() && candidate.passed() && recipe.trains()
                ? recipe.train(plan, split.all(), positive, now)
                : trained;
    }
}
