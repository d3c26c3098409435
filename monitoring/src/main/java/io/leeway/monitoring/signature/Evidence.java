package io.leeway.monitoring.signature;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.jspecify.annotations.Nullable;

/** The rows of a block that show a fault: how many, which, since when and from where. */
record Evidence(
        long affected, List<Long> rows, Optional<Instant> since, Optional<Instant> until, Optional<Segment> segment) {

    static final Evidence NONE = new Evidence(0, List.of(), Optional.empty(), Optional.empty(), Optional.empty());

    /** A category of this many more of its rows than others is where a fault comes from. */
    private static final double TIMES = 2;

    private static final double LEVEL = 1e-3;
    private static final int MOST_CATEGORIES = 200;

    /**
     * Collects the rows that show it.
     *
     * @param block the block
     * @param shows whether a row shows it
     * @param usual the share of rows that show it if nothing is wrong
     * @param feature the feature that is wrong, which is no segment of itself
     */
    static Evidence of(Block block, IntPredicate shows, double usual, String feature) {
        int[] stretch = stretch(block, shows, usual);
        List<Long> rows = new ArrayList<>();
        long affected = 0;
        for (int row = stretch[0]; row <= stretch[1]; row++) {
            if (shows.test(row)) {
                affected++;
                if (rows.size() < Finding.EXAMPLES) {
                    rows.add(block.id(row));
                }
            }
        }
        if (affected == 0) {
            return NONE;
        }
        boolean timed = block.hasTimes();
        return new Evidence(
                affected,
                rows,
                timed ? Optional.of(Instant.ofEpochMilli(block.time(stretch[0]))) : Optional.empty(),
                timed ? Optional.of(Instant.ofEpochMilli(block.time(stretch[1]))) : Optional.empty(),
                segment(block, shows, stretch, feature));
    }

    /**
     * The first and the last row of the stretch in which more rows show it than half-way between usual and all: where a sum of what each row
     * says for and against it is greatest (Page 1954).
     */
    static int[] stretch(Block block, IntPredicate shows, double usual) {
        double all = 0;
        for (int row = 0; row < block.rows(); row++) {
            all += shows.test(row) ? 1 : 0;
        }
        double limit = (usual + all / Math.max(1, block.rows())) / 2;
        int[] best = {0, -1};
        double greatest = 0;
        double sum = 0;
        int start = 0;
        for (int row = 0; row < block.rows(); row++) {
            sum += (shows.test(row) ? 1 : 0) - limit;
            if (sum <= 0) {
                sum = 0;
                start = row + 1;
            } else if (sum > greatest && shows.test(row)) {
                greatest = sum;
                best = new int[] {start, row};
            }
        }
        return best;
    }

    /** Rows of a category, and how many of them show it. */
    private static final class Part {
        int rows;
        int affected;
    }

    private static Optional<Segment> segment(Block block, IntPredicate shows, int[] stretch, String feature) {
        Optional<Segment> best = Optional.empty();
        double least = LEVEL;
        double greatest = 0;
        for (String name : block.categorical()) {
            if (name.equals(feature) || block.counts(name).rows().size() > MOST_CATEGORIES) {
                continue;
            }
            Part all = new Part();
            Map<String, Part> parts = parts(block, shows, stretch, name, all);
            for (Map.Entry<String, Part> entry : parts.entrySet()) {
                Part part = entry.getValue();
                double share = (double) part.affected / part.rows;
                double elsewhere = (double) (all.affected - part.affected) / Math.max(1, all.rows - part.rows);
                // A segment explains the fault only if most of what is wrong lies in it.
                if (all.rows > part.rows && share >= TIMES * elsewhere && 2 * part.affected >= all.affected) {
                    double p = parts.size() * chance(part, elsewhere);
                    if (p <= least && (p < least || part.affected - elsewhere * part.rows > greatest)) {
                        least = p;
                        greatest = part.affected - elsewhere * part.rows;
                        best = Optional.of(new Segment(name, entry.getKey(), share, elsewhere));
                    }
                }
            }
        }
        return best;
    }

    private static double chance(Part part, double elsewhere) {
        return BinomialDistribution.of(part.rows, Math.max(elsewhere, 1e-6)).survivalProbability(part.affected - 1);
    }

    private static Map<String, Part> parts(Block block, IntPredicate shows, int[] stretch, String name, Part all) {
        Map<String, Part> parts = new HashMap<>();
        @Nullable String[] categories = block.categories(name);
        for (int row = stretch[0]; row <= stretch[1]; row++) {
            String category = categories[row];
            if (category != null) {
                Part part = parts.computeIfAbsent(category, key -> new Part());
                int shown = shows.test(row) ? 1 : 0;
                part.rows++;
                part.affected += shown;
                all.rows++;
                all.affected += shown;
            }
        }
        return parts;
    }
}
