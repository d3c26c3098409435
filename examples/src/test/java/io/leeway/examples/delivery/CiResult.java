package io.leeway.examples.delivery;

import java.nio.file.Path;

/**
 * How a pipeline ended.
 *
 * @param success whether the system shows it as passed
 * @param log what its jobs printed
 * @param summary what the system was given to show of the model's tests
 * @param page where it keeps the report for the person who consents
 */
record CiResult(boolean success, String log, String summary, Path page) {}
