/**
 * The suite that every registry passes. To check a registry of your own, put the test archive of this module on the test
 * class path and extend {@link io.leeway.registry.contract.ModelRegistryContract}.
 */
@NullMarked
package io.leeway.registry.contract;

import org.jspecify.annotations.NullMarked;
