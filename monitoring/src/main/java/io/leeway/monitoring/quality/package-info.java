/**
 * What data must be like to be trained on, and whether it is. Start from {@link io.leeway.monitoring.quality.Expectations}: it
 * words expectations and checks rows or a profile against them, which gives a
 * {@link io.leeway.monitoring.quality.DataQualityReport}. Only statements about one set of rows may enter; comparisons of two sets are
 * drift.
 */
@NullMarked
package io.leeway.monitoring.quality;

import org.jspecify.annotations.NullMarked;
