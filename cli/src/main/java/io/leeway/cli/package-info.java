/**
 * The command {@code leeway}: profiles, drift, evaluations and registries for shells and CI jobs. Start with
 * {@link io.leeway.cli.LeewayCommand}.
 *
 * <p>A command reads its options, calls the library and returns an {@code Outcome}: a text for people, the same as JSON,
 * and the exit code. Only {@code LeewayCommand} writes to standard output.
 */
@NullMarked
package io.leeway.cli;

import org.jspecify.annotations.NullMarked;
