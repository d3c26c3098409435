/**
 * Compiles graphs of scikit-learn's usual operators to flat arrays. Internal to the module, which does not export it: it may change at any
 * time.
 *
 * <p>Start from {@link io.leeway.onnx.flat.GraphCompiler}. Knows ONNX's messages and how a row is read, but neither ONNX Runtime nor
 * mappings.
 */
@NullMarked
package io.leeway.onnx.flat;

import org.jspecify.annotations.NullMarked;
