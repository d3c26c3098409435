/** The contract of domain classifiers, published for classifiers of your own: extend {@code DomainClassifierContract}. */
@NullMarked
package io.leeway.monitoring.drift.multivariate.contract;

import org.jspecify.annotations.NullMarked;
