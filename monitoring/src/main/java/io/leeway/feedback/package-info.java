/**
 * Keeps the rows that a model answered, its answers and the labels that came later, in memory or in a folder that survives
 * crashes. Monitoring, adaptation and training read them from here. Start with {@link io.leeway.feedback.FeedbackLog}.
 */
@NullMarked
package io.leeway.feedback;

import org.jspecify.annotations.NullMarked;
