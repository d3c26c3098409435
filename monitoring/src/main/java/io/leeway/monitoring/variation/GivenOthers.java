package io.leeway.monitoring.variation;

import io.leeway.monitoring.drift.Correction;
import io.leeway.monitoring.drift.DriftReport;
import io.leeway.monitoring.profile.Profile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Judges whether features changed given the others: each number and category is predicted from all other features, and what is left over
 * is judged by what the reference's own blocks differ by. What moves features together, such as the weather, cancels out; a
 * thermometer that reads Celsius does not.
 *
 * <pre>{@code
 * GivenOthers weeks = GivenOthers.of(columnsOfWeeks).withBlockLength(Duration.ofDays(7));
 * DriftReport report = weeks.withAlpha(1.0 / 52).compare(FeatureColumns.of(schema, rowsOfThisWeek));
 * }</pre>
 *
 * <p>What is left over of a feature is judged by the shares of its bins, as {@link NaturalVariation} does, by its median, and by the
 * logarithm of the width between its first and its last percentile; the result is that of the least p-value, times three.
 *
 * <p>A number is predicted by least squares from the other numbers, their squares, and the most frequent values of categories; the
 * probability of a category likewise. A block is predicted by what was learnt from the other blocks, in up to {@value #MAXIMUM_FOLDS}
 * parts of the reference, as a window is predicted by what was learnt before it. A change of one feature shows in those that are
 * predicted from it, too.
 *
 * <p>Immutable and safe for use by several threads. Cost: about two columns a number and up to 16 a category; {@link #of} takes time with
 * the rows times the square of the columns, and with their cube; {@link #compare}, with the rows times the features times the columns.
 */
public final class GivenOthers {

    /** The name of the results in reports. */
    public static final String NAME = "givenOthers";

    /** The most parts of the reference whose blocks are predicted by the rest. */
    public static final int MAXIMUM_FOLDS = 10;

    /** More products of columns are not summed: of many rows of the reference, every second, third, ... is learnt from. */
    private static final double OPERATIONS = 4e9;

    private final Predictions predictions;
    private final NaturalVariation leftOver;

    private GivenOthers(Predictions predictions, NaturalVariation leftOver) {
        this.predictions = predictions;
        this.leftOver = leftOver;
    }

    /**
     * Learns to predict each feature from the others, and what the left over parts of blocks differ by.
     *
     * @param reference the rows of consecutive blocks of equal length, in the order of time, with the same features; blocks of fewer than
     *     {@value NaturalVariation#MINIMUM_ROWS} rows are left out
     * @return the detector
     * @throws IllegalArgumentException if there are fewer than two blocks
     */
    public static GivenOthers of(List<FeatureColumns> reference) {
        List<FeatureColumns> blocks = reference.stream()
                .filter(block -> block.rows() >= NaturalVariation.MINIMUM_ROWS)
                .toList();
        if (blocks.size() < 2) {
            throw new IllegalArgumentException("a block is predicted by what was learnt from others, and there is "
                    + blocks.size() + " with enough rows");
        }
        Design design = new Design(blocks);
        List<List<FeatureColumns>> folds = folds(blocks);
        List<Moments> parts = moments(design, folds);
        Moments all = new Moments(design.width());
        parts.forEach(all::addAll);
        List<Profile> leftOver = new ArrayList<>();
        for (int fold = 0; fold < folds.size(); fold++) {
            Predictions others = all.without(parts.get(fold)).predictions(design);
            folds.get(fold).forEach(block -> leftOver.add(others.leftOver(block)));
        }
        return new GivenOthers(all.predictions(design), NaturalVariation.ofResiduals(leftOver, NAME));
    }

    /** Consecutive blocks, in parts of about equal numbers. */
    private static List<List<FeatureColumns>> folds(List<FeatureColumns> blocks) {
        int folds = Math.min(MAXIMUM_FOLDS, blocks.size());
        return IntStream.range(0, folds)
                .mapToObj(fold -> blocks.subList(fold * blocks.size() / folds, (fold + 1) * blocks.size() / folds))
                .toList();
    }

    private static List<Moments> moments(Design design, List<List<FeatureColumns>> folds) {
        long rows = folds.stream()
                .flatMap(List::stream)
                .mapToLong(FeatureColumns::rows)
                .sum();
        int stride = (int) Math.max(1, Math.ceil(rows * (double) design.width() * design.width() / OPERATIONS));
        List<Moments> parts = new ArrayList<>();
        for (List<FeatureColumns> fold : folds) {
            Moments part = new Moments(design.width());
            fold.forEach(block -> add(design, block, stride, part));
            parts.add(part);
        }
        return parts;
    }

    private static void add(Design design, FeatureColumns block, int stride, Moments moments) {
        for (int i = 0; i < block.rows(); i += stride) {
            moments.add(design.read(block, i, i + 1)[0]);
        }
    }

    /**
     * Sets the level of a window, see {@link NaturalVariation#withAlpha}.
     *
     * @param level in (0, 1)
     * @return a new detector
     * @throws IllegalArgumentException if the level lies outside (0, 1)
     */
    public GivenOthers withAlpha(double level) {
        return new GivenOthers(predictions, leftOver.withAlpha(level));
    }

    /**
     * Sets the correction for the number of features, see {@link NaturalVariation#withCorrection}.
     *
     * @param choice the correction
     * @return a new detector
     */
    public GivenOthers withCorrection(Correction choice) {
        return new GivenOthers(predictions, leftOver.withCorrection(choice));
    }

    /**
     * Sets the length of the blocks, by which results name them, see {@link NaturalVariation#withBlockLength}.
     *
     * @param length above zero
     * @return a new detector
     * @throws IllegalArgumentException if it is not
     */
    public GivenOthers withBlockLength(Duration length) {
        return new GivenOthers(predictions, leftOver.withBlockLength(length));
    }

    /**
     * Compares what is left over of a window's features with what is left over of the blocks'.
     *
     * @param window rows of about the blocks' length in time
     * @return one result for each feature, see {@link NaturalVariation#compare}
     */
    public DriftReport compare(FeatureColumns window) {
        return leftOver.compare(predictions.leftOver(window));
    }
}
