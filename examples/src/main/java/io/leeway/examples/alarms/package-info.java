/**
 * What alarms are worth: faults that are put into weeks of real flights, detectors that judge each week against the weeks before it, and how often
 * each finds the fault, names the right feature, and alarms on weeks that nobody touched. Start with {@link io.leeway.examples.alarms.FaultBenchmark}.
 */
@NullMarked
package io.leeway.examples.alarms;

import org.jspecify.annotations.NullMarked;
