package io.leeway.serving;

import java.time.Instant;

/**
 * A change of the served version, by promotion or by roll-back.
 *
 * @param model the model's name in the registry
 * @param alias the alias that moved
 * @param from the version that was live before, or 0 at the first load
 * @param to the version that is live now
 * @param at when the new version became live
 * @param howServed whether it predicts from flat arrays or by the model's own runtime, and in that case why
 */
public record Swap(String model, String alias, int from, int to, Instant at, String howServed) {

    @Override
    public String toString() {
        String what = from == 0 ? "loaded version " + to : "changed from version " + from + " to " + to;
        return at + " " + model + "/" + alias + ": " + what + ", " + howServed;
    }
}
