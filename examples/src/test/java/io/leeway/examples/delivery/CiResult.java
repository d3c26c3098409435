package io.leeway.examples.delivery;

/**
 * How a pipeline ended.
 *
 * @param success whether the system shows it as passed
 * @param log what its jobs printed
 */
record CiResult(boolean success, String log) {}
