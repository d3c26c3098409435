/** Assertions for models, data, drift and decisions, for tests in any JUnit 5 build. */
module io.leeway.testing {
    requires transitive io.leeway.core;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;
    requires static transitive org.jspecify;
    // Brought by whatever runs tests; on the class path, where the listener of the files for CI systems is found.
    requires static transitive org.junit.platform.launcher;
    requires java.xml;
    requires tools.jackson.databind;

    exports io.leeway.testing;
}
