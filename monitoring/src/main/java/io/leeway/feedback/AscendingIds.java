package io.leeway.feedback;

/**
 * Finds rows by ids that are numbers and ascend: a row whose id is higher than those of all rows before needs no index, because the ids of each segment are kept in their order and can
 * be searched. Ids of a sequence mostly are like that; other rows must be found elsewhere. Not safe for use by several threads.
 */
final class AscendingIds {
    private final Segments segments;

    /** The highest id of all rows that are kept, or were kept when a row was last taken. */
    private long highest = Long.MIN_VALUE;

    /** The newest row that was taken. */
    private long newest = IdIndex.NONE;

    AscendingIds(Segments segments) {
        this.segments = segments;
    }

    /** Takes note of a segment that begins. */
    void begin(Segment segment) {
        segment.ascendFrom(highest == Long.MAX_VALUE ? highest : highest + 1);
    }

    /** Takes the newest row of a segment if its id is higher than all before; false if it must be found elsewhere. */
    boolean take(Segment segment, long id, long row) {
        if (id <= highest) {
            segment.leaveOut();
            return false;
        }
        highest = id;
        newest = row;
        segment.ascend();
        return true;
    }

    /** The row with an id, among those that were taken, or {@link IdIndex#NONE}. */
    long find(long id) {
        Segment of = id > highest ? null : segments.ascendingFrom(id);
        return of == null ? IdIndex.NONE : of.ascendingRow(id);
    }

    /** Forgets what was dropped. Where no row is left that was taken, as after a sequence has begun anew, those that come may ascend from here. */
    void forgetBefore(long row) {
        if (newest < row && newest != IdIndex.NONE) {
            newest = IdIndex.NONE;
            highest = segments.stream().mapToLong(Segment::highestId).max().orElse(Long.MIN_VALUE);
            segments.stream().forEach(Segment::leaveOutAll);
            Segment current = segments.newest();
            if (current != null) {
                begin(current);
            }
        }
    }
}
