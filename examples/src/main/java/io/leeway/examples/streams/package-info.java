/**
 * Streams whose labels come later, and models that learn from them: adapted champions and models that begin with nothing. Start from
 * {@link io.leeway.examples.streams.AdaptedStreams}; {@code data/STREAMS.md} says where the rows come from.
 */
@NullMarked
package io.leeway.examples.streams;

import org.jspecify.annotations.NullMarked;
