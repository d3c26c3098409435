/**
 * Tests for models like tests for code: AssertJ assertions for models, rows, profiles, drift, data quality and
 * decisions, a JUnit 5 extension that provides a registry and a clock, and files for CI systems. Start with
 * {@link io.leeway.testing.LeewayAssertions}.
 *
 * <p>Assertions compute nothing themselves: every number comes from the code that gates models and evaluates windows,
 * so a test and the pipeline never disagree. This package contains only what tests need, nothing that a service needs
 * at run time.
 */
@NullMarked
package io.leeway.testing;

import org.jspecify.annotations.NullMarked;
