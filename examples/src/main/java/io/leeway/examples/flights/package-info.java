/**
 * The main example: a model lives through the year 2013 of flights that left New York, in the order in which things happened. Start from
 * {@link io.leeway.examples.flights.FlightsExample}; {@link io.leeway.examples.flights.Flight} is the row.
 */
@NullMarked
package io.leeway.examples.flights;

import org.jspecify.annotations.NullMarked;
