package io.leeway.registry.file;

import io.leeway.registry.Alias;
import io.leeway.registry.ModelName;
import io.leeway.registry.RegisteredModel;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What {@code state.json} says of a model. Replacing this file is what commits a change: the versions and aliases that
 * count, and how much of the audit trail does.
 */
record State(
        ModelName model,
        int latestVersion,
        SortedMap<Alias, Integer> aliases,
        long auditEvents,
        long auditBytes,
        String auditHead) {

    static State of(RegisteredModel model, long auditBytes) {
        return new State(
                model.name(),
                model.latest().orElseThrow().number(),
                new TreeMap<>(model.aliases()),
                model.audit().size(),
                auditBytes,
                model.auditHead());
    }

    boolean agreesWith(RegisteredModel replayed) {
        return replayed.latest().isPresent() && equals(of(replayed, auditBytes));
    }
}
