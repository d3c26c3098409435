/**
 * Linear models that begin with nothing and learn row by row, each row judged before its label teaches.
 *
 * <p>Start with {@link io.leeway.pipeline.Pipeline#online}; {@link io.leeway.online.OnlineModel} is the state that learns. What is registered is
 * a version like any other, read by {@link io.leeway.online.OnlineFormat}.
 */
@NullMarked
package io.leeway.online;

import org.jspecify.annotations.NullMarked;
