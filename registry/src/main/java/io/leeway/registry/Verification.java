package io.leeway.registry;

import java.util.List;

/**
 * What a check of everything that is stored for one model found.
 *
 * @param model the name of the model
 * @param versions how many versions were checked
 * @param events how many events of the audit trail were checked
 * @param head the hash of the newest event; write it down elsewhere to notice later if the end of the trail was cut off
 * @param problems what is wrong, one sentence each; empty if all is well
 */
public record Verification(ModelName model, int versions, int events, String head, List<String> problems) {

    /**
     * Copies the list.
     *
     * @param model the name of the model
     * @param versions how many versions were checked
     * @param events how many events of the audit trail were checked
     * @param head the hash of the newest event; write it down elsewhere to notice later if the end of the trail was cut off
     * @param problems what is wrong, one sentence each; empty if all is well
     */
    public Verification {
        problems = List.copyOf(problems);
    }

    /**
     * Returns whether nothing is wrong.
     *
     * @return true if there are no problems
     */
    public boolean isIntact() {
        return problems.isEmpty();
    }

    /** Returns the outcome in one line, and a line for each problem. */
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
