package io.leeway.serving;

import java.util.concurrent.atomic.LongAdder;

/** Counts changes of the version that a {@link LiveModel} serves, and failures; nothing of it is on the path of a prediction. */
final class LiveModelCounts {
    /** Swaps because somebody else moved the alias. */
    final LongAdder followed = new LongAdder();

    /** Swaps by a move of the alias, roll-backs among them. */
    final LongAdder switched = new LongAdder();

    final LongAdder rolledBack = new LongAdder();
    final LongAdder refreshFailures = new LongAdder();
    final LongAdder listenerFailures = new LongAdder();

    /** A roll-back is counted when its switch has been counted, so a reader between the two sees one switch more. */
    long switchedOtherwise() {
        return Math.max(0, switched.sum() - rolledBack.sum());
    }
}
