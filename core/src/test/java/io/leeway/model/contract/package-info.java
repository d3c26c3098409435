/** What every model format promises, as a suite of tests that formats of your own can run. */
@NullMarked
package io.leeway.model.contract;

import org.jspecify.annotations.NullMarked;
