package io.leeway.monitoring;

import java.time.Instant;
import java.util.Optional;

/**
 * How a monitor went on from its checkpoint and its log.
 *
 * @param window the end of the newest window that the checkpoint knew; empty if there was no checkpoint, or it knew no window
 * @param rows rows of the log that came after the checkpoint, and were recorded now
 * @param labels labels of the log that came after the checkpoint
 * @param complete whether the log still had all that came after the checkpoint; if not, dropped or damaged records are missing from windows and performance
 */
public record Resumption(Optional<Instant> window, long rows, long labels, boolean complete) {}
