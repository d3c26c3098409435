package io.leeway.monitoring.drift.multivariate;

import io.leeway.data.Columns;
import io.leeway.monitoring.drift.DriftResult;
import io.leeway.monitoring.drift.PValueMethod;
import io.leeway.monitoring.drift.Significance;
import io.leeway.schema.FeatureType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.util.CombinatoricsUtils;
import org.jspecify.annotations.Nullable;

/**
 * A test by how well a classifier tells current rows from those of the reference (Lopez-Paz and Oquab, "Revisiting classifier two-sample tests", 2017): drift if the
 * p-value is at most a level.
 *
 * <p>Blocks of rows are dealt to {@value #FOLDS} folds. The rows of each fold are scored by a classifier that has learnt from the others; the statistic is the
 * mean area under the ROC curve, in [0, 1], 0.5 if nothing tells them apart. The p-value of a fold is (b + 1) / (B + 1), where b of B
 * permutations exchange its blocks between the samples and give at least its area. As classifiers have seen the other folds' labels, the folds' p-values
 * depend on each other; twice their mean is a p-value whatever the dependence (Vovk and Wang, "Combining p-values via averaging", 2020).
 *
 * <p>Immutable and safe for use by several threads if the classifier is. Cost: {@value #FOLDS} fits, and the sorting of scores.
 */
public final class ClassifierTwoSampleTest implements MultivariateTest {

    /** The default level: a p-value at or below it means drift. */
    public static final double DEFAULT_ALPHA = 0.05;

    /** The number of folds. */
    public static final int FOLDS = 2;

    /** The number of permutations of each fold. */
    public static final int PERMUTATIONS = 1_999;

    /** The number of rows of each sample that take part at most, drawn without replacement. */
    public static final int ROWS = 10_000;

    private final DomainClassifier classifier;
    private final long seed;
    private final double alpha;
    private final @Nullable String blocks;

    ClassifierTwoSampleTest(DomainClassifier classifier, long seed) {
        this(classifier, seed, DEFAULT_ALPHA, null);
    }

    private ClassifierTwoSampleTest(DomainClassifier classifier, long seed, double alpha, @Nullable String blocks) {
        this.classifier = classifier;
        this.seed = seed;
        this.alpha = alpha;
        this.blocks = blocks;
    }

    /**
     * Sets the level: a p-value at or below it means drift. The default is {@value #DEFAULT_ALPHA}.
     *
     * @param level in (0, 1)
     * @return a new value
     * @throws IllegalArgumentException if the level lies outside (0, 1)
     */
    public ClassifierTwoSampleTest withAlpha(double level) {
        return new ClassifierTwoSampleTest(classifier, seed, Comparison.level(level), blocks);
    }

    /**
     * Names the column that says which rows belong together, such as a day: they are in one fold, and permutations keep them together. The column itself is
     * not compared. By default each row is a block of its own.
     *
     * @param column a column of both samples; no value occurs in both, and none is missing
     * @return a new value
     */
    public ClassifierTwoSampleTest withBlocks(String column) {
        return new ClassifierTwoSampleTest(classifier, seed, alpha, column);
    }

    @Override
    public String name() {
        return "domain-classifier";
    }

    @Override
    public DriftResult test(Columns reference, Columns current) {
        Encoder encoder = Encoder.of(without(reference), without(current));
        SplittableRandom random = new SplittableRandom(seed);
        Blocks before = blocks("reference", reference, Draws.sample(reference.rows(), ROWS, random));
        Blocks now = blocks("current", current, Draws.sample(current.rows(), ROWS, random));
        if (blocks != null) {
            Blocks.requireDistinct(reference, current, blocks);
        }
        Comparison comparison = new Comparison(name(), alpha, reference.rows(), current.rows());
        String basis = FOLDS + " folds of " + before.size() + " and " + now.size() + " blocks";
        if (leastPValue(before.size() / FOLDS, now.size() / FOLDS) > alpha) {
            return comparison.insufficient(basis + " have no p-value as small as " + alpha);
        }
        Sample ofReference = new Sample(encoder.rows(reference), before.folds(FOLDS, random));
        Sample ofCurrent = new Sample(encoder.rows(current), now.folds(FOLDS, random));
        return comparison.byLevel(significance(ofReference, ofCurrent, random), basis);
    }

