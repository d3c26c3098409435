/** Writes JSON, for reports and for messages about incidents. Internal. */
@NullMarked
package io.leeway.monitoring.json;

import org.jspecify.annotations.NullMarked;
