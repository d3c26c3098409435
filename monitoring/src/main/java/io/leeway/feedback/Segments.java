package io.leeway.feedback;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The segments of a log, oldest first. A look-up takes logarithmically many steps and allocates nothing. */
final class Segments {
    private final List<Segment> all = new ArrayList<>();

    void add(Segment newest) {
        all.add(newest);
    }

    int size() {
        return all.size();
    }

    Stream<Segment> stream() {
        return all.stream();
    }

    @Nullable
    Segment oldest() {
        return all.isEmpty() ? null : all.get(0);
    }

    @Nullable
    Segment newest() {
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    void dropOldest() {
        all.remove(0);
    }

    @Nullable
    Segment numbered(long number) {
        int low = 0;
        int high = all.size() - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            Segment segment = all.get(middle);
            if (segment.number == number) {
                return segment;
            }
            if (segment.number < number) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    /** The newest segment whose ascending ids may be as low as this one; null if there is none. */
    @Nullable
    Segment ascendingFrom(long id) {
        int low = 0;
        int high = all.size() - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            if (all.get(middle).ascendsFrom() <= id) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high < 0 ? null : all.get(high);
    }

    /** The newest segment that does not begin behind a row; null if there is none. */
    @Nullable
    Segment holding(long row) {
        Segment newest = newest();
        if (newest != null && newest.firstRow <= row) {
            return newest;
        }
        int low = 0;
        int high = all.size() - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            if (all.get(middle).firstRow <= row) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high < 0 ? null : all.get(high);
    }
}
