package io.leeway.monitoring.incident;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a monitor found in a window.
 *
 * @param monitor the monitor's name
 * @param window the window's number, higher than those before
 * @param from the begin of the window
 * @param to the end of the window, which is the time of what follows from it
 * @param rows rows in the window
 * @param symptoms what was found
 * @param undecided subjects that could not be judged, for example because there were too few rows: their silence is no sign of recovery
 */
public record WindowFindings(
        String monitor,
        long window,
        Instant from,
        Instant to,
        long rows,
        List<Symptom> symptoms,
        Set<String> undecided) {

    /**
     * Copies the collections.
     *
     * @param monitor see the record
     * @param window see the record
     * @param from see the record
     * @param to see the record
     * @param rows see the record
     * @param symptoms see the record
     * @param undecided see the record
     */
    public WindowFindings {
        Objects.requireNonNull(monitor, "monitor");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        symptoms = List.copyOf(symptoms);
        undecided = Set.copyOf(undecided);
    }
}
