/**
 * Answers rows with the model that an alias names, and changes it while other threads go on asking.
 *
 * <p>Start from {@link io.leeway.serving.LiveModel}. Linear models are read once into flat arrays, checked against Tribuo's own
 * answers, and then answer without look-ups by name; all others answer through Tribuo. What enters this package is on the way
 * of a prediction: it allocates as little as it can, takes no lock and does no work that can wait.
 */
@NullMarked
package io.leeway.serving;

import org.jspecify.annotations.NullMarked;
