package io.leeway.monitoring;

import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.variation.FeatureColumns;
import io.leeway.monitoring.variation.GivenOthers;
import io.leeway.monitoring.variation.NaturalVariation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How references are cut into the blocks whose differences windows are judged by: as long as windows are.
 *
 * @param isWanted whether windows are judged so where it can be done
 * @param isRequired whether a reference that cannot be cut is refused
 * @param isGivenOthers whether features are judged given the others, too
 * @param hasSignatures whether blocks are cut for signatures of broken data, too
 * @param hasSlices whether blocks are cut for slices of rows, too
 * @param isPriced whether rows of a reference are kept to price drift by
 * @param length of a window; null if windows have a number of rows
 * @param rows of a window, if it has no length
 */
record Blocking(
        boolean isWanted,
        boolean isRequired,
        boolean isGivenOthers,
        boolean hasSignatures,
        boolean hasSlices,
        boolean isPriced,
        @Nullable Duration length,
        int rows) {

    /** Judges by the blocks of a profile; null if that is not wanted, or the profile has no blocks as short as windows. */
    @Nullable
    NaturalVariation of(Profile reference) {
        if (isGivenOthers) {
            throw new IllegalArgumentException(
                    "features are judged given the others by the rows of the reference, and there is only its profile");
        }
        if (hasSignatures) {
            throw new IllegalArgumentException(
                    "signatures of broken data are learnt from the rows of the reference, and there is only its profile");
        }
        if (hasSlices) {
            throw new IllegalArgumentException(
                    "slices are compared with the rows of the reference, and there is only its profile");
        }
        if (!isWanted) {
            return null;
        }
        Duration known = reference.blockLength().orElse(null);
        if (known == null) {
            return refuse(
                    "its profile has no blocks of time; profile rows by a schema that has a time, or pass the rows");
        }
        Duration wanted = length == null ? lengthOfRows(reference, known) : length;
        if (wanted.compareTo(known) < 0 || wanted.toMillis() % known.toMillis() != 0) {
            return refuse("its profile has blocks of " + known + ", of which a window of "
                    + (length == null ? rows + " rows" : wanted) + " is no multiple");
        }
        return NaturalVariation.of(reference.blocks(wanted)).withBlockLength(wanted);
    }

    private @Nullable NaturalVariation refuse(String why) {
        if (isRequired || hasSignatures || hasSlices) {
            throw new IllegalArgumentException("the reference does not say what its own blocks differ by: " + why);
        }
        return null;
    }

    /** As many blocks as have about as many rows as a window; nothing if one has more than twice as many. */
    private Duration lengthOfRows(Profile reference, Duration known) {
        long[] ofBlocks = reference.blocks(known).stream()
                .mapToLong(Profile::rows)
                .sorted()
                .toArray();
        return ofBlocks.length == 0
                ? Duration.ZERO
                : known.multipliedBy(Math.round((double) rows / ofBlocks[ofBlocks.length / 2]));
    }

    /**
     * The blocks of rows, counted back from the newest; by the order of the rows if they have no time. Null if nothing is judged by
     * them.
     */
    <R> @Nullable List<List<R>> blocks(Layout<R> layout, List<R> reference) {
        if (reference.isEmpty() && hasSignatures) {
            refuse("it has no rows");
        }
        if (!(isWanted || needsRows()) || reference.isEmpty()) {
            return null;
        }
        if (!layout.hasTime && length != null) {
            refuse("its rows have no time");
            return null;
        }
        List<R> sorted = new ArrayList<>(reference);
        if (layout.hasTime) {
            sorted.sort(Comparator.comparingLong(layout.schema::timeMillis));
        }
        return length == null ? ofRows(sorted) : ofTime(sorted, layout, length.toMillis());
    }

    /** Judges by blocks that were cut before. */
    NaturalVariation ofBlocks(List<Profile> blocks) {
        NaturalVariation variation = NaturalVariation.of(blocks);
        return length == null ? variation : variation.withBlockLength(length);
    }

    GivenOthers givenOthers(List<FeatureColumns> blocks) {
        GivenOthers others = GivenOthers.of(blocks);
        return length == null ? others : others.withBlockLength(length);
    }

    /** Whether something is learnt from the rows of blocks. */
    boolean needsRows() {
        return isGivenOthers || hasSignatures || hasSlices;
    }

    /** Without what is learnt from rows. */
    Blocking ofProfiles() {
        return new Blocking(isWanted, isRequired, false, false, false, isPriced, length, rows);
    }

    Blocking unwanted() {
        return new Blocking(false, false, false, false, false, isPriced, length, rows);
    }

    private <R> List<List<R>> ofRows(List<R> sorted) {
        List<List<R>> blocks = new ArrayList<>();
        for (int end = sorted.size(); end >= rows && blocks.size() < NaturalVariation.MAXIMUM_BLOCKS; end -= rows) {
            blocks.add(0, sorted.subList(end - rows, end));
        }
        return blocks;
    }

    private static <R> List<List<R>> ofTime(List<R> sorted, Layout<R> layout, long millis) {
        long first = layout.schema.timeMillis(sorted.get(0));
        long last = layout.schema.timeMillis(sorted.get(sorted.size() - 1));
        List<List<R>> blocks = new ArrayList<>();
        int end = sorted.size();
        // The first and the last row are seldom at the very ends of their blocks.
        long earliest = first - millis / 10;
        for (long after = last; after - millis >= earliest && blocks.size() < NaturalVariation.MAXIMUM_BLOCKS; ) {
            after -= millis;
            int start = end;
            while (start > 0 && layout.schema.timeMillis(sorted.get(start - 1)) > after) {
                start--;
            }
            blocks.add(0, sorted.subList(start, end));
            end = start;
        }
        return blocks;
    }
}
