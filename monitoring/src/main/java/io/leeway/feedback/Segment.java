package io.leeway.feedback;

import java.util.Arrays;

/** What is known of a segment without reading it: 24 bytes a row. Guarded by the lock of the journal. */
final class Segment {
    private static final String SUFFIX = ".feedback";
    private static final int DIGITS = 12;
    private static final long MILLIS_A_SECOND = 1_000;

    final long number;
    final String name;
    final long firstRow;
    long baseMillis;
    long size;
    int rows;
    boolean unforced;

    /** The newest time of a record in it. */
    long lastMillis = Long.MIN_VALUE;

    private final RowColumns columns;

    /** Whether a view reads the positions. */
    private boolean viewed;

    private int labelled;

    /** No id of a row that {@link #ascend ascends} is lower. */
    private long ascendsFrom = Long.MIN_VALUE;

    private long highestId = Long.MIN_VALUE;

    /** How many rows ascend: the first ones, or those that the columns list. */
    private int ascending;

    private boolean listed;

    Segment(long number, long firstRow, RowColumns columns) {
        this.number = number;
        this.name = nameOf(number);
        this.firstRow = firstRow;
        this.columns = columns;
    }

    /** The number in twelve digits or more; a formatter takes as long as hundreds of rows. */
    private static String nameOf(long number) {
        String digits = Long.toString(number);
        return "0".repeat(Math.max(0, DIGITS - digits.length())) + digits + SUFFIX;
    }

    /** How many rows the next segment will have, by what this one has. */
    int expectedNext() {
        return Math.max(RowColumns.FIRST_ROWS, rows + (rows >> 4));
    }

    static boolean isSegment(String name) {
        return name.matches("\\d{" + DIGITS + "}" + SUFFIX);
    }

    static long numberOf(String name) {
        return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
    }

    void add(int position, long id, long millis) {
        columns.ensure(rows + 1);
        columns.positions[rows] = position;
        columns.labels[rows] = Double.NaN;
        columns.ids[rows] = id;
        highestId = Math.max(highestId, id);
        long after = Math.floorDiv(millis - baseMillis, MILLIS_A_SECOND);
        columns.seconds[rows] = (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, after));
        rows++;
    }

    int position(long row) {
        return columns.positions[(int) (row - firstRow)];
    }

    /** When a row was recorded, to the second. */
    long millis(long row) {
        return baseMillis + MILLIS_A_SECOND * columns.seconds[(int) (row - firstRow)];
    }

    /** The lower half of a row's id. */
    long id(long row) {
        return columns.ids[(int) (row - firstRow)];
    }

    double label(long row) {
        return columns.labels[(int) (row - firstRow)];
    }

    void label(long row, double label) {
        labelled += Double.isNaN(label(row)) ? 1 : 0;
        columns.labels[(int) (row - firstRow)] = label;
    }

    /** The highest id of its rows. */
    long highestId() {
        return highestId;
    }

    void ascendFrom(long id) {
        ascendsFrom = id;
    }

    long ascendsFrom() {
        return ascendsFrom;
    }

    /** The newest row has a higher id than all before. */
    void ascend() {
        if (listed) {
            list(ascending, rows - 1);
        }
        ascending++;
    }

    /** The newest row has not. */
    void leaveOut() {
        if (!listed) {
            listed = true;
            for (int i = 0; i < ascending; i++) {
                list(i, i);
            }
        }
    }

    /** No row so far counts as one that ascends. */
    void leaveOutAll() {
        ascending = 0;
        listed = true;
        ascendsFrom = Long.MIN_VALUE;
    }

    private void list(int at, int row) {
        if (at >= columns.ascending.length) {
            columns.ascending = Arrays.copyOf(columns.ascending, columns.ids.length);
        }
        columns.ascending[at] = row;
    }

    private int ascending(int at) {
        return listed ? columns.ascending[at] : at;
    }

    /** The row with an id among those that ascend, or {@link IdIndex#NONE}. */
    long ascendingRow(long id) {
        int low = 0;
        int high = ascending - 1;
        if (high < 0) {
            return IdIndex.NONE;
        }
        // Most sequences count up by one.
        long after = id - columns.ids[ascending(0)];
        int middle = after >= 0 && after <= high ? (int) after : high >>> 1;
        while (low <= high) {
            int row = ascending(middle);
            if (columns.ids[row] == id) {
                return firstRow + row;
            }
            if (columns.ids[row] < id) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
            middle = low + high >>> 1;
        }
        return IdIndex.NONE;
    }

    int waiting() {
        return rows - labelled;
    }

    /** The row that begins at a position, or -1. */
    long rowAt(int position) {
        int found = Arrays.binarySearch(columns.positions, 0, rows, position);
        return found < 0 ? IdIndex.NONE : firstRow + found;
    }

    void seen(long millis) {
        lastMillis = Math.max(lastMillis, millis);
    }

    /** What readers take: later rows do not change it. */
    View view() {
        viewed = true;
        return new View(number, name, size, columns.positions, rows);
    }

    /** What was known of the rows of a segment that was dropped, for another segment to write over. */
    RowColumns release() {
        return viewed ? columns.withOtherPositions() : columns;
    }

    /** A segment up to some record. */
    record View(long number, String name, long size, int[] positions, int rows) {
        int rowAt(int position) {
            return Arrays.binarySearch(positions, 0, rows, position);
        }
    }
}