    private Columns without(Columns columns) {
        if (blocks == null) {
            return columns;
        }
        Columns.Builder builder = Columns.builder();
        for (String name : columns.names()) {
            if (name.equals(blocks)) {
                continue;
            }
            if (columns.type(name) == FeatureType.NUMERIC) {
                builder.numbers(name, columns.numbers(name));
            } else {
                builder.codes(name, columns.codes(name), columns.categories(name));
            }
        }
        return builder.build();
    }

    private Blocks blocks(String sample, Columns columns, int[] rows) {
        return blocks == null ? Blocks.ofRows(rows) : Blocks.of(sample, columns, blocks, rows);
    }

    /** What the combined p-value is if no other arrangement of a fold's blocks gives as great an area. */
    private static double leastPValue(int reference, int current) {
        if (reference == 0 || current == 0) {
            return 1;
        }
        double arrangements = Math.exp(CombinatoricsUtils.binomialCoefficientLog(reference + current, current));
        return 2 * Math.max(1 / arrangements, 1.0 / (PERMUTATIONS + 1));
    }

    /** The folds of a sample. */
    private record Sample(Encoder.Rows rows, List<Blocks> folds) {

        List<double[]> scores(int fold, ToDoubleFunction<double[]> classifier) {
            return folds.get(fold).rows().stream()
                    .map(block -> Arrays.stream(block)
                            .mapToDouble(row -> finite(classifier.applyAsDouble(rows.row(row))))
                            .toArray())
                    .toList();
        }

        private static double finite(double score) {
            if (!Double.isFinite(score)) {
                throw new IllegalStateException("a classifier gave a row the score " + score + ", which is not finite");
            }
            return score;
        }

        double[][] allBut(int fold) {
            return IntStream.range(0, folds.size())
                    .filter(other -> other != fold)
                    .mapToObj(folds::get)
                    .flatMap(blocks -> blocks.rows().stream())
                    .flatMapToInt(Arrays::stream)
                    .mapToObj(rows::row)
                    .toArray(double[][]::new);
        }
    }

    private Significance significance(Sample reference, Sample current, SplittableRandom random) {
        double areas = 0;
        double pValues = 0;
        for (int fold = 0; fold < FOLDS; fold++) {
            ToDoubleFunction<double[]> fitted = fit(reference.allBut(fold), current.allBut(fold), random.nextLong());
            List<double[]> scores = new ArrayList<>(reference.scores(fold, fitted));
            int ofReference = scores.size();
            scores.addAll(current.scores(fold, fitted));
            BlockRanks ranks = new BlockRanks(scores);
            areas += ranks.area(ofReference);
            pValues += ranks.pValue(ofReference, PERMUTATIONS, random);
        }
        return new Significance(areas / FOLDS, Math.min(1, 2 * pValues / FOLDS), PValueMethod.MONTE_CARLO);
    }

    private ToDoubleFunction<double[]> fit(double[][] reference, double[][] current, long fitSeed) {
        double[][] rows = Arrays.copyOf(reference, reference.length + current.length);
        System.arraycopy(current, 0, rows, reference.length, current.length);
        boolean[] isCurrent = new boolean[rows.length];
        Arrays.fill(isCurrent, reference.length, rows.length, true);
        return classifier.fit(rows, isCurrent, fitSeed);
    }

    @Override
    public String toString() {
        return name() + " at level " + alpha + (blocks == null ? "" : ", blocks by " + blocks);
    }
}
