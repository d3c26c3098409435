/**
 * Assertions for models and data. Start from {@code LeewayAssertions}.
 */
@NullMarked
package io.leeway.testing;

import org.jspecify.annotations.NullMarked;
