/**
 * Where models live: versions, aliases, lineage and the audit trail. Start from {@code ModelRegistry}.
 */
@NullMarked
package io.leeway.registry;

import org.jspecify.annotations.NullMarked;
