/** Models addressed by their SHA-256, with versions, aliases, lineage and an audit trail. */
module io.leeway.registry {
    requires static transitive org.jspecify;
    requires tools.jackson.databind;

    exports io.leeway.registry;
    exports io.leeway.registry.file;
    exports io.leeway.registry.memory;
}
