/** Change detectors on streams with a known change: delays, misses and false alarms, as in docs/detectors.md. */
@NullMarked
package io.leeway.examples.detectors;

import org.jspecify.annotations.NullMarked;
