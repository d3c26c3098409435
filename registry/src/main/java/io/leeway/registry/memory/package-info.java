/**
 * A registry in memory, for tests and for processes that need no persistence. Start with
 * {@link io.leeway.registry.memory.MemoryRegistry}.
 */
@NullMarked
package io.leeway.registry.memory;

import org.jspecify.annotations.NullMarked;
