/**
 * A registry that lives in memory, for tests and for processes that need no more. Start from
 * {@link io.leeway.registry.memory.MemoryRegistry}.
 */
@NullMarked
package io.leeway.registry.memory;

import org.jspecify.annotations.NullMarked;
