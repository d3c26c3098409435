/**
 * A registry in a folder, shared by the processes of one machine. Start from
 * {@link io.leeway.registry.file.FileRegistry}.
 *
 * <p>The layout and its reasons stand in {@code docs/decisions/0003-file-registry-layout.md}. What may enter: the layout
 * of the folder, its JSON, its lock, and the storage operations by which all of it is written.
 */
@NullMarked
package io.leeway.registry.file;

import org.jspecify.annotations.NullMarked;
