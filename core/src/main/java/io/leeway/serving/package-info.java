/**
 * Serves the model that an alias names, and switches to another version while other threads continue to predict.
 *
 * <p>Start with {@link io.leeway.serving.LiveModel}. Models are compiled to flat arrays if their structure allows it
 * and verified against the predictions of their own runtime; all others predict by that runtime. The code in this
 * package is on the path of a prediction: it allocates as little as possible, takes no lock and does no work that can
 * be done later.
 */
@NullMarked
package io.leeway.serving;

import org.jspecify.annotations.NullMarked;
