package io.leeway.monitoring;

import io.leeway.monitoring.incident.Incident;
import java.util.List;

/**
 * All that a monitor knows at a moment, except for the results of earlier windows and the reference, which have files of their own.
 *
 * @param schema the fingerprint of the schema
 * @param logged whether rows came from a log; {@code outcomes} then says up to where
 * @param closedRows rows of closed windows
 * @param totals what closed windows counted, see {@link Totals#state}
 * @param given the reference that the builder was given, by its name in the folder
 * @param reference the reference of the open window, by its name in the folder
 * @param versions those that have references of their own, in the order in which they were added
 * @param inCharge whose rows those are that name no version
 * @param codes the categories of each feature, by their numbers
 * @param progress rows that were counted for the next process by then, see {@link Progress}
 * @param window the open window
 */
record MonitorState(
        String schema,
        String form,
        boolean logged,
        MonitoringSnapshot last,
        long closedRows,
        long[] totals,
        List<Incident> incidents,
        Outcomes.State outcomes,
        String given,
        String reference,
        List<Version> versions,
        long inCharge,
        List<List<String>> codes,
        long progress,
        WindowState window) {

    /** A version and its reference, by its name in the folder. */
    record Version(long version, String reference) {}

    /** What is wrong with it for a monitor; empty if it can go on from here. */
    String mismatch(Layout<?> layout) {
        if (!schema.equals(layout.schema.fingerprint())) {
            return "features, or columns of the id and the time,";
        }
        return form.equals(layout.form.toString()) ? "" : "predictions";
    }
}
