/**
 * Tests models as code is tested: AssertJ assertions for models, rows, profiles, drift, data quality and decisions, and a JUnit 5
 * extension that hands in a registry and a clock. Start from {@link io.leeway.testing.LeewayAssertions}.
 *
 * <p>Assertions only word what the other modules found, so that a test and the pipeline never disagree: a number is computed by the very
 * code that gates models and judges windows. Nothing may enter here that a service needs while it runs.
 */
@NullMarked
package io.leeway.testing;

import org.jspecify.annotations.NullMarked;
