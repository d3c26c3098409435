package io.leeway.registry;

/**
 * A completed move of an alias.
 *
 * @param model the name of the model
 * @param alias the alias
 * @param from the version that it named before, 0 for none
 * @param to the version that it names now, 0 for none
 * @param event the event in the audit trail
 */
public record AliasMove(ModelName model, Alias alias, int from, int to, AuditEvent event) {

    /** Returns the move in one line. */
    @Override
    public String toString() {
        return model + ": " + alias + " moved from " + (from == 0 ? "none" : "v" + from) + " to "
                + (to == 0 ? "none" : "v" + to);
    }
}
