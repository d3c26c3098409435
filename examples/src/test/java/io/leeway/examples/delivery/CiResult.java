package io.leeway.examples.delivery;

/**
 * How a pipeline ended.
 *
 * @param success whether the system shows it as passed
 * @param log what its jobs printed
 * @param report what the system was given to show of the model's tests
 */
record CiResult(boolean success, String log, String report) {}
