/**
 * AssertJ assertions for models, data and runs of pipelines, for tests in any JUnit 5 build.
 *
 * <p>Start from {@link io.leeway.testing.LeewayAssertions}. A failure says what was observed, what was expected, and why it failed. Only
 * assertions may enter here; what they assert is computed by the library's own metrics, gates and drift tests.
 */
@NullMarked
package io.leeway.testing;

import org.jspecify.annotations.NullMarked;
