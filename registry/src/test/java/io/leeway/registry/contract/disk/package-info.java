/**
 * Simulates crashes for code that keeps its promises in files: a folder that dies at any operation and loses what was not forced,
 * and processes that are killed. Knows nothing of registries, so that other modules' tests use it too.
 */
@org.jspecify.annotations.NullMarked
package io.leeway.registry.contract.disk;
