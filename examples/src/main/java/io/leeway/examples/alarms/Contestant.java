package io.leeway.examples.alarms;

import java.util.List;

/** What judges weeks: a drift detector, signatures, or what users bring. */
interface Contestant {

    /** What a table calls it. */
    String name();

    /**
     * Learns from the weeks that nothing was wrong with.
     *
     * @param blocks the weeks before, in their order
     * @return what judges a week against them
     */
    Watch learn(List<Table> blocks);

    /** Judges weeks against those that it has learned from. */
    @FunctionalInterface
    interface Watch {
        /**
         * Judges a week.
         *
         * @param week the week
         * @return the alarmed features, each once, the most certain first; {@link Fault#ROWS} for rows as such
         */
        List<String> alarms(Table week);
    }
}
