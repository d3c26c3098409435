/**
 * Says what a drift costs: {@link io.leeway.monitoring.price.DriftPrices} gives each feature of reference rows its present distribution, alone, and scores the rows again. A
 * model is a function of cells; this package knows no other form of it.
 */
@NullMarked
package io.leeway.monitoring.price;

import org.jspecify.annotations.NullMarked;
