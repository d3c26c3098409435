package io.leeway.cli;

import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;

/** A task on a registry in a folder. */
abstract class RegistryTask extends Task {
    /** The key of a version's metadata that holds its schema in JSON, so that it can be evaluated without another file. */
    static final String SCHEMA = "leeway.table";

    @Mixin
    private RegistryOptions place = new RegistryOptions();

    /** Whether the folder may be made. */
    boolean creates() {
        return false;
    }

    abstract Outcome run(ModelRegistry registry);

    @Override
    final Outcome run() {
        try (ModelRegistry registry = creates() ? place.openOrCreate() : place.open()) {
            return run(registry);
        }
    }

    static Map<String, Object> json(ModelVersion version) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", version.name());
        json.put("version", version.number());
        json.put("created", version.created().toString());
        json.put("size", version.size());
        json.put("sha256", version.sha256());
        json.put("trainer", version.lineage().trainer());
        json.put("createdBy", version.lineage().createdBy());
        json.put("metrics", version.lineage().metrics());
        json.put("gates", version.lineage().gates());
        json.put("metadata", version.metadata());
        return json;
    }
}
