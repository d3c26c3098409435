/** Internal: what feedback logs and checkpoints of monitors share of the file system. */
@org.jspecify.annotations.NullMarked
package io.leeway.storage;
