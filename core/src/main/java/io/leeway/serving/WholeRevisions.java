package io.leeway.serving;

import io.leeway.adaptation.CommittedRevision;

/**
 * Decides which revisions are stored whole, with the rows that wait, so that a process that begins has to do again only what came since the last of them.
 *
 * <p>One is whole after at least {@value #LEAST} others, and at most {@value #MOST}, when the others together have taken as many bytes: so rows that wait at most double
 * what revisions take, however many they are, unless {@value #MOST} others take less. It comes sooner if the log is about to drop the mark of the last.
 *
 * <p>Written by the thread that commits; read, too, by those that mark the log.
 */
final class WholeRevisions {
    static final int LEAST = 7;
    static final int MOST = 63;

    /** Others since the last whole one of this process; below 0 if there is none. */
    private volatile int others = -1;

    /** How much more the others must take until the next whole one. */
    private volatile long missingBytes;

    /** The position of the mark of the newest revision that leaves out no rows, which the log must keep until there is another one. */
    private volatile long at;

    private volatile boolean leaving;

    /** Whether the next revision is to be whole. */
    boolean isNext() {
        return others < 0 || others >= MOST || others >= LEAST && missingBytes <= 0 || leaving;
    }

    void committed(CommittedRevision revision, boolean whole) {
        long bytes = revision.stored().size();
        missingBytes = whole ? bytes : missingBytes - bytes;
        others = whole ? 0 : others + 1;
        if (revision.left() == 0) {
            at = revision.mark().position();
            leaving = false;
        }
    }

    /** Returns whether the log, which drops the segments before a position, is about to drop what the newest whole one needs. */
    boolean leaves(long before) {
        boolean leaves = at >> Integer.SIZE <= before >> Integer.SIZE;
        if (leaves) {
            leaving = true;
        }
        return leaves;
    }
}
