/**
 * Models in the ONNX format, as scikit-learn, PyTorch and TensorFlow write them.
 *
 * <p>Everything that knows ONNX or its runtime lives here and nowhere else.
 */
@NullMarked
package io.leeway.onnx;

import org.jspecify.annotations.NullMarked;
