/** Profiles, drift, evaluations and registries for shells and CI jobs. */
module io.leeway.cli {
    requires io.leeway.core;
    requires io.leeway.onnx;
    requires info.picocli;
    // Tribuo logs by it.
    requires java.logging;
    requires static transitive org.jspecify;

    exports io.leeway.cli;

    // Reads the options that the commands declare.
    opens io.leeway.cli to
            info.picocli;
}
