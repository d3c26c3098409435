/**
 * A registry in a folder, shared by the processes of one machine. Start with
 * {@link io.leeway.registry.file.FileRegistry}.
 *
 * <p>The layout and its reasons are documented in {@code docs/decisions/0003-file-registry-layout.md}.
 */
@NullMarked
package io.leeway.registry.file;

import org.jspecify.annotations.NullMarked;
