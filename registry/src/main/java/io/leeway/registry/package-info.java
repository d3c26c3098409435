/**
 * The model registry: versions that are never reused, aliases that move by compare-and-set, lineage, and a hash-chained
 * audit trail.
 *
 * <p>Start with {@link io.leeway.registry.ModelRegistry}. This package contains the interface and its values; each kind
 * of storage (a folder, memory, a database) has its own package. The rules of registrations and alias moves are pure
 * functions of {@link io.leeway.registry.RegisteredModel}, so that all registries behave alike. The registry is
 * independent of machine-learning frameworks and never executes what it stores.
 */
@NullMarked
package io.leeway.registry;

import org.jspecify.annotations.NullMarked;
