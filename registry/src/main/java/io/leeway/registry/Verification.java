package io.leeway.registry;

import java.util.List;

/**
 * The result of verifying all stored data of a model.
 *
 * @param model the name of the model
 * @param versions the number of verified versions
 * @param events the number of verified events of the audit trail
 * @param head the hash of the newest event; keep it elsewhere to detect later whether the end of the trail was cut off
 * @param problems the problems, one sentence each; empty if there are none
 */
public record Verification(ModelName model, int versions, int events, String head, List<String> problems) {

    /**
     * Copies the list.
     *
     * @param model the name of the model
     * @param versions the number of verified versions
     * @param events the number of verified events of the audit trail
     * @param head the hash of the newest event; keep it elsewhere to detect later whether the end of the trail was cut
     *     off
     * @param problems the problems, one sentence each; empty if there are none
     */
    public Verification {
        problems = List.copyOf(problems);
    }

    /**
     * Returns whether no problems were found.
     *
     * @return true if there are no problems
     */
    public boolean isIntact() {
        return problems.isEmpty();
    }

    /** Returns the result in one line, and a line for each problem. */
    @Override
    public String toString() {
        String what = model + ": " + versions + (versions == 1 ? " version, " : " versions, ") + events
                + (events == 1 ? " event" : " events");
        return isIntact()
                ? what + ", intact"
                : what + ", " + problems.size() + (problems.size() == 1 ? " problem" : " problems") + "\n  "
                        + String.join("\n  ", problems);
    }
}
