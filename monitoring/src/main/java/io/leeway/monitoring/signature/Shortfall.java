package io.leeway.monitoring.signature;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Rows of which fewer came than in the blocks of the reference, or more: since when, how many, and which category of another feature they
 * are of. Rows that did not come cannot be named; those that came meanwhile are.
 */
final class Shortfall {
    /** Parts of a period that are told apart; of a week, six hours. */
    private static final int PARTS = 28;

    /** A category that lost so many times as much of its rows as others is where it comes from. */
    private static final double TIMES = 2;

    /** Deviations of the blocks, or of counted rows, that a category must have lost. */
    private static final double DEVIATIONS = 4;

    private static final int MOST_CATEGORIES = 200;

    private final Block window;
    private final List<Block> reference;
    private final BiPredicate<Block, Integer> chosen;
    private final double[] expected = new double[PARTS];
    private final double[] came = new double[PARTS];
    private double sign = 1;
    private double all;
    private int first;
    private int last = PARTS - 1;

    /**
     * @param window the block that lacks rows, or has too many
     * @param reference the blocks that have as many as usual
     * @param chosen which rows of a block are counted
     */
    Shortfall(Block window, List<Block> reference, BiPredicate<Block, Integer> chosen) {
        this.window = window;
        this.reference = reference;
        this.chosen = chosen;
        reference.forEach(block -> count(block, 1.0 / reference.size(), expected));
        count(window, 1, came);
        double usual = Arrays.stream(expected).sum();
        sign = usual >= Arrays.stream(came).sum() ? 1 : -1;
        stretch(usual);
        for (int part = first; part <= last; part++) {
            all += sign * (expected[part] - came[part]);
        }
    }

    private void count(Block block, double weight, double[] counts) {
        for (int row = 0; row < block.rows(); row++) {
            counts[part(block, row)] += chosen.test(block, row) ? weight : 0;
        }
    }

    private static int part(Block block, int row) {
        if (!block.hasTimes() || block.length() == 0) {
            return 0;
        }
        double place = (double) (block.time(row) - block.from()) / block.length();
        return (int) Math.max(0, Math.min(PARTS - 1, Math.floor(place * PARTS)));
    }

    /** Where more is lacking than half of what is lacking overall: the greatest sum (Page 1954). */
    private void stretch(double usual) {
        double limit = sign * (usual - Arrays.stream(came).sum()) / Math.max(1, usual) / 2;
        double greatest = 0;
        double sum = 0;
        int start = 0;
        for (int part = 0; part < PARTS; part++) {
            sum += sign * (expected[part] - came[part]) - limit * expected[part];
            if (sum <= 0) {
                sum = 0;
                start = part + 1;
            } else if (sum > greatest) {
                greatest = sum;
                first = start;
                last = part;
            }
        }
    }

    /** What is lacking, or too much. */
    Evidence evidence(String feature) {
        boolean timed = window.hasTimes() && window.length() > 0;
        return new Evidence(
                Math.max(0, Math.round(all)),
                rows(),
                timed ? Optional.of(since()) : Optional.empty(),
                timed ? Optional.of(limit(last + 1)) : Optional.empty(),
                segment(feature));
    }

    private Instant limit(int part) {
        return Instant.ofEpochMilli(window.from() + window.length() * part / PARTS);
    }

    /** The start of the stretch; where none came in it, the last one before. */
    private Instant since() {
        double within = 0;
        for (int part = first; part <= last; part++) {
            within += came[part];
        }
        Instant since = limit(first);
        for (int row = 0; within == 0 && row < window.rows(); row++) {
            if (chosen.test(window, row) && part(window, row) < first) {
                since = Instant.ofEpochMilli(window.time(row));
            }
        }
        return since;
    }

    /** Of too many rows, those; of too few, rows that came meanwhile, and if none did, the last one before. */
    private List<Long> rows() {
        List<Long> rows = new ArrayList<>();
        int before = -1;
        for (int row = 0; row < window.rows() && rows.size() < Finding.EXAMPLES; row++) {
            int part = part(window, row);
            before = part < first ? row : before;
            if (part >= first && part <= last && (sign > 0 || chosen.test(window, row))) {
                rows.add(window.id(row));
            }
        }
        return rows.isEmpty() && before >= 0 ? List.of(window.id(before)) : rows;
    }

    /** The category that lacks most of what is lacking, and a greater share of its rows than others do. */
    private Optional<Segment> segment(String feature) {
        Segment best = null;
        for (String name : window.categorical()) {
            if (!name.equals(feature) && reference.get(0).counts(name).rows().size() <= MOST_CATEGORIES) {
                for (Segment segment : segments(name)) {
                    boolean clearer =
                            best == null || segment.share() - segment.elsewhere() > best.share() - best.elsewhere();
                    best = clearer ? segment : best;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private List<Segment> segments(String name) {
        List<Map<String, Double>> blocks =
                reference.stream().map(block -> counts(block, name)).toList();
        Map<String, Double> now = counts(window, name);
        Map<String, Double> usual = new HashMap<>();
        blocks.forEach(
                each -> each.forEach((category, rows) -> usual.merge(category, rows / blocks.size(), Double::sum)));
        now.keySet().forEach(category -> usual.putIfAbsent(category, 0.0));
        double total = usual.values().stream().mapToDouble(each -> each).sum();
        List<Segment> found = new ArrayList<>();
        usual.forEach((category, rows) -> {
            double lacking = sign * (rows - now.getOrDefault(category, 0.0));
            double share = lacking / Math.max(1, rows);
            double elsewhere = Math.max(0, (all - lacking) / Math.max(1, total - rows));
            double scale = Math.max(deviation(blocks, category), Math.sqrt(Math.max(1, rows)));
            if (2 * lacking >= all && share >= TIMES * elsewhere && rows < total && lacking >= DEVIATIONS * scale) {
                found.add(new Segment(name, category, Math.min(1, share), Math.min(1, elsewhere)));
            }
        });
        return found;
    }

    /** The chosen rows of each category within the stretch. */
    private Map<String, Double> counts(Block block, String name) {
        Map<String, Double> counts = new HashMap<>();
        for (int row = 0; row < block.rows(); row++) {
            String category = block.categories(name)[row];
            int part = part(block, row);
            if (category != null && part >= first && part <= last && chosen.test(block, row)) {
                counts.merge(category, 1.0, Double::sum);
            }
        }
        return counts;
    }

    private static double deviation(List<Map<String, Double>> blocks, String category) {
        return BlockScale.of(blocks.stream()
                        .mapToDouble(each -> each.getOrDefault(category, 0.0))
                        .toArray())
                .deviation();
    }
}
