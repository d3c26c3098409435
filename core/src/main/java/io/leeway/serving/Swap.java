package io.leeway.serving;

import java.time.Instant;

/**
 * A change of the served version, by promotion or by roll-back.
 *
 * @param model the model's name in the registry
 * @param alias the alias that moved
 * @param from the version that answered before, or 0 at the first load
 * @param to the version that answers now
 * @param at when the new version began to answer
 * @param howServed whether it answers from flat arrays or by the model's own runtime, and if so why
 */
public record Swap(String model, String alias, int from, int to, Instant at, String howServed) {

    @Override
    public String toString() {
        String what = from == 0 ? "loaded version " + to : "changed from version " + from + " to " + to;
        return at + " " + model + "/" + alias + ": " + what + ", " + howServed;
    }
}
