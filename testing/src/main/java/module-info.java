/** Assertions for models, data, drift and decisions, for tests in any JUnit 5 build. */
module io.leeway.testing {
    requires transitive io.leeway.core;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;
    requires static transitive org.jspecify;

    exports io.leeway.testing;
}
