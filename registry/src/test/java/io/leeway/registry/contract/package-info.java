/**
 * The contract of registries, as a test suite. To verify a registry of your own, put the {@code tests} archive of this
 * module on the test class path and extend {@link io.leeway.registry.contract.ModelRegistryContract}.
 */
@NullMarked
package io.leeway.registry.contract;

import org.jspecify.annotations.NullMarked;
