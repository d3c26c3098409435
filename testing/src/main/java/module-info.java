/** AssertJ assertions for models, data and runs of pipelines. */
module io.leeway.testing {
    requires transitive io.leeway.core;
    requires transitive org.assertj.core;
    requires static transitive org.jspecify;

    exports io.leeway.testing;
}
