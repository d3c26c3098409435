package io.leeway.monitoring.drift.multivariate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The area under the curve of scores, and its p-value by exchanging whole blocks of rows between the samples. */
final class BlockRanks {

    /** Areas that are smaller by no more than rounding count as equal. */
    private static final double ROUNDING = 1e-12;

    private final double[] rankSums;
    private final int[] sizes;
    private final int rows;

    /** Scores of the rows of each block. */
    BlockRanks(List<double[]> blocks) {
        sizes = blocks.stream().mapToInt(block -> block.length).toArray();
        rows = Arrays.stream(sizes).sum();
        rankSums = new double[sizes.length];
        double[] scores = blocks.stream().flatMapToDouble(Arrays::stream).toArray();
        int[] blockOf = IntStream.range(0, sizes.length)
                .flatMap(block -> IntStream.generate(() -> block).limit(sizes[block]))
                .toArray();
        int[] order = IntStream.range(0, rows)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> scores[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        int from = 0;
        while (from < rows) {
            int to = from;
            while (to < rows && scores[order[to]] == scores[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                rankSums[blockOf[order[i]]] += (from + 1 + to) / 2.0;
            }
            from = to;
        }
    }

    /** The chance that a row of the last so many blocks of an order has a greater score than one of the others; ties count half. */
    private double area(int[] order, int ofReference) {
        double ranks = 0;
        double current = 0;
        for (int i = ofReference; i < order.length; i++) {
            ranks += rankSums[order[i]];
            current += sizes[order[i]];
        }
        return (ranks - current * (current + 1) / 2) / (current * (rows - current));
    }

    /** The area if the first so many blocks are of the reference. */
    double area(int ofReference) {
        return area(IntStream.range(0, sizes.length).toArray(), ofReference);
    }

    /** (b + 1) / (B + 1), where b of B permutations of the blocks give at least the area. */
    double pValue(int ofReference, int permutations, SplittableRandom random) {
        int[] order = IntStream.range(0, sizes.length).toArray();
        double atLeast = area(order, ofReference) - ROUNDING;
        int asLarge = 0;
        for (int i = 0; i < permutations; i++) {
            Draws.shuffle(order, ofReference, random);
            if (area(order, ofReference) >= atLeast) {
                asLarge++;
            }
        }
        return (asLarge + 1.0) / (permutations + 1.0);
    }
}
