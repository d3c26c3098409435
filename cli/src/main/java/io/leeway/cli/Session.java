package io.leeway.cli;

import java.io.PrintStream;
import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * What a command is run with.
 *
 * @param err where failures and progress go
 * @param watched whether a person sees standard error
 * @param nanos tells time for the progress
 * @param clock the time at which policies decide
 */
record Session(PrintStream err, boolean watched, LongSupplier nanos, Clock clock) {}
