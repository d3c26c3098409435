/**
 * Models that scikit-learn, PyTorch and Keras trained on the flights, in one pipeline with Tribuo's: gated, served, watched and replaced.
 * Start from {@link io.leeway.examples.onnx.BringYourModel}. What may enter is what shows models of other frameworks.
 */
@NullMarked
package io.leeway.examples.onnx;

import org.jspecify.annotations.NullMarked;
