package io.leeway.model.tribuo;

import io.leeway.schema.Schema;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * Numbers at the thresholds of trees, the very next ones, and others between and beyond them; of linear functions numbers around those that add 1.
 */
final class TreeProbes {

    /** How far flat arrays may differ where sums are floats: absolutely below 1, relatively above. */
    private static final double SINGLE_PRECISION = 1e-6;

    /** Of a model with more categories than this, not each is asked: they are all written in the same way. */
    private static final int MOST_ROWS = 2_000;

    private final Map<String, double[]> thresholds = new TreeMap<>();

    private TreeProbes(TreeEnsemble ensemble) {
        int size = ensemble.places().size();
        DoubleStream.Builder[] each = new DoubleStream.Builder[size];
        Arrays.setAll(each, place -> DoubleStream.builder());
        if (ensemble.flat() instanceof FlatTrees trees) {
            addThresholds(trees, each);
        } else if (ensemble.flat() instanceof FlatLinear linear) {
            for (int i = 0; i < linear.features(); i++) {
                double steepness = linear.steepness(i);
                each[linear.register(i)].add(steepness > 0 ? 1 / steepness : 1);
            }
        }
        ensemble.places().byName().forEach((name, place) -> {
            double[] sorted = each[place].build().sorted().distinct().toArray();
            if (sorted.length > 0) {
                thresholds.put(name, sorted);
            }
        });
    }

    private static void addThresholds(FlatTrees trees, DoubleStream.Builder[] to) {
        for (int node = 0; node < trees.nodes(); node++) {
            int register = trees.register(node);
            if (register != FlatTrees.LEAF) {
                double threshold = trees.threshold(node);
                to[register % to.length].add(register < to.length ? threshold : -threshold);
            }
        }
    }

    static Probes of(Schema<?> original, TreeEnsemble ensemble) {
        TreeProbes probes = new TreeProbes(ensemble);
        return new Probes(
                original,
                ensemble.places().byName().keySet(),
                probes::draw,
                ensemble.singlePrecision() ? SINGLE_PRECISION : Probes.TOLERANCE,
                MOST_ROWS);
    }

    private double draw(SplittableRandom random, String feature) {
        double[] own = thresholds.get(feature);
        if (own == null) {
            return random.nextDouble();
        }
        int place = random.nextInt(own.length);
        double threshold = own[place];
        return switch (random.nextInt(8)) {
            case 0 -> threshold;
            case 1 -> Math.nextUp((float) threshold);
            case 2 -> Math.nextDown((float) threshold);
            case 3 -> Math.nextUp(threshold);
            case 4 -> 0;
            default -> {
                double next = own[Math.min(place + 1, own.length - 1)];
                double distance = next > threshold ? next - threshold : Math.max(1, Math.abs(threshold));
                yield threshold + (random.nextDouble() - 0.25) * distance;
            }
        };
    }
}
