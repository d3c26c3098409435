/**
 * Where models live: versions that are never reused, aliases that move by compare-and-set, lineage, and an audit trail
 * in which every event carries the hash of the one before.
 *
 * <p>Start from {@link io.leeway.registry.ModelRegistry}. The types here are values and the one interface; a place to
 * keep models (a folder, the memory, a database) is a package of its own. The rules, that is what a registration or the
 * move of an alias does to a model, are the pure functions of {@link io.leeway.registry.RegisteredModel}, so that all
 * registries decide alike. Nothing here knows a machine-learning framework, and nothing executes what it stores.
 */
@NullMarked
package io.leeway.registry;

import org.jspecify.annotations.NullMarked;
